namespace Rimuru.Core.Pricing;

/// <summary>Which source wins if sources differ; see <c>docs/pricing.md</c>.</summary>
internal enum PricePolicy
{
    /// <summary>The vendor's own list first, then the built-in table, then lists of third parties.</summary>
    OfficialFirst,

    /// <summary>The most recent source.</summary>
    MostRecent,

    /// <summary>The lowest price.</summary>
    LowestPrice,

    /// <summary>Like <see cref="OfficialFirst"/>, but with the highest context window.</summary>
    HighestContextWindow,
}
