using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.CopilotChat;

/// <summary>Where Visual Studio Code keeps chats, and where the chat's extension keeps its logs.</summary>
internal static class CopilotChatLocations
{
    private const string Extension = "GitHub.copilot-chat";
    private const string DebugLogs = "debug-logs";
    private const string Chats = "chatSessions";
    private const string Workspaces = "workspaceStorage";
    private const string User = "User";
    private const string Profiles = "profiles";
    private const string Global = "globalStorage";

    /// <summary>The log of a session in its folder; the other files there are of its sub-agents.</summary>
    public const string MainLog = "main.jsonl";

    private static readonly string[] Editors = ["Code", "Code - Insiders", "VSCodium"];
    private static readonly string[] Servers = [".vscode-server", ".vscode-server-insiders"];

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        if (configured is not null)
        {
            string named = Path.TrimEndingDirectorySeparator(environment.Expand(configured));
            return [RootOf(Path.GetFileName(named) == User ? named : Path.Combine(named, User))];
        }

        return [.. EditorFolders.Of(environment, Editors).Concat(EditorFolders.OfServers(environment, Servers)).Select(RootOf)];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        foreach (string user in LogFiles.Roots(roots))
        {
            if (ForeignSqlite.Describe(Path.Combine(OwnFolder(user), "agent-traces.db")) is { } traces)
                yield return traces;
            IEnumerable<string> folders = WorkspacesIn(user)
                .SelectMany(workspace =>
                    new[] { Path.Combine(workspace, Chats), Path.Combine(workspace, Extension, DebugLogs) }.Where(Directory.Exists)
                )
                .Concat(StoresOf(user));
            foreach (string folder in folders.Where(Directory.Exists))
            {
                foreach (LogFile file in LogFiles.Below(folder, ".jsonl"))
                    yield return file;
                if (Path.GetFileName(folder) != DebugLogs)
                {
                    foreach (LogFile file in LogFiles.Below(folder, ".json"))
                        yield return file;
                }
            }
        }
    }

    public static bool IsTraces(string path) => Path.GetExtension(path) == ".db";

    public static bool IsDebugLog(string path) => Path.GetFileName(FolderAbove(FolderAbove(path))) == DebugLogs;

    /// <summary>The folder of the workspace whose storage a log is in; null if it has none.</summary>
    public static string? FolderOf(string log)
    {
        for (string folder = FolderAbove(log); folder.Length > 0; folder = FolderAbove(folder))
        {
            if (Path.GetFileName(FolderAbove(folder)) == Workspaces)
                return FolderIn(folder);
        }

        // A store for all workspaces has a folder for each, of the name that its own storage has.
        string workspace = FolderAbove(log),
            store = FolderAbove(workspace);
        if (Path.GetFileName(store) != Chats || Path.GetFileName(FolderAbove(store)) != Global)
            return null;
        string owner = FolderAbove(FolderAbove(store));
        string user = Path.GetFileName(FolderAbove(owner)) == Profiles ? FolderAbove(FolderAbove(owner)) : owner;
        return FolderIn(Path.Combine(user, Workspaces, Path.GetFileName(workspace)));
    }

    private static string? FolderIn(string storage)
    {
        try
        {
            string about = Path.Combine(storage, "workspace.json");
            if (!File.Exists(about))
                return null;
            using JsonDocument document = JsonFields.ParseFile(about);
            return FileUri.PathOf(document.RootElement.Get("folder"u8).Text());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            return null; // the records do not depend on the project
        }
    }

    private static string FolderAbove(string path) => Path.GetDirectoryName(path) ?? "";

    /// <summary>Every editor has such a folder; without chats only the extension's own one in it counts.</summary>
    private static string RootOf(string user) => HasChats(user) ? user : OwnFolder(user);

    private static bool HasChats(string user) =>
        Directory.Exists(OwnFolder(user))
        || StoresOf(user).Any(Directory.Exists)
        || WorkspacesIn(user)
            .Any(workspace => Directory.Exists(Path.Combine(workspace, Chats)) || Directory.Exists(Path.Combine(workspace, Extension)));

    private static IEnumerable<string> WorkspacesIn(string user) => LogFiles.FoldersIn(Path.Combine(user, Workspaces));

    private static string OwnFolder(string user) => Path.Combine(user, Global, "github.copilot-chat");

    /// <summary>Where chats are that no workspace's own storage has, of the user and of each profile.</summary>
    private static IEnumerable<string> StoresOf(string user) =>
        LogFiles
            .FoldersIn(Path.Combine(user, Profiles))
            .Prepend(user)
            .SelectMany(owner => new[] { "emptyWindowChatSessions", Chats }.Select(name => Path.Combine(owner, Global, name)));
}
