using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Kiro;

/// <summary>The keys of Kiro's turns.</summary>
internal static class KiroIdentity
{
    public const string Agent = "Kiro";

    /// <summary>A turn.</summary>
    public static KeySpace Turn { get; } = new(Agent, "turn");

    /// <summary>An event that tells what a turn used.</summary>
    public static KeySpace Event { get; } = new(Agent, "event");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Turn, Event];

    public static RecordKey OfTurn(string session, long ms, int number) =>
        RecordKey.Of(Turn, FormattableString.Invariant($"{session}\n{ms}\n{number}"));

    /// <summary>The id of the event; a short one is one only inside its session.</summary>
    public static RecordKey OfEvent(string session, string id) => RecordKey.Of(Event, ResponseIds.Identity(id) ?? $"{session}\n{id}");
}
