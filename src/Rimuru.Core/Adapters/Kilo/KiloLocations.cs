using Rimuru.Core.Adapters.OpenCode;
using Rimuru.Core.Config;
using Rimuru.Core.Ingest;

namespace Rimuru.Core.Adapters.Kilo;

/// <summary>Where Kilo keeps its database: in the same place on every operating system.</summary>
internal static class KiloLocations
{
    private const string Database = "kilo.db";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured) => configured is null
        ? [OpenCodeLocations.DataFolder(environment, "kilo")]
        : [.. configured.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(environment.Expand).Distinct()];

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string root in roots)
        {
            string path = Path.GetFileName(root) == Database ? root : Path.Combine(root, Database);
            if (seen.Add(LogFiles.Canonical(path)) && ForeignSqlite.Describe(path) is { } database) yield return database;
        }
    }
}
