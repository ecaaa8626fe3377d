namespace Rimuru.Core.Records;

/// <summary>What writes to the ledger changed, in the order in which it was changed; given by whoever wants to know. Nothing is in it that was not committed.</summary>
internal sealed class LedgerChanges
{
    private readonly Dictionary<long, SessionChange> sessions = [];

    /// <summary>How often something was committed.</summary>
    public int Commits { get; private set; }

    public List<RecordChange> Records { get; } = [];

    /// <summary>The sessions of which anything changed, once each.</summary>
    public IReadOnlyCollection<SessionChange> Sessions => sessions.Values;

    public void Note(RecordKey key, RecordChangeKind kind, in LedgerCell before, in LedgerCell after) => Records.Add(new RecordChange(key, kind, before, after));

    /// <summary>Notes what happened to a session, beside what is noted of it already.</summary>
    public void Note(long id, SessionRef session, SessionChangeKinds kinds) =>
        sessions[id] = new SessionChange(id, session.Agent, session.SessionId, (sessions.TryGetValue(id, out SessionChange? known) ? known.Kinds : SessionChangeKinds.None) | kinds);

    /// <summary>A session with a changed record went on, also where no log line says so.</summary>
    /// <param name="sessionOf">The session of an id.</param>
    public void NoteSessionsOfRecords(Func<long, SessionRef> sessionOf)
    {
        foreach (RecordChange record in Records)
        {
            Touch(record.Before.Session);
            Touch(record.After.Session);
        }

        void Touch(long id)
        {
            if (id != 0 && !sessions.ContainsKey(id)) Note(id, sessionOf(id), SessionChangeKinds.WentOn);
        }
    }

    /// <summary>Adds what a transaction changed that has just been committed.</summary>
    public void AddCommitted(LedgerChanges transaction)
    {
        Commits++;
        Records.AddRange(transaction.Records);
        foreach (SessionChange change in transaction.Sessions) Note(change.Id, new SessionRef(change.Agent, change.SessionId), change.Kinds);
    }
}

/// <summary>A record whose share in the ledger's sums changed. A side without a share (before a record was added, after it was retracted) is empty.</summary>
/// <param name="Key">The record.</param>
/// <param name="Kind">What happened to it.</param>
/// <param name="Before">Its time, session, names and sums before.</param>
/// <param name="After">The same after.</param>
internal readonly record struct RecordChange(RecordKey Key, RecordChangeKind Kind, LedgerCell Before, LedgerCell After);

internal enum RecordChangeKind : byte
{
    /// <summary>The record is new.</summary>
    Added,

    /// <summary>A better copy tells of other counts, another time or model.</summary>
    Corrected,

    /// <summary>A better copy says that it was another session's, project's or person's.</summary>
    Moved,

    /// <summary>It no longer counts.</summary>
    Retracted,

    /// <summary>It counts again.</summary>
    Restored,

    /// <summary>New prices give it another cost.</summary>
    Repriced,
}

/// <param name="Id">The session's row.</param>
/// <param name="Agent">The agent.</param>
/// <param name="SessionId">The session's own id.</param>
/// <param name="Kinds">All that happened to it.</param>
internal sealed record SessionChange(long Id, string Agent, string SessionId, SessionChangeKinds Kinds);

[Flags]
internal enum SessionChangeKinds : byte
{
    None = 0,

    /// <summary>It is new, or at work again after its end.</summary>
    Began = 1,

    /// <summary>It has more lines, another name, or a changed record.</summary>
    WentOn = 2,

    /// <summary>It is over.</summary>
    Ended = 4,
}
