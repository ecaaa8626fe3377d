using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.MistralVibe;

/// <summary>Where Mistral Vibe keeps its sessions: a folder each, with the sessions of its sub-agents in it.</summary>
internal static class MistralVibeLocations
{
    private const string About = "meta.json";
    private const string Messages = "messages.jsonl";
    private const string SubAgents = "agents";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        string home = (configured ?? environment.AgentVariable("VIBE_HOME")) is { } named
                ? environment.Expand(named)
                : environment.InHome(".vibe"),
            usual = Path.Combine(home, "logs", "session"),
            settings = Path.Combine(home, "config.toml");
        if (configured is not null || !File.Exists(settings) || TomlText.In(settings, "session_logging.save_dir") is not { } moved)
            return [usual];

        // Earlier sessions stay where they were. A relative folder depends on where Vibe was started.
        string folder = Path.TrimEndingDirectorySeparator(environment.Expand(moved));
        if (!Path.IsPathFullyQualified(folder) || folder == usual || FinalPath.IsBelow(folder, usual))
            return [usual];
        return FinalPath.IsBelow(usual, folder) ? [folder] : [usual, folder];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        foreach (string root in LogFiles.Roots(roots))
        {
            foreach (LogFile file in LogFiles.Below(root, About, path => Path.GetFileName(path) == About))
                yield return With(With(file, Beside(file.Path, Messages)), ParentOf(file.Path));
        }
    }

    /// <summary>The file of the session that started a sub-agent; null if the file is not of a sub-agent.</summary>
    public static string? ParentOf(string about)
    {
        string? agents = Path.GetDirectoryName(Path.GetDirectoryName(about));
        return agents is not null && Path.GetFileName(agents) == SubAgents && Path.GetDirectoryName(agents) is { } session
            ? Path.Combine(session, About)
            : null;
    }

    /// <summary>The name of a sub-agent, which its folder begins with.</summary>
    public static string? SubAgentOf(string about)
    {
        string folder = Path.GetFileName(Path.GetDirectoryName(about)) ?? "";
        return ParentOf(about) is null ? null : NameTable.Clean(folder.Split('_')[0]) ?? "sub-agent";
    }

    /// <summary>The id of the session in a file; null if there is no such file.</summary>
    public static string? SessionIn(string about, NameTable names)
    {
        try
        {
            if (!File.Exists(about))
                return null;
            using JsonDocument document = JsonFields.ParseFile(about);
            return document.RootElement.Text("session_id"u8, names);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            return null; // it is read as a file of its own, with a warning
        }
    }

    /// <summary>How many answers the messages beside a session's file have; null if they cannot be read.</summary>
    public static long? Answers(string about)
    {
        try
        {
            string path = Beside(about, Messages);
            return File.Exists(path) ? MistralVibeMessages.Answers(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // the counters decide
        }
    }

    private static string Beside(string about, string name) => Path.Combine(Path.GetDirectoryName(about)!, name);

    private static LogFile With(LogFile file, string? path) =>
        path is not null && new FileInfo(path) is { Exists: true } other
            ? file.With(new LogFile(path, other.Length, other.LastWriteTimeUtc.Ticks))
            : file;
}
