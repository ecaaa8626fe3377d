using System.Text.Json.Serialization;

namespace Rimuru;

/// <summary>The user's configuration changed. It tells no values.</summary>
public sealed record ConfigurationChangedEvent : RimuruEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override EventKind Kind => EventKind.ConfigurationChanged;

    /// <summary>The keys whose values changed.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>The machine.</summary>
    public string? Machine { get; init; }

    /// <summary>The user.</summary>
    public string? User { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Subject => "configuration";
}
