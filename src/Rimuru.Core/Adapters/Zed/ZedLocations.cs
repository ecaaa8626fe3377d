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

        // Zed from Flathub keeps its threads beside those of another Zed, and only inside it the variables name its folder.
        List<string> data = [environment.InHome(".local", "share")];
        if (environment.AgentVariable("XDG_DATA_HOME") is { } moved)
            data.Add(moved);
        if (environment.AgentVariable("FLATPAK_XDG_DATA_HOME") is { } flatpak)
            data.Add(flatpak);
        if (environment.Platform == HostPlatform.Linux)
            data.Add(environment.InHome(".var", "app", "dev.zed.Zed", "data"));
        string local = environment.LocalData;
        return
        [
            .. data.Select(folder => Path.Combine(folder, "zed"))
                .Append(environment.InHome("Library", "Application Support", "Zed"))
                .Append(Path.Combine(local, "Zed"))
                .Select(ThreadsOf)
                .Distinct(),
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
