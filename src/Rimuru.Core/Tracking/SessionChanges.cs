namespace Rimuru.Core.Tracking;

/// <summary>Turns successive snapshots of sessions into events. A snapshot may leave out unchanged sessions.</summary>
internal sealed class SessionChanges
{
    private readonly Dictionary<(string Agent, string SessionId), Session> known = [];

    /// <summary>
    /// The events since the last snapshot, in the order of the sessions. A session that came and went in between has a start and an end.
    /// </summary>
    public List<SessionEvent> Between(IEnumerable<Session> sessions, DateTimeOffset now)
    {
        List<SessionEvent> events = [];
        foreach (Session session in sessions)
        {
            known.TryGetValue((session.Agent, session.SessionId), out Session? before);
            known[(session.Agent, session.SessionId)] = session;
            bool isActive = session.Status == SessionStatus.Active,
                wasActive = before?.Status == SessionStatus.Active;
            if (before is null || (isActive && !wasActive))
                Add(SessionEventKind.Started, session);
            else if (wasActive && !isActive)
                Add(SessionEventKind.Ended, session);
            else if (HasGoneOn(before, session))
                Add(SessionEventKind.Updated, session);
            if (before is null && !isActive)
                Add(SessionEventKind.Ended, session);
        }

        return events;

        void Add(SessionEventKind kind, Session session) =>
            events.Add(
                new SessionEvent
                {
                    Kind = kind,
                    Timestamp = now,
                    Session = session,
                }
            );
    }

    private static bool HasGoneOn(Session before, Session now) =>
        now.LastActivity != before.LastActivity
        || now.Requests != before.Requests
        || now.TotalTokens != before.TotalTokens
        || now.Title != before.Title
        || now.Status != before.Status;
}
