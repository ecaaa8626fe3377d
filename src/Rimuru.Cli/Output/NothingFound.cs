using Rimuru.Core;
using Rimuru.Core.Discovery;

namespace Rimuru.Cli.Output;

/// <summary>What a newcomer without any agent sees instead of an empty table.</summary>
internal static class NothingFound
{
    /// <summary>True where no agent has data here and the ledger holds nothing yet; it has been explained then.</summary>
    public static bool Explain(RimuruEngine engine, bool isNamedHome)
    {
        IReadOnlyList<DiscoveredAgent> agents = engine.Discover();
        if (agents.Any(agent => agent.Roots.Count > 0) || File.Exists(engine.LedgerPath)) return false;
        Console.Out.WriteLine("No agent has left any logs here yet. Rimuru looked in:");
        foreach (DiscoveredAgent agent in agents)
        {
            foreach (string place in agent.Places) Console.Out.WriteLine($"  {agent.Adapter.Name,-12} {place}");
        }

        if (!isNamedHome) Console.Out.WriteLine("Use --home to read another home folder. The sample in the source tree shows what Rimuru does: --home samples/home");
        return true;
    }
}
