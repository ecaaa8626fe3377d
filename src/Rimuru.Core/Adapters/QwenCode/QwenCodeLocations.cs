using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.QwenCode;

/// <summary>Where Qwen Code keeps its chats.</summary>
internal static class QwenCodeLocations
{
    private const string Projects = "projects";
    private const string Chats = "chats";
    private const string SubAgents = "subagents";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        string? list = configured ?? environment.AgentVariable("QWEN_DATA_DIR");
        string[] homes = list is null
            ? [environment.InHome(".qwen")]
            : [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(environment.Expand)];
        return [.. homes.Select(home => Path.GetFileName(Path.TrimEndingDirectorySeparator(home)) == Projects ? home : Path.Combine(home, Projects)).Distinct()];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        foreach (string root in LogFiles.Roots(roots))
        {
            foreach (LogFile file in LogFiles.Below(root, ".jsonl", path => IsChat(path) || IsSubAgent(path))) yield return file;
        }
    }

    /// <summary><c>subagents/&lt;session&gt;/agent-&lt;id&gt;.jsonl</c>.</summary>
    public static bool IsSubAgent(string path) => Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(path))) == SubAgents;

    /// <summary>The model of a sub-agent: the lines of its log do not name it, the file beside it does.</summary>
    public static string? ModelOf(string path)
    {
        string about = Path.ChangeExtension(path, ".meta.json");
        try
        {
            if (!File.Exists(about)) return null;
            using JsonDocument document = JsonFields.ParseFile(about);
            return document.RootElement.Text("model"u8, new NameTable());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null; // without it the model is unknown, which is no reason to lose the request
        }
    }

    private static bool IsChat(string path) => Path.GetFileName(Path.GetDirectoryName(path)) == Chats;
}
