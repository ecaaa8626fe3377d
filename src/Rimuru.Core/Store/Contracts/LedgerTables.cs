using Rimuru.Core.Records;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Contracts;

/// <summary>The tables that a write changes, as one transaction sees them. What is written to them is plain: the rules are in the classes that use them.</summary>
internal sealed record LedgerTables(
    ILedgerNames Names, IUsageTable Usage, IRollupTable Rollups, ISessionTable Sessions, ILineageTable Lineages, ITotalTable Totals, ICoverageTable Coverage, IFileTable Files,
    IRetentionTable Retention);

/// <summary>Sessions as the logs describe them.</summary>
internal interface ISessionTable
{
    /// <summary>Merges what a file says of a session by <see cref="SessionMerge"/>, and tells what that changed.</summary>
    SessionChangeKinds Save(long id, SessionRow session);

    /// <summary>Writes how a session stands; false where it has another last line by now, or stands like that already.</summary>
    bool TrySave(SessionFinding finding);

    /// <summary>Counts a write of records or sessions.</summary>
    void CountWrite();
}

/// <summary>How far each log file of each machine has been read.</summary>
internal interface IFileTable
{
    void Save(int machine, FileCursor cursor, long malformedLines);
}

/// <summary>The histories of threads, by which copies are told.</summary>
internal interface ILineageTable
{
    /// <summary>Adds to a thread's history by <see cref="LineageMerge"/>; it is unresolved then.</summary>
    void Save(Lineage lineage);

    bool HasUnresolved { get; }

    /// <summary>The parents in whose families a history is unresolved.</summary>
    List<RecordKey> ChangedParents();

    /// <summary>The threads without a parent that have several sources, one of them unresolved.</summary>
    List<RecordKey> ChangedOrphans();

    /// <summary>The histories of one thread, one a source.</summary>
    List<Lineage> Of(RecordKey thread);

    /// <summary>The histories of a parent's forks. Not every source of a fork names the parent: a saved log does not.</summary>
    List<Lineage> ForksOf(RecordKey parent);

    void MarkResolved();
}

/// <summary>The totals that agents count themselves.</summary>
internal interface ITotalTable
{
    /// <summary>True where there is any total.</summary>
    bool HasAny { get; }

    bool HasUnresolved { get; }

    /// <summary>Keeps a total; of two copies the one with the higher ordinal, of equal ones that with the greater content. It is unresolved then.</summary>
    void Save(SessionTotal total, long session, long parent);

    /// <summary>Notes that a request was made behind a total: of several times the earliest.</summary>
    void Pass(RecordKey total, long unixMs);

    /// <summary>Has the totals of these sessions looked at again.</summary>
    void Touch(IReadOnlyList<long> sessions);

    /// <summary>Every total of a session that shares an origin with one that is not resolved: by session, then in order.</summary>
    List<(long Session, SessionTotal Total)> Unresolved();

    /// <summary>The rows of these sessions that count since an instant; others may come along.</summary>
    IEnumerable<RecordedUse> Recorded(long sinceMs, IReadOnlyList<long> sessions);

    void MarkResolved(IReadOnlyList<long> sessions);
}

/// <summary>A row that counts, as far as it matters to a total.</summary>
internal readonly record struct RecordedUse(long Session, int Dimension, long UnixMs, ModelTotal Used, RecordKey Key);

/// <summary>The times for which bills were imported.</summary>
internal interface ICoverageTable
{
    void Save(string agent, int user, CoveredTime time);

    /// <summary>The covered times of an agent; user 0 stands for everyone.</summary>
    List<(int User, long FromMs, long ToMs)> Of(string agent);

    /// <summary>The estimates of a time; user 0 stands for everyone.</summary>
    List<RecordKey> Estimates(string agent, int user, CoveredTime time);
}

/// <summary>The time before which records were removed.</summary>
internal interface IRetentionTable
{
    /// <summary>The time in Unix milliseconds; null where nothing was ever removed.</summary>
    long? BeforeMs { get; }

    /// <summary>True where there are totals of sessions whose count began at this time.</summary>
    bool HasTotals(long originMs);
}
