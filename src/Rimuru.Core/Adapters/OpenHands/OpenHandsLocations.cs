using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.OpenHands;

/// <summary>Where OpenHands keeps its conversations: <c>&lt;id&gt;/base_state.json</c>, and below it those of sub-agents.</summary>
internal static class OpenHandsLocations
{
    private const string Conversations = "conversations";
    private const string SubAgents = "subagents";
    private const string State = "base_state.json";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        if (configured is null && environment.AgentVariable("OPENHANDS_CONVERSATIONS_DIR") is { } moved)
            return [environment.Expand(moved)];
        string home = (configured ?? environment.AgentVariable("OPENHANDS_PERSISTENCE_DIR")) is { } named
            ? Path.TrimEndingDirectorySeparator(environment.Expand(named))
            : environment.InHome(".openhands");
        return [Path.GetFileName(home) == Conversations ? home : Path.Combine(home, Conversations)];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
        LogFiles.Roots(roots).SelectMany(root => LogFiles.Below(root, State, path => Path.GetFileName(path) == State));

    /// <summary>The conversation in the name of its folder, which leaves out the dashes.</summary>
    public static string IdOf(string folder) =>
        Guid.TryParse(Path.GetFileName(folder), out Guid id)
            ? id.ToString("D")
            : NameTable.Clean(Path.GetFileName(folder)) ?? "conversation";

    /// <summary>The folder of the conversation that a sub-agent worked for; null for a conversation of its own.</summary>
    public static string? ParentOf(string folder) =>
        Path.GetDirectoryName(folder) is { } above && Path.GetFileName(above) == SubAgents ? Path.GetDirectoryName(above) : null;

    /// <summary>The sub-agents of a conversation that have a folder.</summary>
    public static IEnumerable<string> SubAgentsOf(string folder) => LogFiles.FoldersIn(Path.Combine(folder, SubAgents)).Select(IdOf);
}
