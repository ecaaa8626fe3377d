using Rimuru.Core.Adapters.OpenCode;
using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.IcodeMate;

/// <summary>Where iCodeMate keeps its databases, one per release channel like OpenCode.</summary>
internal static class IcodeMateLocations
{
    private const string Name = "icodemate";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured) =>
        [
            configured is null
                ? Path.Combine(environment.AgentVariable("XDG_DATA_HOME") ?? environment.InHome(".local", "share"), Name)
                : environment.Expand(configured),
        ];

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
