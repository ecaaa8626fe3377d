using Rimuru.Core.Records;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Contracts;

/// <summary>
/// The tables that a write changes, as one transaction sees them. They only store data; the rules are in the classes that use them.
/// </summary>
internal sealed record LedgerTables(
    ILedgerNames Names,
    IUsageTable Usage,
    IRollupTable Rollups,
    ISessionTable Sessions,
    ILineageTable Lineages,
    ITotalTable Totals,
    ICoverageTable Coverage,
    IFileTable Files,
    IRetentionTable Retention,
    IToolTable Tools
);

/// <summary>Sessions as described by the logs.</summary>
internal interface ISessionTable
{
    /// <summary>Merges a file's session by <see cref="SessionMerge"/>, and returns what changed.</summary>
    SessionChangeKinds Save(long id, SessionRow session);

    /// <summary>A session as this transaction leaves it.</summary>
    StoredSession Of(long id, SessionRef session);

    /// <summary>
    /// Writes the status of sessions; returns the findings that were written. One is not if the session's last line has changed meanwhile,
    /// or it has this status already.
    /// </summary>
    List<SessionFinding> Save(IReadOnlyList<SessionFinding> findings);

    /// <summary>Increments the number of writes.</summary>
    void CountWrite();
}

/// <summary>How far each log file of each machine has been read.</summary>
internal interface IFileTable
{
    void Save(int machine, FileCursor cursor, long malformedLines);
}

/// <summary>The histories of threads, for recognizing copies.</summary>
internal interface ILineageTable
{
    /// <summary>Adds to a thread's history by <see cref="LineageMerge"/> and marks it as unresolved.</summary>
    void Save(Lineage lineage);

    bool HasUnresolved { get; }

    /// <summary>The parents of families with an unresolved history.</summary>
    List<RecordKey> ChangedParents();

    /// <summary>The threads without a parent that have several sources, at least one of them unresolved.</summary>
    List<RecordKey> ChangedOrphans();

    /// <summary>The histories of one thread, one for each source.</summary>
    List<Lineage> Of(RecordKey thread);

    /// <summary>The histories of a parent's forks, including sources that do not name the parent, such as a saved log.</summary>
    List<Lineage> ForksOf(RecordKey parent);

    void MarkResolved();
}

/// <summary>The running totals that agents log.</summary>
internal interface ITotalTable
{
    /// <summary>True if there is any total.</summary>
    bool HasAny { get; }

    bool HasUnresolved { get; }

    /// <summary>
    /// Stores a total and marks it as unresolved. Of two copies the one with the higher ordinal wins; of equal ordinals the one with the
    /// greater content.
    /// </summary>
    void Save(SessionTotal total, long session, long parent);

    /// <summary>Records that a request followed a total; the earliest time is kept.</summary>
    void Pass(RecordKey total, long unixMs);

    /// <summary>Marks the totals of these sessions as unresolved.</summary>
    void Touch(IReadOnlyList<long> sessions);

    /// <summary>
    /// All totals of sessions that share an origin with an unresolved one, by session and time: a transcript without its first part begins
    /// to number anew.
    /// </summary>
    List<(long Session, SessionTotal Total)> Unresolved();

    /// <summary>The counted rows of these sessions since an instant; may include rows of other sessions.</summary>
    IEnumerable<RecordedUse> Recorded(long sinceMs, IReadOnlyList<long> sessions);

    void MarkResolved(IReadOnlyList<long> sessions);
}

/// <summary>The part of a counted row that matters for totals.</summary>
internal readonly record struct RecordedUse(long Session, int Dimension, long UnixMs, ModelTotal Used, RecordKey Key);

/// <summary>The time ranges of imported bills.</summary>
internal interface ICoverageTable
{
    void Save(string agent, int user, CoveredTime time);

    /// <summary>The covered time ranges of an agent; user 0 means all users.</summary>
    List<(int User, long FromMs, long ToMs)> Of(string agent);

    /// <summary>The estimates in a time range; user 0 means all users.</summary>
    List<RecordKey> Estimates(string agent, int user, CoveredTime time);
}

/// <summary>The retention limit: the time before which records were removed.</summary>
internal interface IRetentionTable
{
    /// <summary>The limit in Unix milliseconds; null if nothing was ever removed.</summary>
    long? BeforeMs { get; }

    /// <summary>True if there are totals whose count began at this time.</summary>
    bool HasTotals(long originMs);
}
