using System.Globalization;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Junie;

/// <summary>
/// Where Junie keeps its sessions: <c>sessions/session-&lt;time&gt;/events.jsonl</c>; as a plugin a log per task, in the cache that each
/// JetBrains IDE has of a project.
/// </summary>
internal static class JunieLocations
{
    private const string Sessions = "sessions";
    private const string Log = "events.jsonl";
    private const string TaskLog = "-" + Log;

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        string home = (configured ?? environment.AgentVariable("JUNIE_HOME")) is { } named
                ? Path.TrimEndingDirectorySeparator(environment.Expand(named))
                : environment.InHome(".junie"),
            sessions = Path.GetFileName(home) == Sessions ? home : Path.Combine(home, Sessions);
        return configured is null ? [sessions, .. Caches(environment).SelectMany(TasksIn)] : [sessions];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
        LogFiles.Roots(roots).SelectMany(root => LogFiles.Below(root, Log, path => IsLog(Path.GetFileName(path))));

    /// <summary>The session of a log; of a plugin's also the number of its task, from zero.</summary>
    public static (string Session, int? Task) SessionOf(string log)
    {
        string name = Path.GetFileName(log);
        if (!name.EndsWith(TaskLog, StringComparison.Ordinal))
            return (NameTable.Clean(Path.GetFileName(Path.GetDirectoryName(log))) ?? "session", null);
        string[] parts = name[..^TaskLog.Length].Split(' ', 2);
        return (
            NameTable.Clean(parts[0]) ?? "session",
            parts.Length > 1 && ushort.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out ushort task) ? task : null
        );
    }

    private static bool IsLog(string name) => name == Log || name.EndsWith(TaskLog, StringComparison.Ordinal);

    private static IEnumerable<string> Caches(HostEnvironment environment)
    {
        string[] folders =
        [
            environment.AgentVariable("XDG_CACHE_HOME") ?? environment.InHome(".cache"),
            environment.InHome("Library", "Caches"),
            environment.LocalData,
        ];
        return folders.Select(folder => Path.Combine(folder, "JetBrains")).Distinct(StringComparer.Ordinal);
    }

    /// <summary>The folders of tasks, and no others: the rest of an IDE's cache has very many files.</summary>
    private static IEnumerable<string> TasksIn(string cache) =>
        from ide in LogFiles.FoldersIn(cache)
        from project in LogFiles.FoldersIn(Path.Combine(ide, "projects"))
        let tasks = Path.Combine(project, "matterhorn", ".matterhorn", "events")
        where Directory.Exists(tasks)
        select tasks;
}
