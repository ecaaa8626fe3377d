using Rimuru.Core.Config;
using Rimuru.Core.Ingest;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>Where OpenCode keeps its databases and its older storage: in the same place on every operating system.</summary>
internal static class OpenCodeLocations
{
    private const string Name = "opencode";

    /// <summary>Another agent's, wherever it lies.</summary>
    private const string KiloDatabase = "kilo.db";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        if (configured is not null)
            return [.. configured.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(environment.Expand).Distinct()];
        string data = DataFolder(environment, Name);
        string? database = environment.AgentVariable("OPENCODE_DB");
        return database is null or ":memory:" ? [data] : [data, Path.Combine(data, environment.Expand(database))];
    }

    public static string DataFolder(HostEnvironment environment, string name) =>
        Path.Combine(environment.AgentVariable("XDG_DATA_HOME") ?? environment.InHome(".local", "share"), name);

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string root in roots)
        {
            foreach (string path in Databases(root))
            {
                if (seen.Add(LogFiles.Canonical(path)) && ForeignSqlite.Describe(path) is { } database) yield return database;
            }

            if (!seen.Add(LogFiles.Canonical(root))) continue;
            foreach (LogFile session in new OpenCodeStorage(Path.Combine(root, "storage")).Sessions()) yield return session;
        }
    }

    /// <summary>One database a release channel; or the one that the root itself is.</summary>
    public static IEnumerable<string> Databases(string root)
    {
        IEnumerable<string> found = File.Exists(root) ? [root] : LogFiles.In(root, "opencode*.db");
        return found.Where(path => Path.GetFileName(path) != KiloDatabase);
    }
}
