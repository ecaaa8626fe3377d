namespace Rimuru;

/// <summary>What a test of a skill came to.</summary>
public sealed record SkillCheck
{
    /// <summary>The skill.</summary>
    public required string Name { get; init; }

    /// <summary>True if nothing was found that keeps it from being installed.</summary>
    public bool Passed { get; init; }

    /// <summary>How grave the gravest finding is; null if there is none.</summary>
    public SkillSeverity? Worst { get; init; }

    /// <summary>What was found, the gravest first.</summary>
    public IReadOnlyList<SkillFinding> Findings { get; init; } = [];

    /// <summary>What SkillKit's own scan says: its version and verdict, or why there is none.</summary>
    public string Scan { get; init; } = "";

    /// <summary>The skill's folder.</summary>
    public required string Path { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {(Passed ? "passed" : "failed")}";
}
