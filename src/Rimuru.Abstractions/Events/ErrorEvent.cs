using System.Text.Json.Serialization;

namespace Rimuru;

/// <summary>A hook failed so often that it was disabled.</summary>
public sealed record ErrorEvent : RimuruEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override EventKind Kind => EventKind.Error;

    /// <summary>The name of the hook.</summary>
    public required string Hook { get; init; }

    /// <summary>The error's code.</summary>
    public required string Code { get; init; }

    /// <summary>What went wrong.</summary>
    public required string Message { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Subject => Hook;
}
