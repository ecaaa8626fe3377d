using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Amp;

/// <summary>What a request of Amp is known by.</summary>
internal static class AmpIdentity
{
    public const string Agent = "Amp";

    /// <summary>An answer of a thread.</summary>
    public static KeySpace Message { get; } = new(Agent, "message", 64);

    /// <summary>An event of a thread's ledger.</summary>
    public static KeySpace Event { get; } = new(Agent, "event", 63);

    /// <summary>Every kind of key that the adapter gives.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Message, Event];

    public static RecordKey OfMessage(string thread, string? id, int order) => RecordKey.Of(Message, $"{thread}\n{id ?? $"\n{order}"}");

    public static RecordKey OfEvent(string thread, string? id, int order) => RecordKey.Of(Event, $"{thread}\n{id ?? $"\n{order}"}");
}
