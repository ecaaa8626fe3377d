namespace Rimuru;

/// <summary>The duplicates that one rule recognized in one log file.</summary>
public sealed record DuplicateSummary
{
    /// <summary>The agent: <c>ClaudeCode</c>, <c>Codex</c>.</summary>
    public required string Agent { get; init; }

    /// <summary>The rule that recognized the duplicates.</summary>
    public required DuplicateRule Rule { get; init; }

    /// <summary>The log file with the duplicates, as an absolute path.</summary>
    public required string File { get; init; }

    /// <summary>Number of duplicates.</summary>
    public long Duplicates { get; init; }

    /// <summary>How many of them are recognized by an id alone, while time and usage differ.</summary>
    public long Doubtful { get; init; }

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

    /// <inheritdoc/>
    public override string ToString() => $"{Agent} {Rule} {Duplicates} duplicates, {TotalTokens} tokens";
}
