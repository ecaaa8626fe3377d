using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.ZCode;

/// <summary>Where ZCode keeps its database.</summary>
internal static class ZCodeLocations
{
    private const string Database = "db.sqlite";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        if (configured is not null)
        {
            string path = Path.TrimEndingDirectorySeparator(environment.Expand(configured));
            return [Path.GetFileName(path) == Database ? path : Path.Combine(path, Database)];
        }

        // What was recorded before a variable was set stays in the usual place.
        List<string> files = [.. Named(environment, "ZCODE_SESSION_DB_PATH", "ZCODE_SESSION_DB")];
        files.AddRange(Named(environment, "ZCODE_STORAGE_DIR", "ZCODE_HOME").Select(In));
        files.AddRange(Named(environment, "ZCODE_DATA_BASE_DIR").Append(environment.Home).Select(data => In(Path.Combine(data, ".zcode"))));
        return [.. files.Distinct(StringComparer.Ordinal)];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
        roots.DistinctBy(FinalPath.Of, StringComparer.Ordinal).Select(ForeignSqlite.Describe).OfType<LogFile>();

    private static IEnumerable<string> Named(HostEnvironment environment, params string[] variables) =>
        variables.Select(environment.AgentVariable).OfType<string>().Select(environment.Expand);

    private static string In(string storage) => Path.Combine(storage, "cli", "db", Database);
}
