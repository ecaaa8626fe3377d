using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.OpenClaw;

/// <summary>The keys of OpenClaw's requests.</summary>
internal static class OpenClawIdentity
{
    public const string Agent = "OpenClaw";

    /// <summary>An event of a transcript, the same in every window and file with a copy of it.</summary>
    public static KeySpace Event { get; } = new(Agent, "event");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Event];

    /// <summary>
    /// Ids of events had eight digits, which other sessions use too; a copy in a fork, an archive or the database keeps time and tokens.
    /// </summary>
    public static RecordKey OfEvent(string id, long ms, TokenUsage t) =>
        RecordKey.Of(Event, $"{id}\n{ms}\n{t.Input}\n{t.CacheRead}\n{t.CacheWrite5m + t.CacheWrite1h}\n{t.Output}");
}
