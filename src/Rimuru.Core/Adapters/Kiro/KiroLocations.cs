using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Kiro;

/// <summary>
/// Where Kiro keeps its sessions: before release 2.13 of the CLI a document each, since then, as in the editor, a folder each with a log of
/// events.
/// </summary>
internal static class KiroLocations
{
    private const string Sessions = "sessions";
    private const string Cli = "cli";
    private const string SessionFolder = "sess_";
    private const string Log = "messages.jsonl";
    private const string About = "session.json";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        string home = Path.TrimEndingDirectorySeparator(
            (configured ?? environment.AgentVariable("KIRO_HOME")) is { } named ? environment.Expand(named) : environment.InHome(".kiro")
        );
        return [Path.GetFileName(home) is Sessions or Cli ? home : Path.Combine(home, Sessions)];
    }

    /// <summary>Each log together with the file beside it, which may be written later.</summary>
    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        foreach (string root in LogFiles.Roots(roots))
        {
            List<LogFile> sessions = [];
            Dictionary<string, LogFile> beside = new(StringComparer.Ordinal);
            foreach (LogFile file in LogFiles.Below(root, "", path => IsLog(path) || IsAbout(path) || IsDocument(path)))
            {
                if (!file.IsRefused && IsAbout(file.Path))
                    beside[file.Path] = file;
                else
                    sessions.Add(file);
            }

            foreach (LogFile file in sessions)
                yield return IsLog(file.Path) && beside.TryGetValue(AboutOf(file.Path), out LogFile? about) ? file.With(about) : file;
        }
    }

    /// <summary>True for a log of events; what its sub-executions used is in the sum of their turn.</summary>
    public static bool IsLog(string path) => Path.GetFileName(path) == Log && IsInSession(path);

    /// <summary>A session as the file beside its log tells it.</summary>
    public static SessionRow SessionOf(string log, NameTable names)
    {
        string folder = Path.GetFileName(Path.GetDirectoryName(log)) ?? "";
        SessionRow session = new(new SessionRef(KiroIdentity.Agent, NameTable.Clean(folder) ?? "session"));
        try
        {
            if (!File.Exists(AboutOf(log)))
                return session;
            using JsonDocument document = JsonFields.ParseFile(AboutOf(log));
            JsonElement root = document.RootElement;
            session.WorkingDirectory = First(root.Get("workspacePaths"u8), names) ?? First(root.Get("rootPaths"u8), names);
            session.Title = root.Text("title"u8, names);
            if (root.Time("createdAt"u8) is { } created)
                session.Seen(created);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            // The credits do not depend on it.
        }

        return session;
    }

    private static bool IsAbout(string path) => Path.GetFileName(path) == About && IsInSession(path);

    /// <summary>True for a session before release 2.13; the folder of a later one also has copies of the user's files.</summary>
    private static bool IsDocument(string path) =>
        path.EndsWith(".json", StringComparison.Ordinal)
        && path.Contains($"{Path.DirectorySeparatorChar}{Cli}{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        && !path.Contains(Path.DirectorySeparatorChar + SessionFolder, StringComparison.Ordinal);

    private static bool IsInSession(string path) =>
        Path.GetFileName(Path.GetDirectoryName(path))?.StartsWith(SessionFolder, StringComparison.Ordinal) == true;

    private static string AboutOf(string log) => Path.Combine(Path.GetDirectoryName(log)!, About);

    private static string? First(JsonElement list, NameTable names) =>
        list.Items()
            .Select(item => item.Text())
            .OfType<string>()
            .Select(text => names.Get(System.Text.Encoding.UTF8.GetBytes(text)))
            .FirstOrDefault();
}
