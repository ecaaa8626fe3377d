using System.Globalization;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>What a message of OpenCode, or of an agent that was made from it, is known by.</summary>
internal static class OpenCodeIdentity
{
    public const string Agent = "OpenCode";

    /// <summary>An answer, whichever session has a copy of it.</summary>
    public static KeySpace Message { get; } = new(Agent, "message", 30);

    /// <summary>Every kind of key that the adapter gives.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Message];

    /// <summary>
    /// What a copy in another session has in common with its origin; null for what is no request. A fork holds its origin's messages under
    /// new ids; what tells a copy is that
    /// time, model and tokens are the same. The cost is not part of it: Kilo's copies cost nothing. Nor is what changes later: the project,
    /// and the time of completion.
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
    /// <param name="twin">How many messages of its own session with this identity come before it: those are requests of their own.</param>
    public static RecordKey OfMessage(KeySpace kind, string identity, int twin) =>
        RecordKey.Of(kind, twin == 0 ? identity : string.Create(CultureInfo.InvariantCulture, $"{identity}\n{twin}"));

    /// <summary>What only a session's own columns tell. No message begins like it: theirs begin with a time.</summary>
    public static RecordKey OfSum(KeySpace kind, string session) => RecordKey.Of(kind, "sum\n" + session);
}
