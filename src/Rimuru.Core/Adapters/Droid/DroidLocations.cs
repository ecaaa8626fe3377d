using System.Text.Json;
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
    private const int MaxFirstLine = 64 * 1024;

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        if (configured is null && environment.AgentVariable("DROID_SESSIONS_DIR") is { } sessions) return [environment.Expand(sessions)];
        string home = (configured ?? environment.AgentVariable("FACTORY_DIR")) is { } named ? environment.Expand(named) : environment.InHome(".factory");
        return [Path.GetFileName(Path.TrimEndingDirectorySeparator(home)) == Sessions ? home : Path.Combine(home, Sessions)];
    }

    /// <summary>Each session's settings together with its log: either may come later.</summary>
    public static IEnumerable<LogFile> Files(string root)
    {
        List<LogFile> settings = [];
        Dictionary<string, LogFile> logs = new(StringComparer.Ordinal);
        foreach (LogFile file in LogFiles.Below(root, "", IsOfSession))
        {
            if (file.Path.EndsWith(SettingsEnding, StringComparison.Ordinal)) settings.Add(file);
            else logs[file.Path] = file;
        }

        return settings.Select(file => logs.TryGetValue(LogOf(file.Path), out LogFile? log) ? file.With(log) : file);
    }

    /// <summary>The folder and the title that the first line of the session's log names.</summary>
    public static (string? WorkingDirectory, string? Title) AboutOf(string settingsPath, NameTable names)
    {
        string log = LogOf(settingsPath);
        try
        {
            if (!File.Exists(log)) return default;
            using FileStream file = new(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] head = new byte[MaxFirstLine];
            int length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            int end = head.AsSpan(0, length).IndexOf((byte)'\n');
            using JsonDocument line = JsonFields.Parse(head.AsSpan(0, end < 0 ? length : end));
            return (line.RootElement.Text("cwd"u8, names), line.RootElement.Text("title"u8, names));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return default; // the sums do not depend on it
        }
    }

    private static bool IsOfSession(string path) => path.EndsWith(SettingsEnding, StringComparison.Ordinal) || path.EndsWith(LogEnding, StringComparison.Ordinal);

    private static string LogOf(string settingsPath) => settingsPath[..^SettingsEnding.Length] + LogEnding;
}
