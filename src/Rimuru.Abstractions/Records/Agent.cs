namespace Rimuru;

/// <summary>An AI coding agent, with its data on this machine and its totals in the ledger.</summary>
public sealed record Agent
{
    /// <summary>The name used everywhere: <c>ClaudeCode</c>, <c>Codex</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The product name: <c>Claude Code</c>.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Whether reading it is enabled in the configuration.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Whether a folder with its data exists.</summary>
    public bool Detected { get; init; }

    /// <summary>The existing folders with its data, as absolute paths.</summary>
    public IReadOnlyList<string> Roots
    {
        get;
        init => field = NameList.Of(value);
    } = NameList.Of([]);

    /// <summary>Every folder that was searched, as an absolute path.</summary>
    public IReadOnlyList<string> SearchedPaths
    {
        get;
        init => field = NameList.Of(value);
    } = NameList.Of([]);

    /// <summary>Sessions in the ledger.</summary>
    public long Sessions { get; init; }

    /// <summary>Billed responses in the ledger.</summary>
    public long Requests { get; init; }

    /// <summary>Time of the first response in the ledger; null without responses.</summary>
    public DateTimeOffset? FirstActivity { get; init; }

    /// <summary>Time of the last response in the ledger; null without responses.</summary>
    public DateTimeOffset? LastActivity { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
