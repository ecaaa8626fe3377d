namespace Rimuru;

/// <summary>Something in a skill that breaks a rule or looks harmful.</summary>
public sealed record SkillFinding
{
    /// <summary>The skill.</summary>
    public required string Skill { get; init; }

    /// <summary>How grave it is.</summary>
    public SkillSeverity Severity { get; init; }

    /// <summary>The rule: a word for Rimuru's own, such as <c>name</c> or <c>link</c>; an id such as <c>PI001</c> for SkillKit's.</summary>
    public required string Rule { get; init; }

    /// <summary>True if a skill with it is never installed.</summary>
    public bool Blocks { get; init; }

    /// <summary>The file; for what is about the whole skill, its folder.</summary>
    public required string Path { get; init; }

    /// <summary>The line in the file; null if it is about the whole.</summary>
    public int? Line { get; init; }

    /// <summary>What was found.</summary>
    public required string Message { get; init; }

    /// <summary>Who found it: <c>Rimuru</c> or <c>SkillKit</c>.</summary>
    public required string Scanner { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Severity} {Rule}: {Message}";
}
