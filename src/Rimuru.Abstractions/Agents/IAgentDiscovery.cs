namespace Rimuru;

/// <summary>Finds one agent on this machine.</summary>
public interface IAgentDiscovery
{
    /// <summary>The agent.</summary>
    AgentType AgentType { get; }

    /// <summary>Looks for the agent's data and its program; null where neither is here.</summary>
    Task<DiscoveredAgent?> DiscoverAsync(CancellationToken cancellationToken = default);

    /// <summary>True where the program is proven to be this agent's and not another's of the same name, or where there is no program and the data is its own.</summary>
    Task<bool> VerifyInstallationAsync(DiscoveredAgent agent, CancellationToken cancellationToken = default);
}
