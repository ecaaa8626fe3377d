using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.ZCode;

/// <summary>Where ZCode keeps its database.</summary>
internal static class ZCodeLocations
{
    private const string Database = "db.sqlite";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        string path = configured is null
            ? environment.InHome(".zcode", "cli", "db")
            : Path.TrimEndingDirectorySeparator(environment.Expand(configured));
        return [Path.GetFileName(path) == Database ? path : Path.Combine(path, Database)];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => roots.Select(ForeignSqlite.Describe).OfType<LogFile>();
}
