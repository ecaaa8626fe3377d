using System.Globalization;

namespace Rimuru.Cli.Output;

internal static class AgentTable
{
    public static void Print(IEnumerable<Agent> agents)
    {
        Table table = new(("Agent", false), ("Found", false), ("Enabled", false), ("Sessions", true), ("Requests", true), ("Last activity", false), ("Folder", false));
        foreach (Agent agent in agents)
        {
            table.Add(
                agent.Name, agent.Detected ? "yes" : "no", agent.Enabled ? "yes" : "no", Numbers.Count(agent.Sessions), Numbers.Count(agent.Requests),
                agent.LastActivity?.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), string.Join(", ", agent.Root));
        }

        table.Print();
    }
}
