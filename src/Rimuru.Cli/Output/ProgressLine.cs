using System.Globalization;
using Rimuru.Core.Ingest;

namespace Rimuru.Cli.Output;

/// <summary>A progress line on standard error during a long read, if that is a terminal with a cursor.</summary>
internal sealed class ProgressLine : IDisposable
{
    private int width;

    public void Show(IngestProgress progress)
    {
        if (Console.IsErrorRedirected || Terminal.IsDumb)
            return;
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"Reading logs: {progress.FilesDone:N0} of {progress.Files:N0} files, {progress.BytesDone / 1e6:N0} of "
                + $"{progress.Bytes / 1e6:N0} MB"
        );
        Console.Error.Write("\r" + text.PadRight(width));
        width = text.Length;
    }

    /// <summary>Prints a message on a line of its own; the progress line is printed again with its next step.</summary>
    public void Warn(string message)
    {
        Clear();
        Terminal.Warn(message);
    }

    public void Dispose() => Clear();

    private void Clear()
    {
        if (width == 0)
            return;
        Console.Error.Write("\r" + new string(' ', width) + "\r");
        width = 0;
    }
}
