namespace Rimuru;

/// <summary>An AI coding agent, as it was found on this machine and as the ledger knows it.</summary>
public sealed record Agent
{
    /// <summary>The name used everywhere: <c>ClaudeCode</c>, <c>Codex</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name its makers use: <c>Claude Code</c>.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Whether the configuration lets Rimuru read it.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Whether a folder with its data was found.</summary>
    public bool Detected { get; init; }

    /// <summary>The folders with its data that exist, as absolute paths.</summary>
    public IReadOnlyList<string> Roots { get; init => field = NameList.Of(value); } = NameList.Of([]);

    /// <summary>Every folder that was looked for, as absolute paths.</summary>
    public IReadOnlyList<string> SearchedPaths { get; init => field = NameList.Of(value); } = NameList.Of([]);

    /// <summary>Sessions in the ledger.</summary>
    public long Sessions { get; init; }

    /// <summary>Billed responses in the ledger.</summary>
    public long Requests { get; init; }

    /// <summary>Time of the first response in the ledger.</summary>
    public DateTimeOffset? FirstActivity { get; init; }

    /// <summary>Time of the last response in the ledger.</summary>
    public DateTimeOffset? LastActivity { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
