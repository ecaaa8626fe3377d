using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Kiro;

/// <summary>Where Kiro's CLI keeps its sessions.</summary>
internal static class KiroLocations
{
    private const string Sessions = "sessions";
    private const string Cli = "cli";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        string home = Path.TrimEndingDirectorySeparator(
            (configured ?? environment.AgentVariable("KIRO_HOME")) is { } named ? environment.Expand(named) : environment.InHome(".kiro")
        );
        return [Path.GetFileName(home) == Cli ? home : Path.Combine(home, Sessions, Cli)];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
        LogFiles.Roots(roots).SelectMany(root => LogFiles.Below(root, ".json"));
}
