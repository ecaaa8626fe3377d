namespace Rimuru;

/// <summary>A logged count of tokens that is not counted, the rule that says so, and the record that is kept in its place.</summary>
public sealed record DuplicateRecord
{
    /// <summary>The rule that suppressed it.</summary>
    public required DuplicateRule Rule { get; init; }

    /// <summary>When it was logged.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The agent: <c>ClaudeCode</c>, <c>Codex</c>.</summary>
    public required string Agent { get; init; }

    /// <summary>The session that the suppressed copy stands in.</summary>
    public required string SessionId { get; init; }

    /// <summary>The sub-agent that the copy names; null for the session itself.</summary>
    public string? SubAgent { get; init; }

    /// <summary>The model as the log names it; null where it names none.</summary>
    public string? Model { get; init; }

    /// <summary>The name of the folder that the copy names.</summary>
    public string? Project { get; init; }

    /// <summary>The log file with the copy.</summary>
    public required string File { get; init; }

    /// <summary>The line of the file, from 1; null in databases, documents and compressed files.</summary>
    public long? Line { get; init; }

    /// <summary>The requests that are not counted: 1, or 0 for a fee without a response of its own.</summary>
    public long Requests { get; init; }

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

    /// <summary>Id of the record that is kept, as <see cref="UsageRecord.Id"/>; null where no single record takes the place.</summary>
    public string? KeptId { get; init; }

    /// <summary>The session of the kept record.</summary>
    public string? KeptSessionId { get; init; }

    /// <summary>The log file that the kept record was taken from.</summary>
    public string? KeptFile { get; init; }

    /// <summary>The line of that file, from 1; null where it has none.</summary>
    public long? KeptLine { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Rule} {Agent} {TotalTokens} tokens";
}
