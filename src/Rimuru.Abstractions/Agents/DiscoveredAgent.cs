namespace Rimuru;

/// <summary>An agent that was found on this machine: its data, its program, or both.</summary>
public sealed record DiscoveredAgent
{
    /// <summary>The name used everywhere: <c>ClaudeCode</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The agent, as text: the name again.</summary>
    public string AgentType => Name;

    /// <summary>The name its makers use: <c>Claude Code</c>.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Whether the configuration lets Rimuru read it.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The places of its data that exist, as absolute paths.</summary>
    public IReadOnlyList<string> Roots { get; init => field = NameList.Of(value); } = NameList.Of([]);

    /// <summary>The program, as an absolute path; null where none was found that is proven to be this agent's.</summary>
    public string? ExecutablePath { get; init; }

    /// <summary>The program's version; null where it could not be told.</summary>
    public string? Version { get; init; }

    /// <summary>What proves the program: its package, its place, or what it answered to <c>--version</c>; null without a program.</summary>
    public string? Evidence { get; init; }

    /// <summary>Programs of the agent's name that are another's, or that gave no proof.</summary>
    public IReadOnlyList<string> Lookalikes { get; init => field = NameList.Of(value); } = NameList.Of([]);

    /// <inheritdoc/>
    public override string ToString() => Version is null ? Name : $"{Name} {Version}";
}
