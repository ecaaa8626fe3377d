namespace Rimuru;

/// <summary>Finds one agent on this machine.</summary>
public interface IAgentDiscovery
{
    /// <summary>The agent.</summary>
    AgentType AgentType { get; }

    /// <summary>Searches for the agent's data and program; null if neither is on this machine.</summary>
    Task<DiscoveredAgent?> DiscoverAsync(CancellationToken cancellationToken = default);

    /// <summary>True if the program is proven to be this agent's, or if there is no program and the data is the agent's own.</summary>
    Task<bool> VerifyInstallationAsync(DiscoveredAgent agent, CancellationToken cancellationToken = default);
}
