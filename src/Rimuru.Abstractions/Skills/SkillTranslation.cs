namespace Rimuru;

/// <summary>A skill in the form of an agent.</summary>
public sealed record SkillTranslation
{
    /// <summary>The skill.</summary>
    public required string Name { get; init; }

    /// <summary>The agent that it is for.</summary>
    public SkillTarget To { get; init; }

    /// <summary>The name of the file that the agent expects.</summary>
    public required string FileName { get; init; }

    /// <summary>What of the skill the form cannot hold: fields, and files beside SKILL.md.</summary>
    public IReadOnlyList<string> Lost
    {
        get;
        init => field = NameList.Of(value);
    } = NameList.Of([]);

    /// <summary>The text.</summary>
    public required string Content { get; init; }

    /// <summary>The file that it was written to; null if none was.</summary>
    public string? Path { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} for {To}";
}
