using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Junie;

/// <summary>Where Junie keeps its sessions: <c>sessions/session-&lt;time&gt;/events.jsonl</c>.</summary>
internal static class JunieLocations
{
    private const string Sessions = "sessions";
    private const string Log = "events.jsonl";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        string home = (configured ?? environment.AgentVariable("JUNIE_HOME")) is { } named
            ? Path.TrimEndingDirectorySeparator(environment.Expand(named))
            : environment.InHome(".junie");
        return [Path.GetFileName(home) == Sessions ? home : Path.Combine(home, Sessions)];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
        LogFiles.Roots(roots).SelectMany(root => LogFiles.Below(root, Log, path => Path.GetFileName(path) == Log));
}
