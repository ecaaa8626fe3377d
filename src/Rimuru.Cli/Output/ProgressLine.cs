using Rimuru.Core.Ingest;

namespace Rimuru.Cli.Output;

/// <summary>A progress line on standard error during a long read, if that is a terminal with a cursor.</summary>
internal sealed class ProgressLine : IDisposable
{
    private const int UsualWidth = 80;

    private int width;

    public void Show(IngestProgress progress)
    {
        if (Console.IsErrorRedirected || Terminal.IsDumb)
            return;
        string text = $"Reading logs: {progress}";
        text = text[..Math.Clamp((Terminal.Width ?? UsualWidth) - 1, 0, text.Length)]; // a second line would not be cleared
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
