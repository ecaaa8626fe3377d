using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.MuseCode;

/// <summary>Where Muse Code keeps its sessions: in the same folder on every system.</summary>
internal static class MuseCodeLocations
{
    private const string Sessions = "sessions";
    private const string SubAgents = "subagent";
    private const string Log = "session.jsonl";

    /// <summary>How much of a session's log is searched for where the session works, in bytes.</summary>
    public const int Head = 64 * 1024;

    /// <summary>What its screen shows, made from the logs.</summary>
    private static readonly string Views = Path.DirectorySeparatorChar + ".msp-view-v1" + Path.DirectorySeparatorChar;

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        string home = configured is null
            ? Path.Combine(environment.DataHome, "muse")
            : Path.TrimEndingDirectorySeparator(environment.Expand(configured));
        return [Path.GetFileName(home) == Sessions ? home : Path.Combine(home, Sessions)];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
        LogFiles
            .Roots(roots)
            .SelectMany(root =>
                LogFiles.Below(root, Log, path => Path.GetFileName(path) == Log && !path.Contains(Views, StringComparison.Ordinal))
            )
            .Select(file => file.IsRefused ? file : WithHead(file, SessionOf(file.Path)));

    /// <summary>The session or sub-agent that a log is of.</summary>
    public static string? IdOf(string log) => NameTable.Clean(Path.GetFileName(Path.GetDirectoryName(log)));

    /// <summary>The log of what started a sub-agent; null for the log of a session.</summary>
    public static string? ParentOf(string log)
    {
        string? folder = Path.GetDirectoryName(Path.GetDirectoryName(log));
        return Path.GetFileName(folder) == SubAgents && Path.GetDirectoryName(folder) is { } parent ? Path.Combine(parent, Log) : null;
    }

    /// <summary>The log of the session that a sub-agent works for, which says where; null for the log of a session.</summary>
    public static string? SessionOf(string log)
    {
        string? session = null;
        for (string? parent = ParentOf(log); parent is not null; parent = ParentOf(parent))
            session = parent;
        return session;
    }

    /// <summary>A sub-agent's log, whose size also changes while the session's log has not told all that its start does.</summary>
    private static LogFile WithHead(LogFile file, string? session)
    {
        if (session is null)
            return file;
        FileInfo log = new(session);
        return log.Exists ? new LogFile(file.Path, file.Size + Math.Min(log.Length, Head), file.Modified) : file;
    }
}
