using System.Globalization;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Goose;

/// <summary>What a request, or a session's sum, of Goose is known by.</summary>
internal static class GooseIdentity
{
    public const string Agent = "Goose";

    /// <summary>A row of <c>usage_ledger</c>.</summary>
    public static KeySpace Ledger { get; } = new(Agent, "ledger", 40);

    /// <summary>The sum that a session keeps itself.</summary>
    public static KeySpace Session { get; } = new(Agent, "session", 41);

    /// <summary>The sum of a session file of the first versions.</summary>
    public static KeySpace Legacy { get; } = new(Agent, "legacy", 42);

    /// <summary>Every kind of key that the adapter gives.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Ledger, Session, Legacy];

    public static RecordKey OfRow(string identity) => RecordKey.Of(Ledger, identity);

    /// <summary>Ids of sessions count from 1 every day, so that two machines have the same ones.</summary>
    public static RecordKey OfSum(string session, long? createdMs) =>
        RecordKey.Of(Session, string.Create(CultureInfo.InvariantCulture, $"{session}\n{createdMs}"));

    /// <summary>The database that has the session has both the id and the folder too.</summary>
    public static RecordKey OfFile(string session, string? folder) => RecordKey.Of(Legacy, $"{session}\n{folder}");

    /// <summary>A state of a session's counter.</summary>
    public static RecordKey OfCounter(string session, long createdMs, TokenUsage told) =>
        RecordKey.Of(
            Session,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{session}\n{createdMs}\n{told.Input} {told.CacheRead} {told.CacheWrite5m + told.CacheWrite1h} {told.Output}"
            )
        );

    /// <summary>What a session's counter has beyond its ledger.</summary>
    public static RecordKey OfRest(string session, long createdMs) =>
        RecordKey.Of(Session, string.Create(CultureInfo.InvariantCulture, $"{session}\n{createdMs}\nrest"));
}
