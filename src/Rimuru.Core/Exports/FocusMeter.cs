using Rimuru.Core.Pricing;

namespace Rimuru.Core.Exports;

/// <summary>How FOCUS names what is counted.</summary>
/// <param name="Name">The name in ids and in <c>x_TokenType</c>.</param>
/// <param name="Title">The name of the meter.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="PricedBy">For how many of them the price is.</param>
internal sealed record FocusMeter(string Name, string Title, string Unit, long PricedBy)
{
    private const string Tokens = "Tokens",
        Requests = "Requests";
    private const long Million = 1_000_000;

    private static readonly FocusMeter[] All =
    [
        new("input", "Input Tokens", Tokens, Million),
        new("cache_read", "Cache Read Input Tokens", Tokens, Million),
        new("cache_write_5m", "Cache Write Input Tokens 5m", Tokens, Million),
        new("cache_write_1h", "Cache Write Input Tokens 1h", Tokens, Million),
        new("output", "Output Tokens", Tokens, Million),
        new("reasoning", "Reasoning Output Tokens", Tokens, Million),
        new("web_search", "Web Search Requests", Requests, 1000),
        new("request", "Requests", Requests, 1),
    ];

    /// <summary>The unit that a price is for.</summary>
    public string PricingUnit => PricedBy == 1 ? Unit : FormattableString.Invariant($"{PricedBy} {Unit}");

    public static FocusMeter Of(UsageMeter meter) => All[(int)meter];
}
