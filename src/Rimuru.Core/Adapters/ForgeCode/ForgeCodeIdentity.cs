using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.ForgeCode;

/// <summary>The keys of ForgeCode's requests.</summary>
internal static class ForgeCodeIdentity
{
    public const string Agent = "ForgeCode";

    /// <summary>The fewest digits of a fraction of a second in which no two conversations begin.</summary>
    private const int PreciseDigits = 6;

    /// <summary>A message of a conversation.</summary>
    public static KeySpace Message { get; } = new(Agent, "message");

    /// <summary>What only summaries of earlier messages have.</summary>
    public static KeySpace Rest { get; } = new(Agent, "rest");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Message, Rest];

    /// <summary>What a conversation and its clones have in common: when the first began, if that is precise, else the id.</summary>
    /// <param name="id">The id of the conversation; a clone has its own.</param>
    /// <param name="created">When it began, in its own words, which a clone keeps.</param>
    public static string OriginOf(string id, string? created) =>
        created?.IndexOf('.', StringComparison.Ordinal) is > 0 and int point && created.Length - point > PreciseDigits ? created : id;

    /// <summary>
    /// Messages have no ids, and a compaction moves them: the usage as logged, without thoughts, identifies one, and its number among equal
    /// ones of the conversation.
    /// </summary>
    public static RecordKey OfMessage(string origin, string? model, TokenUsage t, int twin) =>
        RecordKey.Of(Message, $"{origin}\n{model}\n{t.Input}\n{t.CacheRead}\n{t.Output - t.Reasoning}\n{twin}");

    public static RecordKey OfRest(string origin) => RecordKey.Of(Rest, origin);
}
