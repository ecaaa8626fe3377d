using System.Globalization;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Goose;

/// <summary>The keys of Goose's requests and session sums.</summary>
internal static class GooseIdentity
{
    public const string Agent = "Goose";

    /// <summary>A row of <c>usage_ledger</c>.</summary>
    public static KeySpace Ledger { get; } = new(Agent, "ledger", 40);

    /// <summary>The sum in a session's own row.</summary>
    public static KeySpace Session { get; } = new(Agent, "session", 41);

    /// <summary>The sum in a session file of the first versions.</summary>
    public static KeySpace Legacy { get; } = new(Agent, "legacy", 42);

    /// <summary>All kinds of keys of the adapter.</summary>
    public static IReadOnlyList<KeySpace> Kinds { get; } = [Ledger, Session, Legacy];

    public static RecordKey OfRow(string identity) => RecordKey.Of(Ledger, identity);

    /// <summary>The key of a session's sum. Session ids start from 1 every day, so two machines may have the same ones.</summary>
    public static RecordKey OfSum(string session, long? createdMs) =>
        RecordKey.Of(Session, string.Create(CultureInfo.InvariantCulture, $"{session}\n{createdMs}"));

    /// <summary>The key of a session file, by id and folder, which the database has too.</summary>
    public static RecordKey OfFile(string session, string? folder) => RecordKey.Of(Legacy, $"{session}\n{folder}");

    /// <summary>A state of a session's counter.</summary>
    public static RecordKey OfCounter(string session, long createdMs, TokenUsage sum) =>
        RecordKey.Of(
            Session,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{session}\n{createdMs}\n{sum.Input} {sum.CacheRead} {sum.CacheWrite5m + sum.CacheWrite1h} {sum.Output}"
            )
        );

    /// <summary>The key of what a session's counter has beyond its ledger.</summary>
    public static RecordKey OfRest(string session, long createdMs) =>
        RecordKey.Of(Session, string.Create(CultureInfo.InvariantCulture, $"{session}\n{createdMs}\nrest"));
}
