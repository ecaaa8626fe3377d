using Rimuru.Core.Adapters.OpenCode;
using Rimuru.Core.Config;
using Rimuru.Core.Ingest;

namespace Rimuru.Core.Adapters.Kilo;

/// <summary>Where Kilo keeps its databases, one a release channel, as OpenCode does.</summary>
internal static class KiloLocations
{
    private const string Name = "kilo";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured) => OpenCodeLocations.Roots(environment, configured, Name, "KILO_DB");

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string path in roots.SelectMany(root => OpenCodeLocations.Databases(root, Name)))
        {
            if (seen.Add(LogFiles.Canonical(path)) && ForeignSqlite.Describe(path) is { } database) yield return database;
        }
    }
}
