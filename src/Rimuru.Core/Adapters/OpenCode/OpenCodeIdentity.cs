using System.Globalization;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>The keys of messages of OpenCode and of agents derived from it.</summary>
internal static class OpenCodeIdentity
{
    public const string Agent = "OpenCode";

    /// <summary>An assistant message, the same in every session with a copy of it.</summary>
    public static KeySpace Message { get; } = new(Agent, "message", 30);

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Message];

    /// <summary>
    /// What a copy in another session has in common with its original; null if the message is not a request. A fork has its parent's
    /// messages with new ids, but the same time, model and tokens. The cost is left out, since Kilo's copies cost nothing, and so is what
    /// changes later: the project and the time of completion.
    /// </summary>
    public static string? Of(OpenCodeMessage message) =>
        !message.IsAssistant || message.Tokens is not { IsZero: false } t
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{message.CreatedMs}\n{message.Provider}\n{message.Model}\n{t.Input} {t.Output} {t.Reasoning} {t.CacheRead} {t.CacheWrite}"
            );

    /// <param name="kind">The kind of key of the family: no two agents share a database.</param>
    /// <param name="identity">What copies of a message have in common.</param>
    /// <param name="twin">How many messages of its own session with this identity come before it; they are separate requests.</param>
    public static RecordKey OfMessage(KeySpace kind, string identity, int twin) =>
        RecordKey.Of(kind, twin == 0 ? identity : string.Create(CultureInfo.InvariantCulture, $"{identity}\n{twin}"));

    /// <summary>The key of what only a session's own columns have. No message's identity begins like it: those begin with a time.</summary>
    public static RecordKey OfSum(KeySpace kind, string session) => RecordKey.Of(kind, "sum\n" + session);
}
