using System.Text.Json.Serialization;

namespace Rimuru;

/// <summary>A session spends far more a minute than its agent usually does, or sends requests of one size again and again.</summary>
public sealed record RunawayDetectedEvent : SessionFacts
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override EventKind Kind => EventKind.RunawayDetected;

    /// <summary>By what it runs away.</summary>
    public RunawayReason Reason { get; init; }

    /// <summary>The model of its last request.</summary>
    public string? Model { get; init; }

    /// <summary>The requests in which it ran away so far.</summary>
    public long Requests { get; init; }

    /// <summary>All tokens of these requests.</summary>
    public long TotalTokens { get; init; }

    /// <summary>What they cost in USD; null if none has a price.</summary>
    public decimal? Cost { get; init; }

    /// <summary>The most that they cost a minute, over 15 minutes.</summary>
    public decimal? CostPerMinute { get; init; }

    /// <summary>What other sessions of the agent cost a minute in their dearest hundredth; null if they are too few.</summary>
    public decimal? UsualCostPerMinute { get; init; }
}
