namespace Rimuru;

/// <summary>Monitors an agent's sessions.</summary>
public interface ISessionMonitor
{
    /// <summary>Session events from now on, until the enumeration is cancelled.</summary>
    IAsyncEnumerable<SessionEvent> SubscribeAsync(CancellationToken cancellationToken = default);

    /// <summary>The sessions with activity since a time, oldest first.</summary>
    IAsyncEnumerable<Session> GetHistoryAsync(DateTimeOffset? since = null, CancellationToken cancellationToken = default);

    /// <summary>One session; null if no session has this id.</summary>
    Task<Session?> GetDetailsAsync(string sessionId, CancellationToken cancellationToken = default);

    /// <summary>The active sessions.</summary>
    IAsyncEnumerable<ActiveSession> GetActiveSessionsAsync(CancellationToken cancellationToken = default);
}
