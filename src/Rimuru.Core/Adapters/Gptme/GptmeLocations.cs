using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Gptme;

/// <summary>Where gptme keeps its conversations: a folder each, with the branches in it.</summary>
internal static class GptmeLocations
{
    private const string Log = "conversation.jsonl";
    private const string Branches = "branches";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        if ((configured ?? environment.AgentVariable("GPTME_LOGS_HOME")) is { } named)
            return [Path.TrimEndingDirectorySeparator(environment.Expand(named))];
        if (environment.AgentVariable("XDG_DATA_HOME") is { } data)
            return [Path.Combine(data, "gptme", "logs")];
        string local = environment.LocalData;
        return
        [
            environment.InHome(".local", "share", "gptme", "logs"),
            environment.InHome("Library", "Application Support", "gptme", "logs"),
            Path.Combine(local, "gptme", "gptme", "logs"),
        ];
    }

    /// <summary>Only these files: the folder of a conversation also has a link to the user's own folder.</summary>
    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        foreach (string folder in LogFiles.Roots(roots).SelectMany(LogFiles.FoldersIn))
        {
            foreach (string path in LogFiles.In(folder, Log).Concat(LogFiles.In(Path.Combine(folder, Branches), "*.jsonl")))
            {
                FileInfo file = new(path);
                yield return new LogFile(path, file.Length, file.LastWriteTimeUtc.Ticks);
            }
        }
    }

    /// <summary>The folder of the conversation that a log belongs to.</summary>
    public static string ConversationOf(string path)
    {
        string folder = Path.GetDirectoryName(path) ?? "";
        return Path.GetFileName(folder) == Branches ? Path.GetDirectoryName(folder) ?? "" : folder;
    }

    /// <summary>The folder that a conversation works in; null if it has no link to one.</summary>
    public static string? WorkspaceOf(string conversation)
    {
        try
        {
            return NameTable.Clean(new DirectoryInfo(Path.Combine(conversation, "workspace")).LinkTarget);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // the records do not depend on the project
        }
    }
}
