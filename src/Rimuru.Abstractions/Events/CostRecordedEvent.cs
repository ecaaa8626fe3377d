using System.Text.Json.Serialization;

namespace Rimuru;

/// <summary>
/// Usage of one session and model was added to the ledger by one write, or corrected in it. The figures of all such events since a time
/// add up to those of the ledger: a correction has the difference, which may be negative.
/// </summary>
public sealed record CostRecordedEvent : RimuruEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override EventKind Kind => EventKind.CostRecorded;

    /// <summary>The agent.</summary>
    public required string Agent { get; init; }

    /// <summary>The session's id.</summary>
    public required string SessionId { get; init; }

    /// <summary>The provider.</summary>
    public string? Provider { get; init; }

    /// <summary>The model.</summary>
    public string? Model { get; init; }

    /// <summary>The project.</summary>
    public string? Project { get; init; }

    /// <summary>The git branch.</summary>
    public string? Branch { get; init; }

    /// <summary>The machine.</summary>
    public string? Machine { get; init; }

    /// <summary>The user.</summary>
    public string? User { get; init; }

    /// <summary>True if records of the ledger were corrected, moved, retracted, restored or priced anew.</summary>
    public bool IsCorrection { get; init; }

    /// <summary>The number of requests.</summary>
    public long Requests { get; init; }

    /// <summary>Input tokens, without those of the cache.</summary>
    public long InputTokens { get; init; }

    /// <summary>Input tokens read from the cache.</summary>
    public long CacheReadTokens { get; init; }

    /// <summary>Input tokens written to the cache.</summary>
    public long CacheWriteTokens { get; init; }

    /// <summary>Output tokens, reasoning included.</summary>
    public long OutputTokens { get; init; }

    /// <summary>All tokens.</summary>
    public long TotalTokens { get; init; }

    /// <summary>The cost in USD; null if nothing is priced.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Tokens without a price.</summary>
    public long UnpricedTokens { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Subject => SessionId;
}
