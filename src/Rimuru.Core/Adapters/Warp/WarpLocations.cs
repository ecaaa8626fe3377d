using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Warp;

/// <summary>Where Warp keeps its database.</summary>
internal static class WarpLocations
{
    private const string Database = "warp.sqlite";

    /// <summary>The folders of its releases: stable, preview, for its developers, open source.</summary>
    private static readonly string[] OnLinux = ["warp-terminal", "warp-terminal-preview", "warp-terminal-dev", "warp-oss"];

    private static readonly string[] OnMacOS = ["dev.warp.Warp-Stable", "dev.warp.Warp-Preview", "dev.warp.Warp-Dev", "dev.warp.WarpOss"];
    private static readonly string[] OnWindows = ["Warp", "WarpPreview", "WarpDev", "WarpOss"];

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured) =>
        [
            .. (configured is null ? Usual(environment) : [Path.TrimEndingDirectorySeparator(environment.Expand(configured))]).SelectMany(
                Databases
            ),
        ];

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => roots.Select(ForeignSqlite.Describe).OfType<LogFile>();

    /// <summary>The program in the terminal has a database of its own, which it keeps below the folder of the other.</summary>
    private static IEnumerable<string> Databases(string path) =>
        Path.GetFileName(path) == Database ? [path] : [Path.Combine(path, Database), Path.Combine(path, "tui", Database)];

    private static IEnumerable<string> Usual(HostEnvironment environment)
    {
        if (environment.Platform == HostPlatform.Windows)
        {
            string local = environment.LocalData;
            return OnWindows.Select(name => Path.Combine(local, "warp", name, "data"));
        }

        if (environment.Platform == HostPlatform.MacOS)
        {
            string own = environment.InHome("Library", "Application Support"),
                group = environment.InHome("Library", "Group Containers", "2BBY89MBSN.dev.warp", "Library", "Application Support");
            // A build that Warp did not sign has no access to the group's folder.
            return OnMacOS.SelectMany(name => new[] { Path.Combine(group, name), Path.Combine(own, name) });
        }

        string state = environment.AgentVariable("XDG_STATE_HOME") ?? environment.InHome(".local", "state");
        return OnLinux.Select(name => Path.Combine(state, name));
    }
}
