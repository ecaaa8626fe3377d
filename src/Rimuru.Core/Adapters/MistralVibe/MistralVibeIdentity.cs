using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.MistralVibe;

/// <summary>The keys of Mistral Vibe's counters; it keeps no requests.</summary>
internal static class MistralVibeIdentity
{
    public const string Agent = "MistralVibe";

    /// <summary>A counter of a session, as it was read.</summary>
    public static KeySpace Counter { get; } = new(Agent, "counter");

    /// <summary>What a session used by that counter.</summary>
    public static KeySpace Session { get; } = new(Agent, "session");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Counter, Session];

    public static RecordKey OfCounter(string session, long run, TokenUsage t) =>
        RecordKey.Of(Counter, $"{session}\n{run}\n{t.Input}\n{t.CacheRead}\n{t.Output}");

    public static RecordKey OfSession(string session, long run) => RecordKey.Of(Session, $"{session}\n{run}");
}
