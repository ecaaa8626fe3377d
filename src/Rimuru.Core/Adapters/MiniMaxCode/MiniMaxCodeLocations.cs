using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.MiniMaxCode;

/// <summary>Where MiniMax Code keeps its sessions.</summary>
internal static class MiniMaxCodeLocations
{
    private const string Sessions = "sessions";
    private const string Snapshots = "snapshots";
    private const string History = "messages.jsonl";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        string? named = configured ?? environment.AgentVariable("MINIMAX_DATA_DIR") ?? environment.AgentVariable("MAVIS_DATA_DIR");
        if (named is not null)
            return [SessionsOf(environment.Expand(named))];
        string data = environment.DataHome;
        return
        [
            SessionsOf(environment.InHome(".minimax")),
            SessionsOf(environment.InHome(".mavis")),
            SessionsOf(Path.Combine(data, "minimax")),
            .. Profiles(environment.Home, ".minimax-"),
            .. Profiles(data, "minimax-"),
        ];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
        LogFiles
            .Roots(roots)
            .SelectMany(root => LogFiles.Below(root, ".jsonl", path => Path.GetFileName(path) == History || IsSnapshot(path)));

    /// <summary>The folder of the session that a history is of.</summary>
    public static string SessionFolderOf(string log)
    {
        string folder = Path.GetDirectoryName(log) ?? "";
        return IsSnapshot(log) ? Path.GetDirectoryName(folder) ?? "" : folder;
    }

    /// <summary>The database that lists all sessions; null if the folder of a session lies elsewhere.</summary>
    public static string? DatabaseOf(string sessionFolder)
    {
        for (string? folder = sessionFolder; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.GetFileName(folder) == Sessions)
                return Path.Combine(Path.GetDirectoryName(folder) ?? "", "sqlite", "runtime-state.sqlite");
        }

        return null;
    }

    private static bool IsSnapshot(string path) => Path.GetFileName(Path.GetDirectoryName(path)) == Snapshots;

    /// <summary>A profile has a folder of its own beside the usual one.</summary>
    private static IEnumerable<string> Profiles(string folder, string start) =>
        LogFiles.FoldersIn(folder).Where(path => Path.GetFileName(path).StartsWith(start, StringComparison.Ordinal)).Select(SessionsOf);

    private static string SessionsOf(string home)
    {
        string trimmed = Path.TrimEndingDirectorySeparator(home);
        return Path.GetFileName(trimmed) == Sessions ? trimmed : Path.Combine(trimmed, "v2", Sessions);
    }
}
