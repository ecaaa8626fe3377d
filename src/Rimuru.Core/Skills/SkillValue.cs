namespace Rimuru.Core.Skills;

/// <summary>A value of a skill's front matter.</summary>
/// <param name="Line">Its line in SKILL.md.</param>
internal sealed record SkillValue(int Line)
{
    /// <summary>The text of a single value; null for a list or a map.</summary>
    public string? Text { get; init; }

    /// <summary>True for a single value without quotes, which may be a number or true or false.</summary>
    public bool IsPlain { get; init; }

    /// <summary>The items of a list.</summary>
    public IReadOnlyList<SkillValue> Items { get; init; } = [];

    /// <summary>The members of a map.</summary>
    public IReadOnlyList<(string Name, SkillValue Value)> Members { get; init; } = [];
}
