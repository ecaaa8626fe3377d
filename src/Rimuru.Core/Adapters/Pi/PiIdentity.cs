using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Pi;

/// <summary>What a request of Pi is known by.</summary>
internal static class PiIdentity
{
    public const string Agent = "Pi";

    /// <summary>
    /// A response with an id of its own. Local servers repeat their ids, and a fork's copies keep their times: so both make the identity.
    /// </summary>
    public static KeySpace TimedResponse { get; } = new(Agent, "timed-response", 66);

    /// <summary>An entry that names no response.</summary>
    public static KeySpace Entry { get; } = new(Agent, "entry", 59);

    /// <summary>A response by its id alone, as ledgers of readers before version 3 have it.</summary>
    public static KeySpace Response { get; } = new(Agent, "response", 58);

    /// <summary>A session file, as the thread that a sub-agent's work stands in; no record is known by it.</summary>
    public static KeySpace Thread { get; } = new(Agent, "thread", 69);

    /// <summary>Every kind of key that the adapter gives.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [TimedResponse, Entry, Response, Thread];

    public static RecordKey OfResponse(string id, long ms) => RecordKey.Of(TimedResponse, $"{id}\n{ms}");

    /// <summary>An entry's own id has eight digits and meets its like in another session; a fork's copy keeps its time too.</summary>
    public static RecordKey OfEntry(string id, long ms, TokenUsage tokens) =>
        RecordKey.Of(
            Entry,
            $"{id}\n{ms}\n{tokens.Input}\n{tokens.CacheRead}\n{tokens.CacheWrite5m + tokens.CacheWrite1h}\n{tokens.Output}"
        );

    /// <summary>The key that a response had in ledgers of older versions.</summary>
    public static RecordKey OfFormerResponse(string id) => RecordKey.Of(Response, id);
}
