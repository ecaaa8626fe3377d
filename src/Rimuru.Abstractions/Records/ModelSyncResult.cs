namespace Rimuru;

/// <summary>The result of syncing one source of models and prices.</summary>
public sealed record ModelSyncResult
{
    /// <summary>The source: <c>LiteLLM</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>The outcome.</summary>
    public ModelSyncStatus Status { get; init; }

    /// <summary>Models that the source now lists.</summary>
    public long Models { get; init; }

    /// <summary>New models.</summary>
    public long Added { get; init; }

    /// <summary>Models with changed data or prices.</summary>
    public long Updated { get; init; }

    /// <summary>Unchanged models.</summary>
    public long Unchanged { get; init; }

    /// <summary>Models that are no longer listed. Their prices are kept for records of their time.</summary>
    public long Removed { get; init; }

    /// <summary>Rejected prices; <see cref="Rejections"/> has the reasons.</summary>
    public long Rejected => Rejections.Count;

    /// <summary>Each rejected price, as <c>model: reason</c>.</summary>
    public IReadOnlyList<string> Rejections
    {
        get => rejections;
        init => rejections = NameList.Of(value);
    }

    /// <summary>Why the source was skipped, failed or was refused; null otherwise.</summary>
    public string? Message { get; init; }

    /// <summary>Time of the last valid answer, this one included; null if there was none.</summary>
    public DateTimeOffset? LastGood { get; init; }

    /// <summary>Duration of the fetch.</summary>
    public TimeSpan Duration { get; init; }

    private readonly IReadOnlyList<string> rejections = NameList.Of([]);

    /// <inheritdoc/>
    public override string ToString() => $"{Provider}: {Status}, {Models} models";
}
