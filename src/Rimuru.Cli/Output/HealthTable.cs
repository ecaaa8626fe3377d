namespace Rimuru.Cli.Output;

internal static class HealthTable
{
    /// <summary>One line an agent, and below the table what is wrong and what to do.</summary>
    public static void Print(IReadOnlyList<AgentHealth> results)
    {
        Table table = new(("Agent", false), ("Status", false), ("Version", false), ("Program", false), ("Folder", false));
        foreach (AgentHealth health in results) table.Add(health.Agent, health.Status.ToString(), health.Version, health.ExecutablePath, string.Join(", ", health.Root));
        table.Print();
        foreach (AgentHealth health in results)
        {
            foreach (HealthFinding finding in health.Finding) Terminal.Line($"{health.Agent}: {finding}");
        }
    }
}
