namespace Rimuru;

/// <summary>One billed model response: the unit of the ledger.</summary>
public sealed record UsageRecord
{
    /// <summary>Id of the response in the ledger: 32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>Time of the log entry.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The agent: <c>ClaudeCode</c>, <c>Codex</c>.</summary>
    public required string Agent { get; init; }

    /// <summary>The session that made the request.</summary>
    public required string SessionId { get; init; }

    /// <summary>The beginning of the session id that no other session of the ledger has, at least eight characters.</summary>
    public string ShortId
    {
        get => field ?? SessionId;
        init;
    }

    /// <summary>The sub-agent that made the request; null for the session itself.</summary>
    public string? SubAgent { get; init; }

    /// <summary>The provider that the log or the price table names.</summary>
    public string? Provider { get; init; }

    /// <summary>The model as the log names it; null if it names none.</summary>
    public string? Model { get; init; }

    /// <summary>
    /// The project: the git repository that the request worked in, else the name of the folder; null if the log does not say.
    /// </summary>
    public string? Project { get; init; }

    /// <summary>The git branch in the log.</summary>
    public string? Branch { get; init; }

    /// <summary>The machine that read the log.</summary>
    public string? Machine { get; init; }

    /// <summary>The user whose log was read, or whom a bill names.</summary>
    public string? User { get; init; }

    /// <summary>
    /// Service tier, speed and other terms that change the price, comma separated: <c>priority</c>, <c>fast</c>; <c>sum</c> for a sum of
    /// several requests, to which long-context prices do not apply; null for standard terms.
    /// </summary>
    public string? ServiceTier { get; init; }

    /// <summary>The evidence of the record.</summary>
    public UsageEvidence Evidence { get; init; }

    /// <summary>Billed responses: usually 1; more if the agent adds several up; 0 for a fee without a response.</summary>
    public long Requests { get; init; } = 1;

    /// <summary>Prompt tokens neither read from nor written to a cache.</summary>
    public long InputTokens { get; init; }

    /// <summary>Prompt tokens served from a cache.</summary>
    public long CacheReadTokens { get; init; }

    /// <summary>Prompt tokens written to the short-lived cache.</summary>
    public long CacheWrite5mTokens { get; init; }

    /// <summary>Prompt tokens written to the long-lived cache.</summary>
    public long CacheWrite1hTokens { get; init; }

    /// <summary>Output tokens, reasoning included.</summary>
    public long OutputTokens { get; init; }

    /// <summary>The part of the output that was reasoning.</summary>
    public long ReasoningTokens { get; init; }

    /// <summary>All tokens.</summary>
    public long TotalTokens => InputTokens + CacheReadTokens + CacheWrite5mTokens + CacheWrite1hTokens + OutputTokens;

    /// <summary>Web searches that are billed individually.</summary>
    public long WebSearches { get; init; }

    /// <summary>Cost; null if the price is unknown.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Currency of <see cref="Cost"/> and <see cref="ReportedCost"/>.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>How the cost was determined.</summary>
    public CostStatus CostStatus { get; init; }

    /// <summary>The cost that the agent logged; null if it logs none.</summary>
    public decimal? ReportedCost { get; init; }

    /// <summary>The credits that the agent logged, beside money; null if it logs none.</summary>
    public decimal? ReportedCredits { get; init; }

    /// <summary>Unit of <see cref="ReportedCredits"/>: <c>Kiro credits</c>, <c>ACUs</c>.</summary>
    public string? CreditUnit { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Agent} {Model} {TotalTokens} tokens";
}
