using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Cursor;

/// <summary>Where Cursor keeps its conversations: in the <c>User</c> folder of the editor.</summary>
internal static class CursorLocations
{
    public const string Database = "state.vscdb";
    private const string Global = "globalStorage";
    private const string Chats = "chats";
    private static readonly string[] Channels = ["Cursor", "Cursor Nightly"];

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        if (configured is not null)
        {
            return
            [
                .. configured
                    .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Select(environment.Expand)
                    .Select(folder => Directory.Exists(Path.Combine(folder, "User", Global)) ? Path.Combine(folder, "User") : folder)
                    .Distinct(),
            ];
        }

        string[] settings = [environment.ConfigHome, environment.InHome("Library", "Application Support"), environment.RoamingData];
        return
        [
            .. settings.SelectMany(folder => Channels.Select(channel => Path.Combine(folder, channel, "User"))),
            environment.InHome(".cursor-server", "data", "User"),
            environment.InHome(".cursor", Chats),
        ];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string root in roots)
        {
            string path = Path.Combine(root, Global, Database);
            if (seen.Add(FinalPath.Of(path)) && ForeignSqlite.Describe(path) is { } database)
                yield return database;
            if (Path.GetFileName(Path.TrimEndingDirectorySeparator(root)) != Chats)
                continue;
            foreach (LogFile chat in LogFiles.Below(root, ".db", IsChat))
            {
                if (!seen.Add(FinalPath.Of(chat.Path)))
                    continue;
                yield return chat.IsRefused ? chat : ForeignSqlite.Describe(chat.Path) ?? chat;
            }
        }
    }

    /// <summary>
    /// True for the store of a session of Cursor's command: <c>chats/&lt;hash of the folder&gt;/&lt;session&gt;/store.db</c>.
    /// </summary>
    public static bool IsChat(string path) => Path.GetFileName(path) == "store.db";

    /// <summary>The folders of the editor's windows, beside the global database.</summary>
    public static IEnumerable<string> Workspaces(string database)
    {
        string? user = Path.GetDirectoryName(Path.GetDirectoryName(database));
        return LogFiles.FoldersIn(Path.Combine(user ?? "", "workspaceStorage"));
    }
}
