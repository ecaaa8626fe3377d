using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Droid;

/// <summary>Where Droid keeps its sessions.</summary>
internal static class DroidLocations
{
    public const string SettingsEnding = ".settings.json";

    private const string LogEnding = ".jsonl";
    private const string Sessions = "sessions";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        if (configured is null && environment.AgentVariable("DROID_SESSIONS_DIR") is { } sessions)
            return [environment.Expand(sessions)];
        string home = (configured ?? environment.AgentVariable("FACTORY_DIR")) is { } named
            ? environment.Expand(named)
            : environment.InHome(".factory");
        return [Path.GetFileName(Path.TrimEndingDirectorySeparator(home)) == Sessions ? home : Path.Combine(home, Sessions)];
    }

    /// <summary>Each session's settings together with its log: either may be written later.</summary>
    public static IEnumerable<LogFile> Files(string root)
    {
        List<LogFile> settings = [];
        Dictionary<string, LogFile> logs = new(StringComparer.Ordinal);
        foreach (LogFile file in LogFiles.Below(root, "", IsOfSession))
        {
            if (file.IsRefused || file.Path.EndsWith(SettingsEnding, StringComparison.Ordinal))
                settings.Add(file);
            else
                logs[file.Path] = file;
        }

        return settings.Select(file => !file.IsRefused && logs.TryGetValue(LogOf(file.Path), out LogFile? log) ? file.With(log) : file);
    }

    /// <summary>The log beside a session's settings.</summary>
    public static string LogOf(string settingsPath) => settingsPath[..^SettingsEnding.Length] + LogEnding;

    private static bool IsOfSession(string path) =>
        path.EndsWith(SettingsEnding, StringComparison.Ordinal) || path.EndsWith(LogEnding, StringComparison.Ordinal);
}
