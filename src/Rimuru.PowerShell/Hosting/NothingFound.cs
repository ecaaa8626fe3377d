using System.Text;
using Rimuru.Core;
using Rimuru.Core.Discovery;

namespace Rimuru.Hosting;

/// <summary>What a newcomer without any agent is told.</summary>
internal static class NothingFound
{
    /// <summary>Where Rimuru looked, if no agent has data here and there is no ledger either; else null.</summary>
    public static string? Explain(RimuruEngine engine)
    {
        if (engine.HasLedger) return null;
        IReadOnlyList<DiscoveredAgent> agents = engine.Discover();
        if (agents.Any(agent => agent.Roots.Count > 0)) return null;
        StringBuilder text = new("No agent has left any logs here yet. Rimuru looked in:");
        foreach (DiscoveredAgent agent in agents)
        {
            foreach (string place in agent.Places) text.Append('\n').Append("  ").Append(agent.Adapter.Name.PadRight(12)).Append(place);
        }

        return text.Append("\nUse -HomePath to read another home folder, such as the sample in the source tree: -HomePath samples/home").ToString();
    }
}
