using Rimuru.Core.Display;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Output;

/// <summary>The kind of output, and the messages beside it.</summary>
internal static class Terminal
{
    private const int BrokenPipe = 32;

    /// <summary>True if the terminal has no cursor to move and no lines to draw, such as an editor's.</summary>
#pragma warning disable RS0030 // it is the process's terminal, whatever home is read
    public static bool IsDumb { get; } = Environment.GetEnvironmentVariable("TERM") == "dumb";
#pragma warning restore RS0030

    /// <summary>The terminal's width in cells; null if the output is plain text: not a terminal, or a dumb one.</summary>
    public static int? Width { get; } = Console.IsOutputRedirected || IsDumb ? null : Console.WindowWidth;

    /// <summary>Prints a message on standard error, with the names in it made safe for display.</summary>
    public static void Warn(string message) => Say($"rimuru: {message}");

    public static void Say(string message)
    {
        try
        {
            Console.Error.WriteLine(PlainText.Message(message));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // the output is closed; the exit code shows the error
        }
    }

    /// <summary>Prints a line of output, with the names in it made safe for display.</summary>
    public static void Line(string text) => Console.Out.WriteLine(PlainText.Message(text));

    /// <summary>Warns of the models that the sums leave out.</summary>
    public static void Unpriced(IReadOnlyDictionary<string, UnpricedUsage> models, CostSource source)
    {
        string what = source == CostSource.Reported ? "the agent reported no cost for" : "no price is known for";
        KeyValuePair<string, UnpricedUsage>[] most = [.. models.OrderByDescending(pair => pair.Value.Tokens)];
        foreach ((string model, UnpricedUsage usage) in most)
        {
            if (usage.HasNoTokens && source != CostSource.Reported)
                Warn(
                    $"no tokens were logged for {CellText.Count(usage.Requests)} request(s) of {model}; they are not included in the cost."
                );
            else
                Warn(
                    $"{what} {model}: {CellText.Count(usage.Requests)} request(s) with {CellText.Count(usage.Tokens)} tokens are not "
                        + "included in the cost."
                );
        }

        if (source != CostSource.Reported && most.Select(pair => pair.Value.Cure).FirstOrDefault(line => line is not null) is { } cure)
            Warn(cure);
    }

    public static bool IsBrokenPipe(Exception e) =>
        (e is IOException && (e.HResult & 0xFFFF) == BrokenPipe) || e.InnerException is IOException { } inner && IsBrokenPipe(inner);
}
