namespace Rimuru;

/// <summary>
/// What the same requests would cost on another model, tier or cache life. An estimate, based on <see cref="Assumptions"/>.
/// </summary>
public sealed record ModelComparison
{
    private readonly IReadOnlyList<string> assumptions = NameList.Of([]);

    /// <summary>The provider of the other model; null if each request keeps its own.</summary>
    public string? Provider { get; init; }

    /// <summary>The other model; null if each request keeps its own.</summary>
    public string? Model { get; init; }

    /// <summary>The assumed terms; null for standard terms.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>The assumed cache life, <c>5m</c> or <c>1h</c>; null if each write keeps its own.</summary>
    public string? CacheLife { get; init; }

    /// <summary>Number of compared requests: those with a price in the ledger and one under the assumptions.</summary>
    public long Requests { get; init; }

    /// <summary>Their tokens.</summary>
    public long TotalTokens { get; init; }

    /// <summary>Their cost in the ledger; null if there are none.</summary>
    public decimal? ActualCost { get; init; }

    /// <summary>Their cost under the assumptions; null if there are none.</summary>
    public decimal? Cost { get; init; }

    /// <summary><see cref="Cost"/> without <see cref="ActualCost"/>; null if there are none.</summary>
    public decimal? Difference => Cost - ActualCost;

    /// <summary>Currency of the amounts.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>Requests that could not be compared, because one of the two prices is unknown. They are in no other number.</summary>
    public long UncomparedRequests { get; init; }

    /// <summary>Tokens of the requests that could not be compared.</summary>
    public long UncomparedTokens { get; init; }

    /// <summary>The uncompared requests without a price under the assumptions; the others have none in the ledger.</summary>
    public long UnpricedRequests { get; init; }

    /// <summary>The time of the assumed prices.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The assumptions, as sentences.</summary>
    public IReadOnlyList<string> Assumptions
    {
        get => assumptions;
        init => assumptions = NameList.Of(value);
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Model ?? "same models"}: {Cost:0.00####} {Currency}");
}
