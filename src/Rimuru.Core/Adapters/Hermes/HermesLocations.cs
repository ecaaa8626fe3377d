using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Hermes;

/// <summary>Where Hermes keeps its databases: its own, and one per profile.</summary>
internal static class HermesLocations
{
    private const string Database = "state.db";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured) =>
        [(configured ?? environment.AgentVariable("HERMES_HOME")) is { } named ? environment.Expand(named) : environment.InHome(".hermes")];

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string folder in roots.SelectMany(root => LogFiles.FoldersIn(Path.Combine(root, "profiles")).Prepend(root)))
        {
            string path = Path.Combine(folder, Database);
            if (seen.Add(FinalPath.Of(path)) && ForeignSqlite.Describe(path) is { } database)
                yield return database;
        }
    }
}
