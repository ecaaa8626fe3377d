using System.Text.Json.Serialization;

namespace Rimuru;

/// <summary>
/// Something that happened, as hooks get it. In JSON it is a CloudEvent 1.0, whose <c>data</c> has the properties that are not listed here.
/// </summary>
public abstract record RimuruEvent
{
    /// <summary>What it tells.</summary>
    [JsonIgnore]
    public abstract EventKind Kind { get; }

    /// <summary>Its id: one fact has one id, also if it is sent again.</summary>
    [JsonIgnore]
    public string Id { get; init; } = "";

    /// <summary>The ledger that it is from, as a URI.</summary>
    [JsonIgnore]
    public string Source { get; init; } = "";

    /// <summary>When it happened.</summary>
    [JsonIgnore]
    public DateTimeOffset Time { get; init; }

    /// <summary>What it is about, such as the id of a session or the name of a budget.</summary>
    [JsonIgnore]
    public abstract string Subject { get; }

    /// <summary>Its type in CloudEvents.</summary>
    [JsonIgnore]
    public string Type => $"rimuru.{Kind}.v1";

    /// <inheritdoc/>
    public sealed override string ToString() => $"{Kind} {Subject}";
}
