using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Crush;

/// <summary>Where Crush keeps the list of its projects, each of which has a database of its own.</summary>
internal static class CrushLocations
{
    private const string Name = "crush";
    private const string Registry = "projects.json";
    private const string Database = "crush.db";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured) =>
        configured is null ? [Data(environment), environment.InHome(".crush")] : [environment.Expand(configured)];

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string root in LogFiles.Roots(roots))
        {
            foreach (string folder in Projects(root).Prepend(root))
            {
                string path = Path.Combine(folder, Database);
                if (seen.Add(FinalPath.Of(path)) && ForeignSqlite.Describe(path) is { } database)
                    yield return database;
            }
        }
    }

    /// <summary>The folder of a project, beside whose files the database is; null if it lies elsewhere.</summary>
    public static string? FolderOf(string database)
    {
        string? folder = Path.GetDirectoryName(database);
        return Path.GetFileName(folder) == ".crush" ? NameTable.Clean(Path.GetDirectoryName(folder)) : null;
    }

    private static string Data(HostEnvironment environment)
    {
        if (environment.AgentVariable("CRUSH_GLOBAL_DATA") is { } named)
            return environment.Expand(named);
        string data = environment.Platform == HostPlatform.Windows ? environment.LocalData : environment.DataHome;
        return Path.Combine(data, Name);
    }

    private static List<string> Projects(string root)
    {
        string path = Path.Combine(root, Registry);
        List<string> folders = [];
        try
        {
            if (!File.Exists(path))
                return folders;
            using JsonDocument document = JsonFields.ParseFile(path);
            NameTable names = new();
            foreach (JsonElement project in document.RootElement.Get("projects"u8).Items())
            {
                string? home = project.Text("path"u8, names),
                    data = project.Text("data_dir"u8, names) ?? ".crush";
                string? folder = home is null ? data : Path.Combine(home, data);
                if (Path.IsPathFullyQualified(folder))
                    folders.Add(folder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            return folders; // the usual places are still searched
        }

        return folders;
    }
}
