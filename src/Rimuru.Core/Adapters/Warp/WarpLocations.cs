using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Warp;

/// <summary>Where Warp keeps its database.</summary>
internal static class WarpLocations
{
    private const string Database = "warp.sqlite";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        string path = configured is null ? Usual(environment) : Path.TrimEndingDirectorySeparator(environment.Expand(configured));
        return [Path.GetFileName(path) == Database ? path : Path.Combine(path, Database)];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => roots.Select(ForeignSqlite.Describe).OfType<LogFile>();

    private static string Usual(HostEnvironment environment) =>
        environment.Platform switch
        {
            HostPlatform.Windows => Path.Combine(
                environment.AgentVariable("LOCALAPPDATA") ?? environment.InHome("AppData", "Local"),
                "warp",
                "Warp",
                "data"
            ),
            HostPlatform.MacOS => environment.InHome(
                "Library",
                "Group Containers",
                "2BBY89MBSN.dev.warp",
                "Library",
                "Application Support",
                "dev.warp.Warp-Stable"
            ),
            _ => Path.Combine(environment.AgentVariable("XDG_STATE_HOME") ?? environment.InHome(".local", "state"), "warp-terminal"),
        };
}
