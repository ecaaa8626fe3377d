using System.Text.Json.Serialization;

namespace Rimuru;

/// <summary>Models and prices were fetched.</summary>
public sealed record ModelSyncCompletedEvent : RimuruEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override EventKind Kind => EventKind.ModelSyncCompleted;

    /// <summary>The sources that answered.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>The sources that failed.</summary>
    public IReadOnlyList<string> FailedSources { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Subject => "models";
}
