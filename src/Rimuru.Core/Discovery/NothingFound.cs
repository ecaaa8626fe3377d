using System.Text;

namespace Rimuru.Core.Discovery;

/// <summary>What a newcomer without any agent is told instead of an empty answer.</summary>
internal static class NothingFound
{
    /// <summary>Where each agent was looked for, one place a line; null where one of them has data.</summary>
    public static string? Explain(IReadOnlyList<AgentPlaces> agents)
    {
        if (agents.Any(agent => agent.Roots.Count > 0)) return null;
        StringBuilder text = new("No agent has left any logs here yet. Rimuru looked in:");
        foreach (AgentPlaces agent in agents)
        {
            foreach (string place in agent.Places) text.Append('\n').Append("  ").Append(agent.Adapter.Name.PadRight(12)).Append(' ').Append(place);
        }

        return text.ToString();
    }
}
