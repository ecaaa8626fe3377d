namespace Rimuru;

/// <summary>A logged token count that is a duplicate and not counted, with the rule that decided it and the record that is kept.</summary>
public sealed record DuplicateRecord
{
    /// <summary>The rule that recognized the duplicate.</summary>
    public required DuplicateRule Rule { get; init; }

    /// <summary>
    /// True if only an id says that it is the kept response, while time and usage differ: a relay can give several responses the same id.
    /// </summary>
    public bool IsDoubtful { get; init; }

    /// <summary>When it was logged.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The agent: <c>ClaudeCode</c>, <c>Codex</c>.</summary>
    public required string Agent { get; init; }

    /// <summary>The session whose log has the duplicate.</summary>
    public required string SessionId { get; init; }

    /// <summary>The sub-agent in the duplicate; null for the session itself.</summary>
    public string? SubAgent { get; init; }

    /// <summary>The model as the log names it; null if it names none.</summary>
    public string? Model { get; init; }

    /// <summary>The project of the duplicate: the git repository, else the name of the folder; null if the log does not say.</summary>
    public string? Project { get; init; }

    /// <summary>The log file with the duplicate, as an absolute path.</summary>
    public required string File { get; init; }

    /// <summary>The line number, from 1; null in databases, documents and compressed files.</summary>
    public long? Line { get; init; }

    /// <summary>The requests that are not counted: usually 1; more if the agent adds several up; 0 for a fee without a response.</summary>
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

    /// <summary>Id of the kept record, as <see cref="UsageRecord.Id"/>; null if no single record replaces the duplicate.</summary>
    public string? KeptId { get; init; }

    /// <summary>The session of the kept record.</summary>
    public string? KeptSessionId { get; init; }

    /// <summary>The log file of the kept record.</summary>
    public string? KeptFile { get; init; }

    /// <summary>The line number in that file, from 1; null if it has no lines.</summary>
    public long? KeptLine { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Rule} {Agent} {TotalTokens} tokens";
}
