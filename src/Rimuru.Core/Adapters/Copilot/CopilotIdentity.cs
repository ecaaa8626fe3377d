using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Copilot;

/// <summary>The keys of Copilot's requests in each of its sources.</summary>
internal static class CopilotIdentity
{
    public const string Agent = "Copilot";

    /// <summary>A call of a provider, which has the same id in logs and traces.</summary>
    public static KeySpace Call { get; } = new(Agent, "call", 50);

    /// <summary>A row of the database.</summary>
    public static KeySpace StoreRow { get; } = new(Agent, "store-row", 51);

    /// <summary>A share of the totals of a shutdown.</summary>
    public static KeySpace RollUp { get; } = new(Agent, "roll-up", 52);

    /// <summary>A message without a call id.</summary>
    public static KeySpace Message { get; } = new(Agent, "message", 53);

    /// <summary>A span or a log record of the traces that is not a single response.</summary>
    public static KeySpace Span { get; } = new(Agent, "span", 54);

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Call, StoreRow, RollUp, Message, Span];

    public static RecordKey OfCall(string id) => RecordKey.Of(Call, id);

    /// <summary>
    /// The key of an event: the provider's id of the call, else the event's own id (a fork copies both), else its content.
    /// </summary>
    public static RecordKey OfEvent(string? call, string? eventId, string session, string content) =>
        RecordKey.Of(Call, Identity(call, eventId, "", session, content));

    public static RecordKey OfMessage(string id) => RecordKey.Of(Message, id);

    /// <param name="eventId">The event's own id.</param>
    /// <param name="part">Which share of its totals it is.</param>
    /// <param name="session">The session.</param>
    /// <param name="content">The content of the event, if it has no id.</param>
    public static RecordKey OfRollUp(string? eventId, string part, string session, string content) =>
        RecordKey.Of(RollUp, Identity(null, eventId, part, session, content));

    /// <summary>The request of a compaction, whose event has no call id.</summary>
    public static RecordKey OfSummary(string? eventId, string session, string content) =>
        RecordKey.Of(Call, Identity(null, eventId, "\nsummary", session, content));

    public static RecordKey OfStoreRow(string session, long number, string? time, CopilotUsage used) =>
        RecordKey.Of(StoreRow, $"{session}\n{number}\n{time}\n{used}");

    public static RecordKey OfSpan(string trace, string span) => RecordKey.Of(Span, $"{trace}\n{span}");

    /// <summary>A line without trace and span.</summary>
    public static RecordKey OfLine(ReadOnlySpan<byte> line) => RecordKey.Of(Span, line);

    private static string Identity(string? call, string? eventId, string part, string session, string content) =>
        call ?? (eventId is not null ? $"event\n{eventId}{part}" : $"{session}\n{content}");
}
