using System.Text;

namespace Rimuru.Core.Discovery;

/// <summary>The message for a user without any agent, in place of an empty report.</summary>
internal static class NothingFound
{
    /// <summary>The searched locations of each agent, one a line; null if any agent has data.</summary>
    public static string? Explain(IReadOnlyList<AgentPlaces> agents)
    {
        if (agents.Any(agent => agent.Roots.Count > 0))
            return null;
        StringBuilder text = new("No agent has left any logs here yet. Rimuru looked in:");
        foreach (AgentPlaces agent in agents)
        {
            foreach (string place in agent.Places)
                text.Append('\n').Append("  ").Append(agent.Adapter.Name.PadRight(12)).Append(' ').Append(place);
        }

        return text.ToString();
    }
}
