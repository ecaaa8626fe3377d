using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Amp;

/// <summary>The keys of Amp's requests.</summary>
internal static class AmpIdentity
{
    public const string Agent = "Amp";

    /// <summary>An assistant message of a thread.</summary>
    public static KeySpace Message { get; } = new(Agent, "message", 64);

    /// <summary>An event of a thread's usage ledger.</summary>
    public static KeySpace Event { get; } = new(Agent, "event", 63);

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Message, Event];

    public static RecordKey OfMessage(string thread, string? id, int order) => RecordKey.Of(Message, $"{thread}\n{id ?? $"\n{order}"}");

    public static RecordKey OfEvent(string thread, string? id, int order) => RecordKey.Of(Event, $"{thread}\n{id ?? $"\n{order}"}");
}
