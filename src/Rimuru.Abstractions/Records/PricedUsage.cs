namespace Rimuru;

/// <summary>The cost of a given usage at the dated prices.</summary>
public sealed record PricedUsage
{
    /// <summary>The given provider.</summary>
    public string? Provider { get; init; }

    /// <summary>The given model.</summary>
    public string? Model { get; init; }

    /// <summary>The time of the prices.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>All tokens.</summary>
    public long TotalTokens { get; init; }

    /// <summary>Exact cost, not rounded; null if there is no price.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Currency of <see cref="Cost"/>.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>How the cost was determined.</summary>
    public CostStatus CostStatus { get; init; }

    /// <summary>Provider and id of the row of the price table; null if there is none.</summary>
    public string? PriceOf { get; init; }

    /// <summary>How the name was matched to that row.</summary>
    public string? Match { get; init; }

    /// <summary>Why there is no cost; null if there is one.</summary>
    public string? Reason { get; init; }

    /// <summary>Version of the prices.</summary>
    public required string PriceVersion { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Cost is { } cost ? FormattableString.Invariant($"{cost:0.00####} {Currency}") : "unpriced";
}
