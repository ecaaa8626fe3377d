using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.CodeBuddy;

/// <summary>Where CodeBuddy keeps its sessions, and agents that were derived from it.</summary>
internal static class CodeBuddyLocations
{
    private const string Projects = "projects";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured) =>
        Roots(environment, configured, ".codebuddy");

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured, string usual)
    {
        string home = configured is null ? environment.InHome(usual) : Path.TrimEndingDirectorySeparator(environment.Expand(configured));
        return [Path.GetFileName(home) == Projects ? home : Path.Combine(home, Projects)];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
        LogFiles.Roots(roots).SelectMany(root => LogFiles.Below(root, ".jsonl"));
}
