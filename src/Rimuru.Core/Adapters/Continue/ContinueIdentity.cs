using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Continue;

/// <summary>The keys of Continue's requests.</summary>
internal static class ContinueIdentity
{
    public const string Agent = "Continue";

    /// <summary>A message of a session.</summary>
    public static KeySpace Message { get; } = new(Agent, "message");

    /// <summary>What only the session's own sum has.</summary>
    public static KeySpace Rest { get; } = new(Agent, "rest");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Message, Rest];

    /// <summary>
    /// Messages have no ids, and a compaction moves them: the usage identifies one, and its number among equal ones of the session.
    /// </summary>
    public static RecordKey OfMessage(SessionRef session, string? model, TokenUsage t, int twin) =>
        RecordKey.Of(Message, $"{session.SessionId}\n{model}\n{t.Input}\n{t.CacheRead}\n{t.CacheWrite5m}\n{t.Output}\n{twin}");

    public static RecordKey OfRest(SessionRef session) => RecordKey.Of(Rest, session.SessionId);
}
