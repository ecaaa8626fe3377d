using System.Text.Json;

namespace Rimuru;

/// <summary>An event for a notifier.</summary>
public sealed record PluginNotice
{
    /// <summary>Its id: one fact has one id, also if it is sent again.</summary>
    public required string Id { get; init; }

    /// <summary>What it tells.</summary>
    public required EventKind Kind { get; init; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>What it is about, such as the id of a session or the name of a budget.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The event in one sentence.</summary>
    public string Text { get; init; } = "";

    /// <summary>The facts of the event: the <c>data</c> of the CloudEvent that webhooks get.</summary>
    public JsonElement Data { get; init; }

    /// <summary>The settings of the hook.</summary>
    public IReadOnlyDictionary<string, string> Setting { get; init; } = new Dictionary<string, string>();
}
