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

    /// <summary>The sum of a workspace.</summary>
    public static KeySpace Sum { get; } = new(Agent, "sum");

    /// <summary>What only the sum of a workspace has.</summary>
    public static KeySpace Rest { get; } = new(Agent, "rest");

    /// <summary>A deleted sub-agent, whose sum is in that of the workspace that it worked for.</summary>
    public static KeySpace Deleted { get; } = new(Agent, "deleted");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Message, Tool, Headless, Sum, Rest, Deleted];

    /// <summary>The id of the message, which copies keep; a short one is one only inside its workspace.</summary>
    public static RecordKey OfMessage(string session, string id) => RecordKey.Of(Message, NameOf(session, id));

    public static RecordKey OfTool(string session, string id, string? call, int index) =>
        RecordKey.Of(Tool, $"{NameOf(session, id)}\n{call}\n{index}");

    /// <summary>Such a call has no id.</summary>
    /// <param name="session">The workspace.</param>
    /// <param name="ms">When it was made.</param>
    /// <param name="source">What for.</param>
    /// <param name="model">The model.</param>
    /// <param name="t">The usage.</param>
    /// <param name="output">The output as logged, which may lack the thoughts.</param>
    public static RecordKey OfHeadless(string session, long ms, string? source, string? model, TokenUsage t, long output) =>
        RecordKey.Of(Headless, $"{session}\n{ms}\n{source}\n{model}\n{t.Input}\n{t.CacheRead}\n{t.CacheWrite5m}\n{output}");

    /// <summary>Each state of a sum is one of its own.</summary>
    public static RecordKey OfSum(string session, IEnumerable<KeyValuePair<string, ModelTotal>> models)
    {
        IEnumerable<string> sums = models
            .OrderBy(sum => sum.Key, StringComparer.Ordinal)
            .Select(sum => $"{sum.Key} {Text(sum.Value.Tokens)}");
        return RecordKey.Of(Sum, $"{session}\n{string.Join('\n', sums)}");
    }

    public static RecordKey OfRest(string session, string model) => RecordKey.Of(Rest, $"{session}\n{model}");

    public static RecordKey OfDeleted(string session) => RecordKey.Of(Deleted, session);

    private static string Text(TokenUsage t) => $"{t.Input} {t.CacheRead} {t.CacheWrite5m} {t.Output}";

    private static string NameOf(string session, string id) => ResponseIds.Identity(id) ?? $"{session}\n{id}";
}
