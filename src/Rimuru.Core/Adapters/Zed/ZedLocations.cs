using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Zed;

/// <summary>Where Zed keeps the database of its threads.</summary>
internal static class ZedLocations
{
    private const string Threads = "threads";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        if (configured is not null)
            return [ThreadsOf(environment.Expand(configured))];
        string flatpak = environment.AgentVariable("FLATPAK_XDG_DATA_HOME") ?? "",
            data = environment.AgentVariable("XDG_DATA_HOME") ?? environment.InHome(".local", "share");
        string local = environment.AgentVariable("LOCALAPPDATA") ?? environment.InHome("AppData", "Local");
        return
        [
            ThreadsOf(Path.Combine(flatpak.Length > 0 ? flatpak : data, "zed")),
            ThreadsOf(environment.InHome("Library", "Application Support", "Zed")),
            ThreadsOf(Path.Combine(local, "Zed")),
        ];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string root in roots)
        {
            string path = Path.Combine(root, "threads.db");
            if (seen.Add(FinalPath.Of(path)) && ForeignSqlite.Describe(path) is { } database)
                yield return database;
        }
    }

    private static string ThreadsOf(string data)
    {
        string trimmed = Path.TrimEndingDirectorySeparator(data);
        return Path.GetFileName(trimmed) == Threads ? trimmed : Path.Combine(trimmed, Threads);
    }
}
