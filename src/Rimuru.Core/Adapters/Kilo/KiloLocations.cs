using Rimuru.Core.Adapters.Cline;
using Rimuru.Core.Adapters.OpenCode;
using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Kilo;

/// <summary>Where Kilo keeps its databases, one per release channel like OpenCode, and where its extension kept tasks before.</summary>
internal static class KiloLocations
{
    private const string Name = "kilo";

    /// <summary>The name of a channel's database before Kilo gave it its own; it stays in use until there is one of that name.</summary>
    private const string FormerName = "opencode";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        IReadOnlyList<string> roots = OpenCodeLocations.Roots(environment, configured, Name, "KILO_DB");
        return configured is null ? [.. roots, .. KiloReader.Tasks.Folders(environment)] : roots;
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string root in roots)
        {
            if (Path.GetFileName(Path.TrimEndingDirectorySeparator(root)) == ClineTasks.Folder)
            {
                if (!Directory.Exists(root) || !seen.Add(FinalPath.Of(root)))
                    continue;
                foreach (LogFile task in ClineLocations.Files([root]).Where(file => file.IsRefused || ClineTasks.IsTask(file.Path)))
                    yield return task;
                continue;
            }

            foreach (string path in OpenCodeLocations.Databases(root, Name).Concat(OpenCodeLocations.Databases(root, FormerName)))
            {
                if (seen.Add(FinalPath.Of(path)) && ForeignSqlite.Describe(path) is { } database)
                    yield return database;
            }
        }
    }
}
