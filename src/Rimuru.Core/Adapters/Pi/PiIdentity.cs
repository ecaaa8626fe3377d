using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Pi;

/// <summary>The keys of Pi's requests.</summary>
internal static class PiIdentity
{
    public const string Agent = "Pi";

    /// <summary>
    /// A response with an id of its own and its time. Local servers repeat their ids, while a fork's copies keep their times.
    /// </summary>
    public static KeySpace TimedResponse { get; } = new(Agent, "timed-response", 66);

    /// <summary>An entry without a response id.</summary>
    public static KeySpace Entry { get; } = new(Agent, "entry", 59);

    /// <summary>A response by its id alone, as readers before version 3 identified it.</summary>
    public static KeySpace Response { get; } = new(Agent, "response", 58);

    /// <summary>A session file, as the thread of a sub-agent's work; no record has this kind of key.</summary>
    public static KeySpace Thread { get; } = new(Agent, "thread", 69);

    /// <summary>What sub-agents' files do not hold of a sum.</summary>
    public static KeySpace Rest { get; } = new(Agent, "rest");

    /// <summary>A session, as the thread of what it tells of its sub-agents; no record has this kind of key.</summary>
    public static KeySpace Session { get; } = new(Agent, "session");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [TimedResponse, Entry, Response, Thread, Rest, Session];

    public static RecordKey OfResponse(string id, long ms) => RecordKey.Of(TimedResponse, $"{id}\n{ms}");

    /// <summary>
    /// The key of an entry. Its id has only eight digits, so another session may use the same one; a fork's copy keeps its time too.
    /// </summary>
    public static RecordKey OfEntry(string id, long ms, TokenUsage tokens) =>
        RecordKey.Of(
            Entry,
            $"{id}\n{ms}\n{tokens.Input}\n{tokens.CacheRead}\n{tokens.CacheWrite5m + tokens.CacheWrite1h}\n{tokens.Output}"
        );

    public static RecordKey OfRest(RecordKey sum) => RecordKey.Of(Rest, sum);

    public static RecordKey OfSession(string id) => RecordKey.Of(Session, id);

    /// <summary>Equal for equal counts.</summary>
    public static ulong MarkOf(TokenUsage tokens) =>
        RecordKey
            .Of(
                Session,
                $"{tokens.Input}\n{tokens.CacheRead}\n{tokens.CacheWrite5m}\n{tokens.CacheWrite1h}\n{tokens.Output}\n{tokens.Reasoning}"
            )
            .High;

    /// <summary>The key that a response had in ledgers of older versions.</summary>
    public static RecordKey OfFormerResponse(string id) => RecordKey.Of(Response, id);
}
