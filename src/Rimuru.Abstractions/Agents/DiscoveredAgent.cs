namespace Rimuru;

/// <summary>An agent that was found on this machine: its data, its program, or both.</summary>
public sealed record DiscoveredAgent
{
    /// <summary>The name used everywhere: <c>ClaudeCode</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The agent; the same name as <see cref="Name"/>.</summary>
    public string AgentType => Name;

    /// <summary>The product name: <c>Claude Code</c>.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Whether reading it is enabled in the configuration.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The existing locations of its data, as absolute paths.</summary>
    public IReadOnlyList<string> Roots
    {
        get;
        init => field = NameList.Of(value);
    } = NameList.Of([]);

    /// <summary>The program, as an absolute path; null if no program was proven to be this agent's.</summary>
    public string? ExecutablePath { get; init; }

    /// <summary>The program's version; null if unknown.</summary>
    public string? Version { get; init; }

    /// <summary>
    /// What proves that the program is this agent's: its package, its folder, or its <c>--version</c> output; null without a program.
    /// </summary>
    public string? Evidence { get; init; }

    /// <summary>Programs with the agent's name that belong to another product or are unproven.</summary>
    public IReadOnlyList<string> Lookalikes
    {
        get;
        init => field = NameList.Of(value);
    } = NameList.Of([]);

    /// <inheritdoc/>
    public override string ToString() => Version is null ? Name : $"{Name} {Version}";
}
