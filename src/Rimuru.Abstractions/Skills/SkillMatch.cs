namespace Rimuru;

/// <summary>A skill that a search found.</summary>
public sealed record SkillMatch
{
    /// <summary>Its name; in SkillKit's list it is a title.</summary>
    public required string Name { get; init; }

    /// <summary>Where it can be had: <c>OWNER/REPOSITORY</c>, or the folder of an installed one.</summary>
    public required string Source { get; init; }

    /// <summary>What it is for. In SkillKit's list most are no more than the name.</summary>
    public string Description { get; init; } = "";

    /// <summary>True if it is installed here.</summary>
    public bool Installed { get; init; }

    /// <summary>Where it was found: SkillKit's list with its version, or the installed skills.</summary>
    public required string FoundIn { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Source})";
}
