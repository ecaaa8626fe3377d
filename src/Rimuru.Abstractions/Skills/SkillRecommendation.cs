namespace Rimuru;

/// <summary>A skill that a project may want, and why.</summary>
public sealed record SkillRecommendation
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it can be had.</summary>
    public required string Source { get; init; }

    /// <summary>What speaks for it: Stack, Session or SkillKit.</summary>
    public required string Basis { get; init; }

    /// <summary>SkillKit's score from 0 to 100; null for the others.</summary>
    public double? Score { get; init; }

    /// <summary>Why it is recommended.</summary>
    public required string Reason { get; init; }

    /// <summary>The agent that would get it; null for any.</summary>
    public string? Agent { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Reason}";
}
