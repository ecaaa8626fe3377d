using System.Text;

namespace Rimuru.Core.Processes;

/// <summary>The output of a program: read to the end, so that the program never blocks, and kept up to a limit.</summary>
internal sealed class ChildText(StreamReader stream, int most)
{
    private readonly StringBuilder text = new();

    public bool IsCut { get; private set; }

    public string Text
    {
        get
        {
            lock (text)
                return text.ToString();
        }
    }

    public async Task ReadAsync(CancellationToken stop)
    {
        using (stream)
        {
            char[] buffer = new char[4096];
            int read;
            while ((read = await stream.ReadAsync(buffer, stop).ConfigureAwait(false)) > 0)
            {
                lock (text)
                {
                    int kept = Math.Min(read, most - text.Length);
                    text.Append(buffer, 0, kept);
                    IsCut |= kept < read;
                }
            }
        }
    }
}
