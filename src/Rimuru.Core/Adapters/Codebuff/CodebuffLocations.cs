using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Codebuff;

/// <summary>Where Codebuff keeps its chats: <c>projects/&lt;project&gt;/chats/&lt;time&gt;/chat-messages.json</c>.</summary>
internal static class CodebuffLocations
{
    private const string Projects = "projects";
    private const string Log = "chat-messages.json";
    private const string State = "run-state.json";

    private static readonly string[] Homes = ["manicode", "manicode-dev", "manicode-staging"];

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        if (configured is null)
            return [.. Homes.Select(home => environment.InHome(".config", home, Projects))];
        string named = Path.TrimEndingDirectorySeparator(environment.Expand(configured));
        return [Path.GetFileName(named) == Projects ? named : Path.Combine(named, Projects)];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
        LogFiles.Roots(roots).SelectMany(root => LogFiles.Below(root, Log, path => Path.GetFileName(path) == Log));

    /// <summary>A chat's name: the time at which it began is one only in its project.</summary>
    public static string IdOf(string path)
    {
        string? chat = Path.GetDirectoryName(path),
            project = Path.GetDirectoryName(Path.GetDirectoryName(chat));
        return NameTable.Clean($"{Path.GetFileName(project)}/{Path.GetFileName(chat)}") ?? "chat";
    }

    /// <summary>The folder that a chat worked in, by the file beside its messages; null if that does not tell.</summary>
    public static string? FolderOf(string path, NameTable names)
    {
        string state = Path.Combine(Path.GetDirectoryName(path) ?? "", State);
        try
        {
            if (!File.Exists(state))
                return null;
            using JsonDocument document = JsonFields.ParseFile(state);
            return document.RootElement.Get("sessionState"u8).Get("projectContext"u8).Text("cwd"u8, names);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            return null; // the records do not depend on the project
        }
    }
}
