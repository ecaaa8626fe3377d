namespace Rimuru.Cli.Output;

internal static class DiscoveryTable
{
    public static void Print(IEnumerable<DiscoveredAgent> agents)
    {
        Table table = new(("Agent", false), ("Version", false), ("Enabled", false), ("Program", false), ("Folder", false), ("Proof", false));
        foreach (DiscoveredAgent agent in agents)
            table.Add(agent.Name, agent.Version, agent.Enabled ? "yes" : "no", agent.ExecutablePath, string.Join(", ", agent.Root), agent.Evidence);
        table.Print();
    }
}
