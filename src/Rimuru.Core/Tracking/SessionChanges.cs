namespace Rimuru.Core.Tracking;

/// <summary>Tells what happened between two looks at the same sessions.</summary>
internal sealed class SessionChanges
{
    private Dictionary<(string Agent, string SessionId), Session> known = [];

    /// <summary>The events since the last look, in the order of the sessions. A session that came and went between two looks has started and ended.</summary>
    public List<SessionEvent> Between(IEnumerable<Session> sessions, DateTimeOffset now)
    {
        List<SessionEvent> events = [];
        Dictionary<(string Agent, string SessionId), Session> current = [];
        foreach (Session session in sessions)
        {
            current[(session.Agent, session.SessionId)] = session;
            known.TryGetValue((session.Agent, session.SessionId), out Session? before);
            bool isActive = session.Status == SessionStatus.Active, wasActive = before?.Status == SessionStatus.Active;
            if (before is null || (isActive && !wasActive)) Add(SessionEventKind.Started, session);
            else if (wasActive && !isActive) Add(SessionEventKind.Ended, session);
            else if (HasGoneOn(before, session)) Add(SessionEventKind.Updated, session);
            if (before is null && !isActive) Add(SessionEventKind.Ended, session);
        }

        known = current;
        return events;

        void Add(SessionEventKind kind, Session session) => events.Add(new SessionEvent { Kind = kind, Timestamp = now, Session = session });
    }

    private static bool HasGoneOn(Session before, Session now) =>
        now.LastActivity != before.LastActivity || now.Requests != before.Requests || now.TotalTokens != before.TotalTokens || now.Title != before.Title || now.Status != before.Status;
}
