using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Cursor;

/// <summary>Where Cursor keeps its conversations: in the <c>User</c> folder of the editor.</summary>
internal static class CursorLocations
{
    public const string Database = "state.vscdb";
    private const string Global = "globalStorage";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        if (configured is not null)
        {
            return
            [
                .. configured.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(environment.Expand)
                    .Select(folder => Directory.Exists(Path.Combine(folder, "User", Global)) ? Path.Combine(folder, "User") : folder).Distinct(),
            ];
        }

        return
        [
            Path.Combine(environment.AgentVariable("XDG_CONFIG_HOME") ?? environment.InHome(".config"), "Cursor", "User"),
            environment.InHome("Library", "Application Support", "Cursor", "User"),
            Path.Combine(environment.AgentVariable("APPDATA") ?? environment.InHome("AppData", "Roaming"), "Cursor", "User"),
        ];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string root in roots)
        {
            string path = Path.Combine(root, Global, Database);
            if (seen.Add(LogFiles.Canonical(path)) && ForeignSqlite.Describe(path) is { } database) yield return database;
        }
    }

    /// <summary>The folders of the editor's windows, beside the global database.</summary>
    public static IEnumerable<string> Workspaces(string database)
    {
        string? user = Path.GetDirectoryName(Path.GetDirectoryName(database));
        return LogFiles.FoldersIn(Path.Combine(user ?? "", "workspaceStorage"));
    }
}
