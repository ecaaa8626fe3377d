using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.GrokBuild;

/// <summary>The keys of Grok Build's turns.</summary>
internal static class GrokBuildIdentity
{
    public const string Agent = "GrokBuild";

    /// <summary>What a turn used of one model.</summary>
    public static KeySpace Turn { get; } = new(Agent, "turn");

    /// <summary>What is left of a turn without its sub-agents.</summary>
    public static KeySpace Rest { get; } = new(Agent, "rest");

    /// <summary>A session, as the thread of its notes; no record has this kind of key.</summary>
    public static KeySpace Session { get; } = new(Agent, "session");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Turn, Rest, Session];

    /// <summary>A fork repeats its parent's turns with their ids; a short id is one only inside its session.</summary>
    public static RecordKey OfTurn(string session, string prompt, string? model) =>
        RecordKey.Of(Turn, $"{(ResponseIds.Identity(prompt) is null ? session : "")}\n{prompt}\n{model}");

    public static RecordKey OfRest(RecordKey turn) => RecordKey.Of(Rest, turn);

    public static RecordKey OfSession(string id) => RecordKey.Of(Session, id);

    /// <summary>Equal for equal models.</summary>
    public static ulong MarkOf(string? model) => RecordKey.Of(Session, model ?? "").High;
}
