namespace Rimuru;

/// <summary>A stretch of a session in which it ran away.</summary>
public sealed record Runaway
{
    /// <summary>By what.</summary>
    public RunawayReason Reason { get; init; }

    /// <summary>The agent.</summary>
    public required string Agent { get; init; }

    /// <summary>The session.</summary>
    public required string SessionId { get; init; }

    /// <summary>The beginning of the session id that no other session of the ledger has, at least eight characters.</summary>
    public string ShortId
    {
        get => field ?? SessionId;
        init;
    }

    /// <summary>The model of its last request.</summary>
    public string? Model { get; init; }

    /// <summary>The project.</summary>
    public string? Project { get; init; }

    /// <summary>The machine.</summary>
    public string? Machine { get; init; }

    /// <summary>The user.</summary>
    public string? User { get; init; }

    /// <summary>The time of its first request.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>The time of the request by which it could be known.</summary>
    public DateTimeOffset DetectedAt { get; init; }

    /// <summary>The time of its last request.</summary>
    public DateTimeOffset LastActivity { get; init; }

    /// <summary>True if it was going on within the last 15 minutes.</summary>
    public bool IsOngoing { get; init; }

    /// <summary>Its requests.</summary>
    public long Requests { get; init; }

    /// <summary>All tokens of its requests.</summary>
    public long TotalTokens { get; init; }

    /// <summary>What it cost in USD; null if no request has a price.</summary>
    public decimal? Cost { get; init; }

    /// <summary>The most that it cost a minute, over 15 minutes.</summary>
    public decimal? CostPerMinute { get; init; }

    /// <summary>
    /// What other sessions of the agent cost a minute in their dearest hundredth of the 30 days before; null if they are too few.
    /// </summary>
    public decimal? UsualCostPerMinute { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Agent} {ShortId}: {Reason}";
}
