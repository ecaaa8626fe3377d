namespace Rimuru;

/// <summary>One agent on this machine: whether it is there, whether it can be read, and its sessions. This is all that an adapter implements.</summary>
public interface IAgentAdapter
{
    /// <summary>The agent.</summary>
    AgentType AgentType { get; }

    /// <summary>The name used everywhere: <c>ClaudeCode</c>.</summary>
    string Name { get; }

    /// <summary>Finds the agent's data and makes sure that it can be read. <c>E2001</c> where it is there and cannot; without any data the adapter stays disconnected.</summary>
    Task ConnectAsync(CancellationToken cancellationToken = default);

    /// <summary>Lets go of the agent's data.</summary>
    Task DisconnectAsync(CancellationToken cancellationToken = default);

    /// <summary>How the adapter stands to the data, looked at now.</summary>
    Task<AdapterStatus> GetStatusAsync(CancellationToken cancellationToken = default);

    /// <summary>What the adapter knows of its agent.</summary>
    Task<AdapterInfo> GetInfoAsync(CancellationToken cancellationToken = default);

    /// <summary>All sessions, oldest first.</summary>
    IAsyncEnumerable<Session> GetSessionsAsync(CancellationToken cancellationToken = default);

    /// <summary>The session that was worked in last, if one is active.</summary>
    Task<ActiveSession?> GetActiveSessionAsync(CancellationToken cancellationToken = default);

    /// <summary>True where the agent's data or its program is here.</summary>
    Task<bool> IsInstalledAsync(CancellationToken cancellationToken = default);

    /// <summary>Looks for whatever keeps the agent's data from being read. It may start the agent's program to ask for its version.</summary>
    Task<AgentHealth> CheckHealthAsync(CancellationToken cancellationToken = default);
}
