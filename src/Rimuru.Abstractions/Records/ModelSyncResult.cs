namespace Rimuru;

/// <summary>What one source of models and prices gave in a sync.</summary>
public sealed record ModelSyncResult
{
    /// <summary>The source: <c>LiteLLM</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>How it went.</summary>
    public ModelSyncStatus Status { get; init; }

    /// <summary>Models that are known from the source now.</summary>
    public long Models { get; init; }

    /// <summary>Models that are new.</summary>
    public long Added { get; init; }

    /// <summary>Models of which the source says something else than before, its price included.</summary>
    public long Updated { get; init; }

    /// <summary>Models of which it says the same.</summary>
    public long Unchanged { get; init; }

    /// <summary>Models that it lists no longer. Their prices stay for the records of their time.</summary>
    public long Removed { get; init; }

    /// <summary>Prices that were not taken; <see cref="Rejections"/> says why.</summary>
    public long Rejected => Rejections.Count;

    /// <summary>Each price that was not taken, as <c>model: why</c>.</summary>
    public IReadOnlyList<string> Rejections { get => rejections; init => rejections = NameList.Of(value); }

    /// <summary>Why it was skipped, failed or was refused; null otherwise.</summary>
    public string? Message { get; init; }

    /// <summary>Time of the last good answer, this one included; null where there was none yet.</summary>
    public DateTimeOffset? LastGood { get; init; }

    /// <summary>Wall time of the fetch.</summary>
    public TimeSpan Duration { get; init; }

    private readonly IReadOnlyList<string> rejections = NameList.Of([]);

    /// <inheritdoc/>
    public override string ToString() => $"{Provider}: {Status}, {Models} models";
}
