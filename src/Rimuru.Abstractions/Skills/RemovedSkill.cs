namespace Rimuru;

/// <summary>A skill in the trash: removed or replaced by Rimuru, and restorable.</summary>
public sealed record RemovedSkill
{
    /// <summary>What names it: the time and a number.</summary>
    public required string Id { get; init; }

    /// <summary>The name of the skill.</summary>
    public required string Name { get; init; }

    /// <summary>When it was removed.</summary>
    public DateTimeOffset RemovedAt { get; init; }

    /// <summary>What removed it: Uninstall, Update, Install or Restore.</summary>
    public required string Reason { get; init; }

    /// <summary>The folder that it was in, and is restored to.</summary>
    public required string Path { get; init; }

    /// <summary>Where it is kept.</summary>
    public required string Trash { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Id})";
}
