namespace Rimuru;

/// <summary>Follows an agent's sessions.</summary>
public interface ISessionMonitor
{
    /// <summary>What happens from now on, until the enumeration is stopped.</summary>
    IAsyncEnumerable<SessionEvent> SubscribeAsync(CancellationToken cancellationToken = default);

    /// <summary>The sessions that were worked in since a time, oldest first.</summary>
    IAsyncEnumerable<Session> GetHistoryAsync(DateTimeOffset? since = null, CancellationToken cancellationToken = default);

    /// <summary>One session; null where there is none of this id.</summary>
    Task<Session?> GetDetailsAsync(string sessionId, CancellationToken cancellationToken = default);

    /// <summary>The sessions that the agent is working in.</summary>
    IAsyncEnumerable<ActiveSession> GetActiveSessionsAsync(CancellationToken cancellationToken = default);
}
