using Rimuru.Core.Display;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Output;

/// <summary>The kind of output, and the messages beside it.</summary>
internal static class Terminal
{
    private const int BrokenPipe = 32;

    private static bool isSignExplained;

    /// <summary>True if the terminal has no cursor to move and no lines to draw, such as an editor's.</summary>
    public static bool IsDumb { get; } = Variable("TERM") == "dumb";

    /// <summary>The width of a terminal that does not tell its own.</summary>
    private const int UsualWidth = 80;

    /// <summary>The terminal's width in cells; null if the output is plain text: not a terminal, or a dumb one.</summary>
    public static int? Width { get; } = Console.IsOutputRedirected || IsDumb ? null : WindowWidth;

    private static int WindowWidth => Console.WindowWidth is > 0 and var width ? width : UsualWidth;

    /// <summary>True if the terminal takes colours, and the user wants them: <c>NO_COLOR</c> is not set.</summary>
    public static bool HasColours { get; } =
        Width is not null && string.IsNullOrEmpty(Variable("NO_COLOR")) && (!OperatingSystem.IsWindows() || WindowsConsole.TakesCodes());

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

    /// <summary>A text in the colours of errors or warnings, which are PowerShell's as well.</summary>
    public static string Coloured(string text, Emphasis emphasis) =>
        emphasis switch
        {
            _ when !HasColours => text,
            Emphasis.Bad => $"\e[31;1m{text}\e[0m",
            Emphasis.Doubtful => $"\e[33;1m{text}\e[0m",
            _ => text,
        };

    /// <summary>Explains the sign of doubtful amounts, once for all tables.</summary>
    public static void ExplainSign()
    {
        if (isSignExplained)
            return;
        isSignExplained = true;
        Say(Mark.Legend);
    }

    public static bool IsBrokenPipe(Exception e) =>
        (e is IOException && (e.HResult & 0xFFFF) == BrokenPipe) || e.InnerException is IOException { } inner && IsBrokenPipe(inner);

#pragma warning disable RS0030 // it is the process's terminal, whatever home is read
    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name);
#pragma warning restore RS0030
}
