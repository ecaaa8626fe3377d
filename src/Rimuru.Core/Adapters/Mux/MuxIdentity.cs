using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Mux;

/// <summary>The keys of Mux's turns, and of what other models were asked for.</summary>
internal static class MuxIdentity
{
    public const string Agent = "Mux";

    /// <summary>A message, which has the usage of its turn.</summary>
    public static KeySpace Message { get; } = new(Agent, "message");

    /// <summary>A call of another model by a tool.</summary>
    public static KeySpace Tool { get; } = new(Agent, "tool");

    /// <summary>A call outside the chat.</summary>
    public static KeySpace Headless { get; } = new(Agent, "headless");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Message, Tool, Headless];

    /// <summary>The id of the message, which copies keep; a short one is one only inside its workspace.</summary>
    public static RecordKey OfMessage(string session, string id) => RecordKey.Of(Message, NameOf(session, id));

    public static RecordKey OfTool(string session, string id, string? call, int index) =>
        RecordKey.Of(Tool, $"{NameOf(session, id)}\n{call}\n{index}");

    /// <summary>Such a call has no id.</summary>
    public static RecordKey OfHeadless(string session, long ms, string? source, string? model, TokenUsage t) =>
        RecordKey.Of(Headless, $"{session}\n{ms}\n{source}\n{model}\n{t.Input}\n{t.CacheRead}\n{t.CacheWrite5m}\n{t.Output}");

    private static string NameOf(string session, string id) => ResponseIds.Identity(id) ?? $"{session}\n{id}";
}
