namespace Rimuru.Core.Pricing;

/// <summary>Which of several sources is believed where they differ; <c>docs/pricing.md</c> says how.</summary>
internal enum PricePolicy
{
    /// <summary>The vendor's own word, then the built-in table, then lists of others.</summary>
    OfficialFirst,

    /// <summary>Whoever said it last.</summary>
    MostRecent,

    /// <summary>The lowest price.</summary>
    LowestPrice,

    /// <summary>As <see cref="OfficialFirst"/>, but the highest context window.</summary>
    HighestContextWindow,
}
