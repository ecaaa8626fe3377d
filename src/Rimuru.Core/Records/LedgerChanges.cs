namespace Rimuru.Core.Records;

/// <summary>Collects what writes to the ledger changed, in order. The caller passes it in; it holds committed changes only.</summary>
internal sealed class LedgerChanges
{
    private readonly Dictionary<long, SessionChange> sessions = [];

    /// <summary>Number of commits.</summary>
    public int Commits { get; private set; }

    public List<RecordChange> Records { get; } = [];

    /// <summary>The changed sessions, each once.</summary>
    public IReadOnlyCollection<SessionChange> Sessions => sessions.Values;

    public void Note(RecordKey key, RecordChangeKind kind, in LedgerCell before, in LedgerCell after) =>
        Records.Add(new RecordChange(key, kind, before, after));

    /// <summary>Adds a change of a session to those already recorded for it.</summary>
    public void Note(long id, SessionRef session, SessionChangeKinds kinds) => Note(id, session.Agent, session.SessionId, kinds);

    /// <summary>Marks the sessions of changed records as updated, even if their logs have no new line.</summary>
    /// <param name="sessionOf">Looks up a session by its row id.</param>
    public void NoteSessionsOfRecords(Func<long, SessionRef> sessionOf)
    {
        foreach (RecordChange record in Records)
        {
            Touch(record.Before.Session);
            Touch(record.After.Session);
        }

        void Touch(long id)
        {
            if (id != 0 && !sessions.ContainsKey(id))
                Note(id, sessionOf(id), SessionChangeKinds.Updated);
        }
    }

    /// <summary>Adds the changes of a transaction that has just been committed.</summary>
    public void AddCommitted(LedgerChanges transaction)
    {
        Commits++;
        Records.AddRange(transaction.Records);
        foreach (SessionChange change in transaction.Sessions)
            Note(change.Id, change.Agent, change.SessionId, change.Kinds);
    }

    private void Note(long id, string agent, string sessionId, SessionChangeKinds kinds) =>
        sessions[id] = new SessionChange(
            id,
            agent,
            sessionId,
            (sessions.TryGetValue(id, out SessionChange? known) ? known.Kinds : SessionChangeKinds.None) | kinds
        );
}

/// <summary>
/// A record whose contribution to the ledger's sums changed. The side without a contribution (before it was added, after it was retracted)
/// is empty.
/// </summary>
/// <param name="Key">The record.</param>
/// <param name="Kind">What happened to it.</param>
/// <param name="Before">Its time, session, names and sums before.</param>
/// <param name="After">The same after.</param>
internal readonly record struct RecordChange(RecordKey Key, RecordChangeKind Kind, LedgerCell Before, LedgerCell After);

internal enum RecordChangeKind : byte
{
    /// <summary>The record is new.</summary>
    Added,

    /// <summary>A better copy has other counts, another time or another model.</summary>
    Corrected,

    /// <summary>A better copy names another session, project or user.</summary>
    Moved,

    /// <summary>It no longer counts.</summary>
    Retracted,

    /// <summary>It counts again.</summary>
    Restored,

    /// <summary>New prices changed its cost.</summary>
    Repriced,
}

/// <param name="Id">The session's row id.</param>
/// <param name="Agent">The agent.</param>
/// <param name="SessionId">The session's own id.</param>
/// <param name="Kinds">All that happened to it.</param>
internal sealed record SessionChange(long Id, string Agent, string SessionId, SessionChangeKinds Kinds);

[Flags]
internal enum SessionChangeKinds : byte
{
    None = 0,

    /// <summary>It is new, or active again after its end.</summary>
    Began = 1,

    /// <summary>It has new lines, changed metadata or a changed record.</summary>
    Updated = 2,

    /// <summary>It has ended.</summary>
    Ended = 4,
}
