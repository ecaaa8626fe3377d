using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Ingest;

/// <summary>
/// Ends the sessions of this machine that are over, and reopens those that a process has opened again. It never changes other machines'
/// sessions.
/// </summary>
/// <param name="ledger">The ledger.</param>
/// <param name="machine">This machine.</param>
/// <param name="processOf">The process of a session; null if unknown.</param>
/// <param name="open">The sessions that running processes of this machine have open.</param>
/// <param name="time">The clock.</param>
internal sealed class SessionSweep(
    ILedger ledger,
    string machine,
    Func<StoredSession, ProcessEvidence?> processOf,
    Func<IReadOnlyCollection<(string Agent, string SessionId)>> open,
    TimeProvider time
)
{
    /// <param name="changes">Collects the changes; null if not requested.</param>
    /// <param name="stop">Cancels it.</param>
    public void Run(LedgerChanges? changes, CancellationToken stop)
    {
        ILedgerQueries queries = ledger.Read(stop);
        List<SessionFinding> findings = [.. Over(queries, time.GetUtcNow()), .. Opened(queries)];
        if (findings.Count > 0)
            ledger.Settle(findings, changes, stop);
    }

    private IEnumerable<SessionFinding> Over(ILedgerQueries queries, DateTimeOffset now)
    {
        foreach (StoredSession session in queries.Sessions(new SessionScope { OpenOn = machine }))
        {
            SessionStatus status = SessionEnds.StatusOf(session, processOf(session), now);
            if (status != SessionStatus.Active)
                yield return Found(session, status, session.LastMs);
        }
    }

    private IEnumerable<SessionFinding> Opened(ILedgerQueries queries)
    {
        IReadOnlyCollection<(string Agent, string SessionId)> live = open();
        if (live.Count == 0)
            yield break;
        foreach (
            StoredSession session in queries.Sessions(new SessionScope { Ids = [.. live.Select(known => known.SessionId).Distinct()] })
        )
        {
            bool isOurs = session.Machine == machine && live.Contains((session.Agent, session.SessionId));
            if (isOurs && session.Status != SessionStatus.Active)
                yield return Found(session, SessionStatus.Active, null);
        }
    }

    private static SessionFinding Found(StoredSession session, SessionStatus status, long? endedMs) =>
        new(session.Id, new SessionRef(session.Agent, session.SessionId), session.LastMs, status, endedMs);
}
