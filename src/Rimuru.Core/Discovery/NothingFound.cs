using Rimuru.Core.Config;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Discovery;

/// <summary>The message for a user without any agent, in place of an empty report: a few lines of at most 80 columns.</summary>
internal static class NothingFound
{
    /// <summary>Every line but the first is indented where it is shown.</summary>
    private const int Columns = 78;

    private const int MostAgentLines = 6;

    /// <summary>The folders that only one system has; a home that was copied from there is searched for them too.</summary>
    private static readonly (string Folder, HostPlatform Platform)[] FoldersOfSystems =
    [
        ("Library", HostPlatform.MacOS),
        ("AppData", HostPlatform.Windows),
    ];

    /// <summary>The agents with a usual place of each; null if any agent has data.</summary>
    public static string? Explain(IReadOnlyList<AgentPlaces> agents, HostEnvironment environment)
    {
        if (agents.Any(agent => agent.Roots.Count > 0))
            return null;
        List<string> lines = Wrapped([.. agents.Select(agent => Describe(agent, environment))]);
        if (lines.Count > MostAgentLines)
            lines = Wrapped([.. agents.Select(agent => agent.Adapter.Name)]);
        return string.Join(
            '\n',
            [
                "No agent has left any logs here yet. Rimuru looked for these in",
                $"{environment.Home}:",
                .. lines,
                $"{Terms.AgentPlaces} shows all places; docs/agents explains them.",
                .. environment.IsOwnHome ? [$"{Terms.SampleHome} reads the sample of the source tree instead."] : (string[])[],
            ]
        );
    }

    private static string Describe(AgentPlaces agent, HostEnvironment environment) =>
        agent
            .Places.Select(place => Path.GetRelativePath(environment.Home, place))
            .Where(place => IsOfSystem(place, environment.Platform))
            .MinBy(place => place.Length)
            is { } shortest
            ? $"{agent.Adapter.Name} ({shortest})"
            : agent.Adapter.Name;

    private static bool IsOfSystem(string place, HostPlatform platform) =>
        FoldersOfSystems.All(known => known.Platform == platform || place.Split(Path.DirectorySeparatorChar)[0] != known.Folder);

    private static List<string> Wrapped(IReadOnlyList<string> items)
    {
        List<string> lines = [];
        foreach (string item in items)
        {
            if (lines.Count > 0 && lines[^1].Length + ", ".Length + item.Length + ",".Length <= Columns)
                lines[^1] += $", {item}";
            else
                lines.Add(item);
        }

        return [.. lines.Select((line, index) => index < lines.Count - 1 ? line + "," : line)];
    }
}
