using Rimuru.Core.Reports;

namespace Rimuru.Cli.Output;

/// <summary>What kind of output this is, and what is said beside it.</summary>
internal static class Terminal
{
    private const int BrokenPipe = 32;

    /// <summary>True where a person looks at a terminal that may have colours and lines.</summary>
    public static bool IsRich { get; } = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public static void Warn(string message) => Console.Error.WriteLine($"rimuru: {message}");

    /// <summary>Names what the sums leave out.</summary>
    public static void Unpriced(IReadOnlyDictionary<string, UnpricedUsage> models, CostSource source)
    {
        string what = source == CostSource.Reported ? "the agent reported no cost for" : "no price is known for";
        foreach ((string model, UnpricedUsage usage) in models.OrderByDescending(pair => pair.Value.Tokens))
            Warn($"{what} {model}: {Numbers.Count(usage.Requests)} request(s) with {Numbers.Count(usage.Tokens)} tokens are not in the cost.");
    }

    public static bool IsBrokenPipe(Exception e) => (e is IOException && (e.HResult & 0xFFFF) == BrokenPipe) || e.InnerException is IOException { } inner && IsBrokenPipe(inner);
}
