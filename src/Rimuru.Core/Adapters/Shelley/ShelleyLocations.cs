using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Shelley;

/// <summary>Where Shelley keeps its database.</summary>
internal static class ShelleyLocations
{
    private const string Database = "shelley.db";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        string path = configured is null
            ? environment.InHome(".config", "shelley")
            : Path.TrimEndingDirectorySeparator(environment.Expand(configured));
        return [Path.GetFileName(path) == Database ? path : Path.Combine(path, Database)];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => roots.Select(ForeignSqlite.Describe).OfType<LogFile>();
}
