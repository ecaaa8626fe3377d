using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>
/// Where OpenCode keeps its databases and its older storage, and Kilo its databases: in the same place on every operating system.
/// </summary>
internal static class OpenCodeLocations
{
    private const string Name = "opencode";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured) =>
        Roots(environment, configured, Name, "OPENCODE_DB");

    /// <param name="environment">The machine and its variables.</param>
    /// <param name="configured">The paths that the user set, if any.</param>
    /// <param name="name">The agent's folder.</param>
    /// <param name="variable">The variable for another database: absolute, or relative to the folder.</param>
    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured, string name, string variable)
    {
        if (configured is not null)
            return
            [
                .. configured
                    .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Select(environment.Expand)
                    .Distinct(),
            ];
        string data = Path.Combine(environment.DataHome, name);
        return WithDatabase(environment, data, variable);
    }

    /// <summary>The folder, and the database that a variable names, absolute or in the folder.</summary>
    public static IReadOnlyList<string> WithDatabase(HostEnvironment environment, string data, string variable) =>
        environment.AgentVariable(variable) is { } database and not ":memory:"
            ? [data, Path.Combine(data, environment.Expand(database))]
            : [data];

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string root in roots)
        {
            foreach (string path in Databases(root))
            {
                if (seen.Add(FinalPath.Of(path)) && ForeignSqlite.Describe(path) is { } database)
                    yield return database;
            }

            if (!seen.Add(FinalPath.Of(root)))
                continue;
            foreach (LogFile session in new OpenCodeStorage(Path.Combine(root, "storage")).Sessions())
                yield return session;
        }
    }

    /// <summary>The databases of all release channels, or the root itself if it is a database and does not have Kilo's name.</summary>
    public static IEnumerable<string> Databases(string root) => Databases(root, Name).Where(path => !IsKilos(Path.GetFileName(path)));

    public static IEnumerable<string> Databases(string root, string name) =>
        RegularFile.Exists(root) ? [root] : LogFiles.In(root, name + "*.db");

    private static bool IsKilos(string file) => file == "kilo.db" || file.StartsWith("kilo-", StringComparison.Ordinal);
}
