using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Cline;

/// <summary>The keys of Cline's requests.</summary>
internal static class ClineIdentity
{
    public const string Agent = "Cline";

    /// <summary>An assistant message of a session of the CLI.</summary>
    public static KeySpace Message { get; } = new(Agent, "message", 60);

    /// <summary>The sum in a session's own file.</summary>
    public static KeySpace Session { get; } = new(Agent, "session", 61);

    /// <summary>A request in a task of the extension.</summary>
    public static KeySpace Request { get; } = new(Agent, "request", 62);

    /// <summary>A request in a task of Roo Code.</summary>
    public static KeySpace Roo { get; } = new(Agent, "roo-request", 67);

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Message, Session, Request, Roo];

    public static RecordKey OfMessage(string session, string? id, int order) => RecordKey.Of(Message, $"{session}\n{id ?? $"\n{order}"}");

    public static RecordKey OfSum(SessionRef session) => RecordKey.Of(Session, session.Key);

    /// <param name="kind">The kind of key for the extension that wrote the task.</param>
    /// <param name="task">The task.</param>
    /// <param name="ms">The time of the message that carries the counts.</param>
    /// <param name="say">Its type: a sum of deleted requests may have the time of a request.</param>
    /// <param name="place">How many requests of the type come before it, if it has no time.</param>
    public static RecordKey OfRequest(KeySpace kind, string task, long? ms, string? say, int place) =>
        RecordKey.Of(kind, ms is null && place > 0 ? $"{task}\n\n{say}\n{place}" : $"{task}\n{ms}\n{say}");
}
