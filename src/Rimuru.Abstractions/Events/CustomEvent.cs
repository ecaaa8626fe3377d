using System.Text.Json.Serialization;

namespace Rimuru;

/// <summary>An event with a name of its own, that a person or a script sends.</summary>
public sealed record CustomEvent : RimuruEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override EventKind Kind => EventKind.Custom;

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What the sender added.</summary>
    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>();

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Subject => Name;
}
