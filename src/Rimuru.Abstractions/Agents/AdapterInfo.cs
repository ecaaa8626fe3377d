namespace Rimuru;

/// <summary>What an adapter knows of its agent without asking the ledger.</summary>
public sealed record AdapterInfo
{
    /// <summary>The agent, as text: the name again.</summary>
    public string AgentType => Name;

    /// <summary>The name used everywhere: <c>ClaudeCode</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The name its makers use: <c>Claude Code</c>.</summary>
    public required string DisplayName { get; init; }

    /// <summary>How the adapter stands to the data.</summary>
    public AdapterStatus Status { get; init; }

    /// <summary>The places of its data that exist, as absolute paths.</summary>
    public IReadOnlyList<string> Roots { get; init => field = NameList.Of(value); } = NameList.Of([]);

    /// <summary>When the adapter was last connected.</summary>
    public DateTimeOffset? LastConnected { get; init; }

    /// <summary>Why it is not connected; null where it is.</summary>
    public string? ErrorMessage { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Status}";
}
