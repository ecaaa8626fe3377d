namespace Rimuru;

/// <summary>One agent on this machine: detection, health and sessions. An adapter implements only this interface.</summary>
public interface IAgentAdapter
{
    /// <summary>The agent.</summary>
    AgentType AgentType { get; }

    /// <summary>The name used everywhere: <c>ClaudeCode</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Finds the agent's data and checks that it can be read. Throws <c>E2001</c> if it exists but cannot be read; without data the adapter
    /// stays disconnected.
    /// </summary>
    Task ConnectAsync(CancellationToken cancellationToken = default);

    /// <summary>Releases the agent's data.</summary>
    Task DisconnectAsync(CancellationToken cancellationToken = default);

    /// <summary>Checks now whether the adapter is connected to the data.</summary>
    Task<AdapterStatus> GetStatusAsync(CancellationToken cancellationToken = default);

    /// <summary>What the adapter knows about its agent.</summary>
    Task<AdapterInfo> GetInfoAsync(CancellationToken cancellationToken = default);

    /// <summary>All sessions, oldest first.</summary>
    IAsyncEnumerable<Session> GetSessionsAsync(CancellationToken cancellationToken = default);

    /// <summary>The active session with the latest activity; null if no session is active.</summary>
    Task<ActiveSession?> GetActiveSessionAsync(CancellationToken cancellationToken = default);

    /// <summary>True if the agent's data or program is on this machine.</summary>
    Task<bool> IsInstalledAsync(CancellationToken cancellationToken = default);

    /// <summary>Checks whether the agent's data can be read. May start the agent's program to get its version.</summary>
    Task<AgentHealth> CheckHealthAsync(CancellationToken cancellationToken = default);
}
