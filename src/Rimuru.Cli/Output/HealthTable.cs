using Rimuru.Core.Views;

namespace Rimuru.Cli.Output;

internal static class HealthTable
{
    /// <summary>Prints one line per agent, and below the table the problems and what to do.</summary>
    public static void Print(IReadOnlyList<AgentHealth> results)
    {
        Table.Print(AgentViews.Health, results);
        foreach (AgentHealth health in results)
        {
            foreach (HealthFinding finding in health.Findings)
                Terminal.Line($"{health.Agent}: {finding}");
        }
    }
}
