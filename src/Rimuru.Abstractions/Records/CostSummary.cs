namespace Rimuru;

/// <summary>Exact statistics over the costs of piped records.</summary>
public sealed record CostSummary
{
    /// <summary>The values of the grouping properties, comma separated; null without grouping.</summary>
    public string? Group { get; init; }

    /// <summary>Records measured.</summary>
    public long Count { get; init; }

    /// <summary>Records without a price; they are in <see cref="Count"/> and in no other figure.</summary>
    public long Unpriced { get; init; }

    /// <summary>Exact sum; null where nothing is priced.</summary>
    public decimal? Sum { get; init; }

    /// <summary>Mean of the priced records, half-even to 1e-9.</summary>
    public decimal? Average { get; init; }

    /// <summary>Median of the priced records.</summary>
    public decimal? Median { get; init; }

    /// <summary>95th percentile, nearest rank.</summary>
    public decimal? P95 { get; init; }

    /// <summary>Smallest cost.</summary>
    public decimal? Minimum { get; init; }

    /// <summary>Largest cost.</summary>
    public decimal? Maximum { get; init; }

    /// <summary>Currency of all figures.</summary>
    public string Currency { get; init; } = "USD";

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Sum:0.00####} {Currency} in {Count}");
}
