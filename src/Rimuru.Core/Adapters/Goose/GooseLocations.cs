using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Goose;

/// <summary>Where Goose keeps its database and the session files of older versions.</summary>
internal static class GooseLocations
{
    public const string Database = "sessions.db";
    private const string Sessions = "sessions";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        if (configured is not null)
            return
            [
                .. configured
                    .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Select(environment.Expand)
                    .Distinct(),
            ];

        // Goose itself ignores a relative path.
        if (environment.AgentVariable("GOOSE_PATH_ROOT") is { } root && Path.IsPathFullyQualified(root))
            return [Path.Combine(root, "data", Sessions)];
        string data = environment.DataHome;
        string roaming = environment.RoamingData;
        return
        [
            Path.Combine(data, "goose", Sessions),
            Path.Combine(data, "Block", "goose", Sessions),
            environment.InHome("Library", "Application Support", "goose", Sessions),
            environment.InHome("Library", "Application Support", "Block", "goose", Sessions),
            Path.Combine(roaming, "Block", "goose", "data", Sessions),
        ];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        HashSet<string> walked = new(StringComparer.Ordinal);
        foreach (string root in roots)
        {
            if (!walked.Add(FinalPath.Of(root)))
                continue;
            string path = Path.GetFileName(root) == Database ? root : Path.Combine(root, Database);
            if (ForeignSqlite.Describe(path) is { } database)
                yield return database;
            foreach (LogFile file in LogFiles.Below(root, ".jsonl"))
                yield return file;
        }
    }
}
