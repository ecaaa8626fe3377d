namespace Rimuru;

/// <summary>What an adapter knows about its agent without the ledger.</summary>
public sealed record AdapterInfo
{
    /// <summary>The agent; the same name as <see cref="Name"/>.</summary>
    public string AgentType => Name;

    /// <summary>The name used everywhere: <c>ClaudeCode</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The product name: <c>Claude Code</c>.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Whether the adapter is connected to the agent's data.</summary>
    public AdapterStatus Status { get; init; }

    /// <summary>The existing locations of its data, as absolute paths.</summary>
    public IReadOnlyList<string> Roots
    {
        get;
        init => field = NameList.Of(value);
    } = NameList.Of([]);

    /// <summary>When the adapter was last connected; null if never.</summary>
    public DateTimeOffset? LastConnected { get; init; }

    /// <summary>Why it is not connected; null if it is connected.</summary>
    public string? ErrorMessage { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Status}";
}
