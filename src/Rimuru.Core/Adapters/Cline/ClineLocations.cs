using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Cline;

/// <summary>Where Cline keeps its sessions and tasks.</summary>
internal static class ClineLocations
{
    public const string MessagesEnding = ".messages.json";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        if (configured is not null)
            return Folders(environment.Expand(configured));
        List<string> roots = OwnFolders(environment);
        roots.AddRange(ClineTasks.Cline.Folders(environment));
        roots.AddRange(ClineTasks.Roo.Folders(environment));
        return roots;
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        foreach (string root in LogFiles.Roots(roots))
        {
            // Two names that are not UTF-8 may be decoded to the same text.
            Dictionary<string, LogFile> files = new(StringComparer.Ordinal);
            foreach (LogFile file in LogFiles.Below(root, ".json", IsLog))
                files[file.Path] = file;

            // A file beside it has facts that the log lacks, and may be written later.
            foreach (LogFile file in files.Values)
            {
                if (ClinePrompts.Is(file.Path) || ClineTaskPlace.Is(file.Path))
                    continue;
                yield return BesideOf(file.Path)
                    .Aggregate(file, (all, beside) => files.TryGetValue(beside, out LogFile? other) ? all.With(other) : all);
            }
        }
    }

    public static bool IsMessages(string path) => path.EndsWith(MessagesEnding, StringComparison.Ordinal);

    /// <summary>The facts in the session's own file, beside its messages.</summary>
    public static ClineAbout? AboutOf(string messagesPath) => AboutIn(Path.GetDirectoryName(messagesPath)!);

    /// <summary>The facts in the own file of the session that has a folder.</summary>
    public static ClineAbout? AboutIn(string folder)
    {
        string path = OwnFileIn(folder);
        try
        {
            if (!File.Exists(path))
                return null;
            using JsonDocument document = JsonFields.ParseFile(path);
            return ClineAbout.Of(document.RootElement, new NameTable());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null; // it is read as a file of its own, with a warning
        }
    }

    private static List<string> OwnFolders(HostEnvironment environment)
    {
        if (environment.AgentVariable("CLINE_SESSION_DATA_DIR") is { } sessions)
            return [environment.Expand(sessions)];
        if (environment.AgentVariable("CLINE_DATA_DIR") is { } data)
            return Folders(environment.Expand(data));
        return environment.AgentVariable("CLINE_DIR") is { } home
            ? Folders(Path.Combine(environment.Expand(home), "data"))
            : Folders(environment.InHome(".cline", "data"));
    }

    private static List<string> Folders(string data) => [Path.Combine(data, "sessions"), Path.Combine(data, ClineTasks.Folder)];

    private static bool IsLog(string path) =>
        ClineTasks.IsTask(path) || ClinePrompts.Is(path) || ClineTaskPlace.Is(path) || IsMessages(path) || path == AboutFile(path);

    private static IEnumerable<string> BesideOf(string path)
    {
        if (IsMessages(path))
            return [AboutFile(path)];
        return ClineTasks.IsTask(path) ? [ClinePrompts.FileOf(path), ClineTaskPlace.FileOf(path)] : [];
    }

    /// <summary>The session's own file in the same folder.</summary>
    private static string AboutFile(string path) => OwnFileIn(Path.GetDirectoryName(path)!);

    private static string OwnFileIn(string folder) => Path.Combine(folder, Path.GetFileName(folder) + ".json");
}

/// <summary>Which of a session's files a row is from.</summary>
internal static class ClineSource
{
    public const byte Messages = 1;
    public const byte Session = 2;

    /// <summary>A task of Roo Code, or of an extension that imports its tasks.</summary>
    public const byte Task = 3;
}

/// <summary>The facts of a session in its own file.</summary>
internal sealed record ClineAbout(
    string? Id,
    string? Provider,
    string? Model,
    string? WorkingDirectory,
    string? Branch,
    string? Title,
    string? Version,
    long? StartedMs,
    long? EndedMs,
    SessionEnd End
)
{
    /// <summary>When another agent's session was imported; null for a session of Cline's own.</summary>
    public long? ImportedMs { get; init; }

    /// <summary>The sessions that it was forked or restored from.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    public static ClineAbout Of(JsonElement root, NameTable names)
    {
        JsonElement about = root.Get("metadata"u8);
        return new ClineAbout(
            root.Text("session_id"u8, names),
            root.Text("provider"u8, names),
            root.Text("model"u8, names),
            root.Text("cwd"u8, names) ?? root.Text("workspace_root"u8, names),
            about.Get("git"u8).Text("branch"u8, names),
            about.Text("title"u8, names),
            about.Get("sessionHistoryOrigin"u8).Text("version"u8, names),
            root.Time("started_at"u8),
            root.Time("ended_at"u8),
            root.Text("status"u8, names) switch
            {
                "completed" => SessionEnd.Completed,
                "cancelled" or "canceled" or "aborted" => SessionEnd.Cancelled,
                "failed" or "error" => SessionEnd.Failed,
                "running" or "active" => SessionEnd.OpenTurn,
                _ => SessionEnd.Unknown,
            }
        )
        {
            ImportedMs = about.Get("importedFrom"u8).Time("importedAt"u8),
            Origins =
            [
                .. new[]
                {
                    about.Get("fork"u8).Text("forkedFromSessionId"u8, names),
                    about.Text("restoredFromSessionId"u8, names),
                }.OfType<string>(),
            ],
        };
    }
}
