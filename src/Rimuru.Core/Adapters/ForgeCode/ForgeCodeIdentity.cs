using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.ForgeCode;

/// <summary>The keys of ForgeCode's requests.</summary>
internal static class ForgeCodeIdentity
{
    public const string Agent = "ForgeCode";

    /// <summary>A message of a conversation.</summary>
    public static KeySpace Message { get; } = new(Agent, "message");

    /// <summary>What only summaries of earlier messages have.</summary>
    public static KeySpace Rest { get; } = new(Agent, "rest");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Message, Rest];

    /// <summary>
    /// Messages have no ids, and a compaction moves them: the usage identifies one, and its number among equal ones of the conversation.
    /// </summary>
    public static RecordKey OfMessage(string session, string? model, TokenUsage t, int twin) =>
        RecordKey.Of(Message, $"{session}\n{model}\n{t.Input}\n{t.CacheRead}\n{t.Output}\n{twin}");

    public static RecordKey OfRest(string session) => RecordKey.Of(Rest, session);
}
