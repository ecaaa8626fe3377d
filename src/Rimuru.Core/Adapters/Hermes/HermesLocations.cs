using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Hermes;

/// <summary>Where Hermes keeps its databases: its own, and one per profile.</summary>
internal static class HermesLocations
{
    private const string Database = "state.db";
    private const string Profiles = "profiles";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        if (configured is not null)
            return [environment.Expand(configured)];
        string suffix = environment.AgentVariable("HERMES_DATA_DIR_SUFFIX") ?? "";
        if (environment.AgentVariable("HERMES_HOME") is { } named)
        {
            string home = Path.TrimEndingDirectorySeparator(environment.Expand(named)),
                parent = Path.GetDirectoryName(home) ?? "";
            // A profile is a home of its own, and the usual one is around it.
            return Path.GetFileName(parent) == Profiles && Path.GetDirectoryName(parent) is { } usual ? [home, usual] : [home];
        }

        string local = environment.LocalData;
        return [environment.InHome(".hermes" + suffix), Path.Combine(local, "hermes" + suffix)];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string folder in roots.SelectMany(root => LogFiles.FoldersIn(Path.Combine(root, Profiles)).Prepend(root)))
        {
            string path = Path.Combine(folder, Database);
            if (seen.Add(FinalPath.Of(path)) && ForeignSqlite.Describe(path) is { } database)
                yield return database;
        }
    }
}
