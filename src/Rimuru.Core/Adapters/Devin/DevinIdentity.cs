using System.Globalization;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Devin;

/// <summary>The keys of Devin's messages and steps.</summary>
internal static class DevinIdentity
{
    public const string Agent = "Devin";

    /// <summary>A message of the database, which is one request.</summary>
    public static KeySpace Message { get; } = new(Agent, "message");

    /// <summary>A step of a transcript, which is one request.</summary>
    public static KeySpace Step { get; } = new(Agent, "step");

    /// <summary>A session of the database, as the thread of its steps; no record has this kind of key.</summary>
    public static KeySpace Session { get; } = new(Agent, "session");

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Message, Step, Session];

    /// <summary>A fork keeps the ids of the messages that it copies; a short one is an id only inside its session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="id">The message's own id.</param>
    /// <param name="request">The id of its request.</param>
    /// <param name="node">The number of its node, for a message without an id.</param>
    public static RecordKey OfMessage(string session, string? id, string? request, string? node) =>
        RecordKey.Of(
            Message,
            ResponseIds.Identity(id) ?? ResponseIds.Identity(request) ?? $"{session}\n{id ?? request ?? $"node\n{node}"}"
        );

    public static RecordKey OfStep(string session, int step) =>
        RecordKey.Of(Step, string.Create(CultureInfo.InvariantCulture, $"{session}\n{step}"));

    public static RecordKey OfSession(string session) => RecordKey.Of(Session, session);
}
