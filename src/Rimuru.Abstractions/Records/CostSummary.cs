namespace Rimuru;

/// <summary>Exact statistics over the costs of piped records.</summary>
public sealed record CostSummary
{
    /// <summary>The values of the grouping properties, comma separated; null without grouping.</summary>
    public string? Group { get; init; }

    /// <summary>Number of records.</summary>
    public long Count { get; init; }

    /// <summary>Number of records without a price; they are only in <see cref="Count"/>.</summary>
    public long Unpriced { get; init; }

    /// <summary>Exact sum; null if nothing is priced.</summary>
    public decimal? Sum { get; init; }

    /// <summary>Mean of the priced records, rounded half-even to 1e-9.</summary>
    public decimal? Average { get; init; }

    /// <summary>Median of the priced records.</summary>
    public decimal? Median { get; init; }

    /// <summary>95th percentile, nearest rank.</summary>
    public decimal? P95 { get; init; }

    /// <summary>Smallest cost.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>Largest cost.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>Currency of all amounts.</summary>
    public string Currency { get; init; } = "USD";

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Sum:0.00####} {Currency} in {Count}");
}
