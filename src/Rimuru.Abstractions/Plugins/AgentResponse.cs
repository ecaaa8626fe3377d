namespace Rimuru;

/// <summary>
/// One billed response in the log of an agent. The counts do not overlap: what was read from a cache is no input, and reasoning is a part
/// of the output.
/// </summary>
public sealed record AgentResponse
{
    /// <summary>The session that made the request.</summary>
    public required string SessionId { get; init; }

    /// <summary>
    /// What identifies the response among all of the agent: copies of one response have one id, and count once. Null if the log has no id:
    /// then session, time and counts identify it.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>When it came; null for the time at which the file was written.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The model as the log names it.</summary>
    public string? Model { get; init; }

    /// <summary>The provider; null if the log names none.</summary>
    public string? Provider { get; init; }

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

    /// <summary>The cost in USD that the agent logged; null if it logs none.</summary>
    public decimal? ReportedCost { get; init; }

    /// <summary>The folder that the agent worked in.</summary>
    public string? Folder { get; init; }

    /// <summary>The git branch.</summary>
    public string? Branch { get; init; }

    /// <summary>The sub-agent that made the request; null for the session itself.</summary>
    public string? SubAgent { get; init; }
}
