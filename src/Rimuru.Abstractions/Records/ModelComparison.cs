namespace Rimuru;

/// <summary>What the same requests would cost on another model, tier or cache life. An estimate: <see cref="Assumptions"/> says on what it rests.</summary>
public sealed record ModelComparison
{
    private readonly IReadOnlyList<string> assumptions = NameList.Of([]);

    /// <summary>The seller of the other model; null where each request stays with its own.</summary>
    public string? Provider { get; init; }

    /// <summary>The other model; null where each request stays with its own.</summary>
    public string? Model { get; init; }

    /// <summary>The terms that were assumed; null for the standard ones.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>The cache life that was assumed, <c>5m</c> or <c>1h</c>; null where each write keeps its own.</summary>
    public string? CacheLife { get; init; }

    /// <summary>The requests that were compared.</summary>
    public long Requests { get; init; }

    /// <summary>Their tokens.</summary>
    public long TotalTokens { get; init; }

    /// <summary>What they cost as they were made, by the same day's prices as in the ledger; null where none is priced.</summary>
    public decimal? ActualCost { get; init; }

    /// <summary>What they would cost; null where none has a price.</summary>
    public decimal? Cost { get; init; }

    /// <summary>What that adds, over the requests that have both costs; null where there are none.</summary>
    public decimal? Difference { get; init; }

    /// <summary>Currency of the amounts.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>Requests that have no price there.</summary>
    public long UnpricedRequests { get; init; }

    /// <summary>The time whose prices were assumed.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>What was assumed.</summary>
    public IReadOnlyList<string> Assumptions { get => assumptions; init => assumptions = NameList.Of(value); }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Model ?? "same models"}: {Cost:0.00####} {Currency}");
}
