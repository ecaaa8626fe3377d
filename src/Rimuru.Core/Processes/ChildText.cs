using System.Text;

namespace Rimuru.Core.Processes;

/// <summary>One of the outputs of a program, read until it ends or is longer than its limit.</summary>
internal interface IChildOutput
{
    /// <summary>True if there was more than the limit.</summary>
    bool IsCut { get; }

    string Text { get; }

    Task ReadAsync(CancellationToken stop);
}

/// <summary>An output that is kept as text.</summary>
internal sealed class ChildText(StreamReader stream, int most) : IChildOutput
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
            while (!IsCut && (read = await stream.ReadAsync(buffer, stop).ConfigureAwait(false)) > 0)
            {
                lock (text)
                {
                    int kept = Math.Min(read, most - text.Length);
                    text.Append(buffer, 0, kept);
                    IsCut = kept < read;
                }
            }
        }
    }
}

/// <summary>An output that is written to a file.</summary>
internal sealed class ChildBytes(Stream stream, ChildFile target) : IChildOutput
{
    public bool IsCut { get; private set; }

    public string Text => "";

    public async Task ReadAsync(CancellationToken stop)
    {
        await using (stream.ConfigureAwait(false))
        {
            byte[] buffer = new byte[1 << 16];
            long written = 0;
            int read;
            while (!IsCut && (read = await stream.ReadAsync(buffer, stop).ConfigureAwait(false)) > 0)
            {
                written += read;
                IsCut = written > target.Most;
                if (!IsCut)
                    await target.To.WriteAsync(buffer.AsMemory(0, read), stop).ConfigureAwait(false);
            }
        }
    }
}
