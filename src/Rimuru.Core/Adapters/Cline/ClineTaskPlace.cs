using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Cline;

/// <summary>
/// Finds the folder that a task worked in: from its history item, else from the extension's list of tasks, else from the description of the
/// machine in its first prompt.
/// </summary>
internal static partial class ClineTaskPlace
{
    private const string HistoryItem = "history_item.json";

    /// <summary>The files from which the folder may come, and which may be written after the task.</summary>
    public static string FileOf(string taskPath) => Path.Combine(Path.GetDirectoryName(taskPath)!, HistoryItem);

    public static bool Is(string path) => Path.GetFileName(path) == HistoryItem;

    /// <param name="taskPath">The task's messages.</param>
    /// <param name="messages">The parsed messages.</param>
    /// <param name="names">The reader's names.</param>
    public static string? FolderOf(string taskPath, JsonElement messages, NameTable names) =>
        OfItem(FileOf(taskPath), names) ?? OfList(taskPath, names) ?? OfPrompt(messages, names);

    /// <summary>The folder in the machine description of a prompt.</summary>
    public static string? FolderIn(string prompt, NameTable names) =>
        Described().Match(prompt) is { Success: true } found ? names.Get(Encoding.UTF8.GetBytes(found.Groups["folder"].Value)) : null;

    private static string? OfItem(string path, NameTable names)
    {
        try
        {
            if (!File.Exists(path))
                return null;
            using JsonDocument item = JsonFields.ParseFile(path);
            return Folder(item.RootElement, names);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            return null; // the tokens do not depend on it
        }
    }

    private static string? OfList(string taskPath, NameTable names)
    {
        string? task = Path.GetDirectoryName(taskPath),
            storage = Path.GetDirectoryName(Path.GetDirectoryName(task));
        if (storage is null)
            return null;
        string path = Path.Combine(storage, "state", "taskHistory.json");
        try
        {
            if (!File.Exists(path))
                return null;
            using JsonDocument list = JsonFields.ParseFile(path, JsonValueKind.Array);
            string id = Path.GetFileName(task)!;
            return list.RootElement.Items().Where(item => item.Is("id"u8, id)).Select(item => Folder(item, names)).FirstOrDefault();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            return null;
        }
    }

    private static string? OfPrompt(JsonElement messages, NameTable names) =>
        messages
            .Items()
            .Where(message => message.Is("say"u8, "api_req_started"))
            .Select(message => message.Get("text"u8).Text())
            .OfType<string>()
            .Take(1)
            .Select(text => FolderIn(text.Replace("\\\\", "\\", StringComparison.Ordinal), names))
            .FirstOrDefault();

    private static string? Folder(JsonElement item, NameTable names) =>
        item.Text("workspace"u8, names) ?? item.Text("cwdOnTaskInitialization"u8, names);

    [GeneratedRegex(@"# Current (?:Workspace|Working) Directory \((?<folder>[^()\n]{1,1000})\) Files", RegexOptions.CultureInvariant)]
    private static partial Regex Described();
}
