namespace Rimuru.Core.Pricing;

/// <summary>The cost of one record as the ledger stores it.</summary>
/// <param name="NanoUsd">Cost in 1e-9 USD, rounded once, half-even; null if unpriced.</param>
/// <param name="Status">How the cost was determined.</param>
/// <param name="Gap">Why there is no cost.</param>
internal readonly record struct CostQuote(long? NanoUsd, CostStatus Status, PriceGap Gap = PriceGap.None)
{
    /// <summary>The cost in USD; null if unpriced.</summary>
    public decimal? Usd => NanoUsd is { } nano ? nano / 1_000_000_000m : null;
}

/// <summary>The cost of one usage before any rounding.</summary>
/// <param name="Usd">Cost in USD; null if unpriced.</param>
/// <param name="Status">How the cost was determined.</param>
/// <param name="Gap">Why there is no cost.</param>
internal readonly record struct ExactCost(decimal? Usd, CostStatus Status, PriceGap Gap = PriceGap.None)
{
    internal static ExactCost Free => new(0m, CostStatus.Included);

    internal static ExactCost Unpriced(PriceGap gap) => new(null, CostStatus.Unpriced, gap);

    /// <summary>Rounds to 1e-9 USD, half-even.</summary>
    public CostQuote Round()
    {
        if (Usd is not { } usd) return new CostQuote(null, Status, Gap);
        decimal nano = decimal.Round(usd * 1_000_000_000m, 0, MidpointRounding.ToEven);
        return nano > long.MaxValue
            ? new CostQuote(null, CostStatus.Unpriced, PriceGap.Implausible)
            : new CostQuote((long)nano, Status);
    }
}
