using System.Text;
using Rimuru.Core.Display;

namespace Rimuru.Core.Sandbox;

/// <summary>What a plugin's process writes to its standard error, and so to its standard output, too.</summary>
internal sealed class ChildErrors
{
    private const int Most = 1 << 20,
        MostKept = 2000;

    private readonly StringBuilder last = new();

    public ChildErrors(Stream stream, Action tooMuch) =>
        new Thread(() => Read(stream, tooMuch)) { IsBackground = true, Name = "Rimuru plugin errors" }.Start();

    /// <summary>The last line that is not empty.</summary>
    public string LastLine
    {
        get
        {
            lock (last)
            {
                string line =
                    last.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault()
                    ?? "";
                return PlainText.Name(line);
            }
        }
    }

    private void Read(Stream stream, Action tooMuch)
    {
        byte[] buffer = new byte[4096];
        long total = 0;
        try
        {
            int read;
            while ((read = stream.Read(buffer)) > 0)
            {
                lock (last)
                {
                    last.Append(Encoding.UTF8.GetString(buffer, 0, read));
                    if (last.Length > MostKept)
                        last.Remove(0, last.Length - MostKept);
                }

                total += read;
                if (total > Most)
                {
                    // What follows stays in the pipe.
                    tooMuch();
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // the process has ended
        }
    }
}
