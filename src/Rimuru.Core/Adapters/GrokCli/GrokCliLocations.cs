using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.GrokCli;

/// <summary>Where grok-cli keeps its database: in the folder that Grok Build uses too.</summary>
internal static class GrokCliLocations
{
    private const string Database = "grok.db";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        string path = configured is null ? environment.InHome(".grok") : Path.TrimEndingDirectorySeparator(environment.Expand(configured));
        return [Path.GetFileName(path) == Database ? path : Path.Combine(path, Database)];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => roots.Select(ForeignSqlite.Describe).OfType<LogFile>();
}
