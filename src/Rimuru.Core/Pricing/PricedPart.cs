namespace Rimuru.Core.Pricing;

/// <summary>A part of a usage that has a price of its own.</summary>
/// <param name="Meter">What is counted.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Usd">The price of one, terms and region included.</param>
/// <param name="IsLongContext">True if the price is that of large prompts.</param>
internal sealed record PricedPart(UsageMeter Meter, long Quantity, decimal Usd, bool IsLongContext);

/// <summary>What a part of a usage counts.</summary>
internal enum UsageMeter
{
    Input,
    CacheRead,
    CacheWrite5m,
    CacheWrite1h,

    /// <summary>Output, without the reasoning where that has a price of its own.</summary>
    Output,
    Reasoning,
    WebSearch,

    /// <summary>Whole requests, where there is no price of parts.</summary>
    Request,
}
