namespace Rimuru;

/// <summary>One session with an agent: a conversation with its own id, and what it used.</summary>
public sealed record Session
{
    /// <summary>The agent's own id of the session.</summary>
    public required string SessionId { get; init; }

    /// <summary>The agent: <c>ClaudeCode</c>, <c>Codex</c>.</summary>
    public required string Agent { get; init; }

    /// <summary>The name of the folder it worked in; null where the log does not say.</summary>
    public string? Project { get; init; }

    /// <summary>The folder it started in, as the log names it.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The git branch that the log named last.</summary>
    public string? Branch { get; init; }

    /// <summary>The title that the agent keeps, if any.</summary>
    public string? Title { get; init; }

    /// <summary>How far it has come.</summary>
    public SessionStatus Status { get; init; }

    /// <summary>Id of the session that this one was forked from or started by.</summary>
    public string? ParentSessionId { get; init; }

    /// <summary>Name of the sub-agent whose session this is, for agents whose sub-agents have sessions of their own.</summary>
    public string? SubAgent { get; init; }

    /// <summary>Time of the first log line.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Time of the last log line.</summary>
    public DateTimeOffset? LastActivity { get; init; }

    /// <summary>When it ended: its last line; null while it is active.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>From the first log line to the last.</summary>
    public TimeSpan? Duration => LastActivity - StartedAt;

    /// <summary>The models that answered, most used first.</summary>
    public IReadOnlyList<string> Models { get; init => field = NameList.Of(value); } = NameList.Of([]);

    /// <summary>Billed responses of this session, sub-agents that are accounted to it included.</summary>
    public long Requests { get; init; }

    /// <summary>Prompt tokens neither read from nor written to a cache.</summary>
    public long InputTokens { get; init; }

    /// <summary>Prompt tokens served from a cache.</summary>
    public long CacheReadTokens { get; init; }

    /// <summary>Prompt tokens written to the short-lived (five-minute) cache.</summary>
    public long CacheWrite5mTokens { get; init; }

    /// <summary>Prompt tokens written to the one-hour cache.</summary>
    public long CacheWrite1hTokens { get; init; }

    /// <summary>Output tokens, reasoning included.</summary>
    public long OutputTokens { get; init; }

    /// <summary>All tokens.</summary>
    public long TotalTokens => InputTokens + CacheReadTokens + CacheWrite5mTokens + CacheWrite1hTokens + OutputTokens;

    /// <summary>Cost of the priced requests; null where none is priced.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Currency of <see cref="Cost"/>.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>Requests whose price is unknown.</summary>
    public long UnpricedRequests { get; init; }

    /// <summary>The machine that read the log.</summary>
    public string? Machine { get; init; }

    /// <summary>The user that read the log.</summary>
    public string? User { get; init; }

    /// <summary>Version of the agent that wrote the log last.</summary>
    public string? AgentVersion { get; init; }

    /// <summary>The process of this machine that has the session open; null where none is known.</summary>
    public int? ProcessId { get; init; }

    /// <summary>Requests of the user that the agent ended its work on, was stopped in, or still works on; null where the log does not tell.</summary>
    public long? Turns { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Agent} {SessionId}";
}
