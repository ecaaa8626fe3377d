using Rimuru.Core.Records;

namespace Rimuru.Core.Pricing;

/// <summary>The cost of one record as the ledger stores it.</summary>
/// <param name="Cost">The cost, rounded once, half-even; null if unpriced.</param>
/// <param name="Status">How the cost was determined.</param>
/// <param name="Gap">Why there is no cost.</param>
internal readonly record struct CostQuote(NanoUsd? Cost, CostStatus Status, PriceGap Gap = PriceGap.None)
{
    /// <summary>The cost in USD; null if unpriced.</summary>
    public decimal? Usd => Cost?.Usd;
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
        if (Usd is not { } usd)
            return new CostQuote(null, Status, Gap);
        return NanoUsd.TryFromUsd(usd) is { } cost
            ? new CostQuote(cost, Status)
            : new CostQuote(null, CostStatus.Unpriced, PriceGap.Implausible);
    }
}
