namespace Rimuru;

/// <summary>Exact statistics over sessions.</summary>
public sealed record SessionSummary
{
    /// <summary>The values of the grouping properties, comma separated; null without grouping.</summary>
    public string? Group { get; init; }

    /// <summary>Number of sessions.</summary>
    public long Count { get; init; }

    /// <summary>Active sessions.</summary>
    public long Active { get; init; }

    /// <summary>Sessions whose last turn ended normally.</summary>
    public long Completed { get; init; }

    /// <summary>Sessions whose last turn the user stopped.</summary>
    public long Cancelled { get; init; }

    /// <summary>Sessions whose last turn failed or was left open.</summary>
    public long Failed { get; init; }

    /// <summary>Sum of all durations; simultaneous sessions all count.</summary>
    public TimeSpan TotalDuration { get; init; }

    /// <summary>Median of the known durations, to the tick; null if none is known.</summary>
    public TimeSpan? MedianDuration { get; init; }

    /// <summary>The longest duration; null if none is known.</summary>
    public TimeSpan? LongestDuration { get; init; }

    /// <summary>Turns of the sessions whose logs record turns; null if none does.</summary>
    public long? Turns { get; init; }

    /// <summary>Billed responses.</summary>
    public long Requests { get; init; }

    /// <summary>All tokens.</summary>
    public long TotalTokens { get; init; }

    /// <summary>Exact cost of the priced requests; null if none is priced.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Currency of <see cref="Cost"/>.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>Requests whose price is unknown; they are not in <see cref="Cost"/>.</summary>
    public long UnpricedRequests { get; init; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Count} sessions, {Cost:0.00####} {Currency}");
}
