using System.Text.Json.Serialization;

namespace Rimuru;

/// <summary>A session began, or went on after its end was told.</summary>
public sealed record SessionStartEvent : SessionFacts
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override EventKind Kind => EventKind.SessionStart;

    /// <summary>True if its end was told before.</summary>
    public bool Resumed { get; init; }
}
