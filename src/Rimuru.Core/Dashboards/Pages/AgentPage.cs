using Rimuru.Core.Views;

namespace Rimuru.Core.Dashboards.Pages;

/// <summary>The agents on this machine, and what the ledger has of each.</summary>
internal static class AgentPage
{
    public static IEnumerable<Section> Sections(PageRequest request)
    {
        List<Agent> agents = [.. request.Engine.Agents.List(request.Stop)];
        yield return new TableSection<Agent>(
            "agents",
            "Agents",
            AgentViews.Agent.InCommand,
            agents.Where(agent => agent.Detected || agent.Sessions > 0)
        )
        {
            Empty = "No agent has left any logs here.",
        };
        yield return new TableSection<Agent>(
            "others",
            "Looked for and not found",
            AgentViews.Agent.InCommand,
            agents.Where(agent => !agent.Detected && agent.Sessions == 0)
        );
    }
}
