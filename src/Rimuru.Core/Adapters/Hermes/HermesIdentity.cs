using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Hermes;

/// <summary>The keys of Hermes's counters; it keeps no requests.</summary>
internal static class HermesIdentity
{
    public const string Agent = "Hermes";

    /// <summary>A counter of a session, a model and a task.</summary>
    public static KeySpace Counter { get; } = new(Agent, "counter");

    /// <summary>What the session's own counter has beyond those of its models.</summary>
    public static KeySpace Rest { get; } = new(Agent, "rest");

    /// <summary>What one of these used on one day.</summary>
    public static KeySpace Day { get; } = new(Agent, "day");

    /// <summary>A session, as the thread of its records; no record has this kind of key.</summary>
    public static KeySpace Session { get; } = new(Agent, "session");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Counter, Rest, Day, Session];

    public static RecordKey OfCounter(string session, IEnumerable<string?> parts) =>
        RecordKey.Of(Counter, $"{session}\n{string.Join('\n', parts)}");

    public static RecordKey OfRest(string session) => RecordKey.Of(Rest, session);

    public static RecordKey OfDay(RecordKey counter, string day) => RecordKey.Of(Day, $"{counter}\n{day}");

    public static RecordKey OfSession(string session) => RecordKey.Of(Session, session);
}
