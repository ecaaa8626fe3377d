using Rimuru.Core.Adapters.OpenCode;
using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.MiMoCode;

/// <summary>Where MiMo Code keeps its databases, one per release channel like OpenCode.</summary>
internal static class MiMoCodeLocations
{
    private const string Name = "mimocode";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        if (configured is not null)
            return [environment.Expand(configured)];

        // MiMo Code itself refuses a relative home.
        string usual = Path.Combine(environment.DataHome, Name),
            data = environment.AgentVariable("MIMOCODE_HOME") is { } home && Path.IsPathFullyQualified(environment.Expand(home))
                ? Path.Combine(environment.Expand(home), "data")
                : usual;
        return OpenCodeLocations.WithDatabase(environment, data, "MIMOCODE_DB");
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string path in roots.SelectMany(root => OpenCodeLocations.Databases(root, Name)))
        {
            if (seen.Add(FinalPath.Of(path)) && ForeignSqlite.Describe(path) is { } database)
                yield return database;
        }
    }
}
