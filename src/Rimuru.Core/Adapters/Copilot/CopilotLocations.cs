using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Copilot;

/// <summary>Where Copilot CLI keeps its sessions, its database and its traces.</summary>
internal static class CopilotLocations
{
    public const string Sessions = "session-state";
    private const string OldSessions = "history-session-state";
    private const string Store = "session-store.db";
    private const string Otel = "otel";
    public const string Events = "events.jsonl";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        string home = (configured ?? environment.AgentVariable("COPILOT_HOME")) is { } named
            ? environment.Expand(named)
            : environment.InHome(".copilot");
        List<string> roots = [Path.GetFullPath(home)];
        if (
            environment.AgentVariable("COPILOT_OTEL_FILE_EXPORTER_PATH") is { } exporter
            && Path.GetDirectoryName(Path.GetFullPath(environment.Expand(exporter))) is { } folder
            && !roots.Contains(folder)
        )
            roots.Add(folder);
        return roots;
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        foreach (string root in LogFiles.Roots(roots))
        {
            string store = Path.Combine(root, Store);
            bool isHome =
                File.Exists(store)
                || Directory.Exists(Path.Combine(root, Sessions))
                || Directory.Exists(Path.Combine(root, OldSessions))
                || Directory.Exists(Path.Combine(root, Otel));
            if (ForeignSqlite.Describe(store) is { } database)
                yield return database;
            foreach (string folder in new[] { Sessions, OldSessions })
            {
                string below = Path.Combine(root, folder);
                foreach (LogFile file in LogFiles.Below(below, ".jsonl", path => IsEvents(path, below)))
                    yield return file;
            }

            foreach (LogFile file in LogFiles.Below(Path.Combine(root, Otel), ".jsonl"))
                yield return file;
            if (isHome)
                continue;

            // The user chose the folder of an exporter's file: it may also contain files of other programs.
            foreach (FileInfo file in new DirectoryInfo(root).EnumerateFiles("*.jsonl"))
            {
                if (IsTrace(file.FullName))
                    yield return new LogFile(file.FullName, file.Length, file.LastWriteTimeUtc.Ticks);
            }
        }
    }

    /// <summary>The events of one session; null if it has none.</summary>
    public static LogFile? EventsOf(IReadOnlyList<string> roots, string? sessionId)
    {
        if (sessionId is null || !RegularFile.IsName(sessionId))
            return null;
        foreach (string root in roots)
        {
            FileInfo file = new(Path.Combine(root, Sessions, sessionId, Events));
            if (file.Exists)
                return new LogFile(file.FullName, file.Length, file.LastWriteTimeUtc.Ticks);
        }

        return null;
    }

    public static byte KindOf(string path)
    {
        if (Path.GetFileName(path) == Store)
            return CopilotSource.Store;
        string[] parts = path.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        return Array.Exists(parts, part => part is Sessions or OldSessions) ? CopilotSource.Events : CopilotSource.Otel;
    }

    /// <summary>True for <c>&lt;id&gt;/events.jsonl</c>, or <c>&lt;id&gt;.jsonl</c> directly in the folder.</summary>
    private static bool IsEvents(string path, string folder) => Path.GetFileName(path) == Events || Path.GetDirectoryName(path) == folder;

    private static bool IsTrace(string path)
    {
        try
        {
            return RegularFile.ReadHead(path, 64 * 1024).AsSpan().IndexOf("gen_ai."u8) >= 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // nothing shows that this file is Copilot's
        }
    }
}
