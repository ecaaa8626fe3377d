namespace Rimuru;

/// <summary>A skill that is installed: a folder with a SKILL.md where agents look for skills.</summary>
public sealed record Skill
{
    /// <summary>The name of its folder, by which agents call it.</summary>
    public required string Name { get; init; }

    /// <summary>The agents that read this folder, whether they are on this machine or not.</summary>
    public IReadOnlyList<string> Agents
    {
        get;
        init => field = NameList.Of(value);
    } = NameList.Of([]);

    /// <summary>Where it is installed.</summary>
    public SkillScope Scope { get; init; }

    /// <summary>False if it was moved aside, so that no agent reads it.</summary>
    public bool Enabled { get; init; }

    /// <summary>What it is for, by its own SKILL.md.</summary>
    public string Description { get; init; } = "";

    /// <summary>Its version, by its own SKILL.md; null if that says none.</summary>
    public string? Version { get; init; }

    /// <summary>Where it came from, by the <c>.skillkit.json</c> in it; null if it has none.</summary>
    public string? Source { get; init; }

    /// <summary>When it was installed, by the same file.</summary>
    public DateTimeOffset? InstalledAt { get; init; }

    /// <summary>When it was updated, by the same file.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of its SKILL.md, as SkillKit writes it.</summary>
    public string Checksum { get; init; } = "";

    /// <summary>True if its SKILL.md is another than the one that was installed; null if that is not known.</summary>
    public bool? Changed { get; init; }

    /// <summary>Bytes of all its files.</summary>
    public long Size { get; init; }

    /// <summary>How many files it has.</summary>
    public int Files { get; init; }

    /// <summary>Its folder.</summary>
    public required string Path { get; init; }

    /// <summary>What is wrong with it, or to be known of it; null for nothing.</summary>
    public string? Note { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Path})";
}
