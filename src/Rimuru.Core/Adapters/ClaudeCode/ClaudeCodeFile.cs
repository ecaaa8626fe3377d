using System.Text.Json;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.ClaudeCode;

/// <summary>
/// What the path of a transcript says about it: <c>&lt;slug&gt;/&lt;session&gt;.jsonl</c>, <c>&lt;slug&gt;/&lt;session&gt;/chat.jsonl</c>,
/// <c>&lt;session&gt;/subagents/**/agent-&lt;id&gt;.jsonl</c>, <c>&lt;slug&gt;/agent-&lt;id&gt;.jsonl</c>, or
/// <c>&lt;session&gt;/before-cleanup/&lt;time&gt;-&lt;id&gt;.jsonl.replaced</c> as it was before its first part was removed.
/// </summary>
internal sealed record ClaudeCodeFile(string SessionId, string? AgentId, string? SubAgentName)
{
    private const string AgentPrefix = "agent-";
    private const string SubAgents = "subagents";

    /// <summary>The ending of a transcript that the agent replaced by a shorter one.</summary>
    public const string Replaced = ".jsonl.replaced";

    private const string BeforeCleanup = "before-cleanup";

    public static ClaudeCodeFile Of(string path)
    {
        string stem = Path.GetFileNameWithoutExtension(path);
        string? agentId = stem.StartsWith(AgentPrefix, StringComparison.Ordinal) ? stem[AgentPrefix.Length..] : null;
        string[] folders = (Path.GetDirectoryName(path) ?? "").Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        return new ClaudeCodeFile(SessionOf(stem, folders), agentId, agentId is null ? null : NameOf(path, agentId));
    }

    private static string SessionOf(string stem, string[] folders)
    {
        if (folders.Length > 1 && folders[^1] == BeforeCleanup)
            return folders[^2];
        int at = Array.LastIndexOf(folders, SubAgents);
        if (at > 0)
            return folders[at - 1];
        return stem == "chat" && folders.Length > 0 ? folders[^1] : stem;
    }

    /// <summary>The type of the sub-agent from the file beside the transcript; null for a side question.</summary>
    private static string? NameOf(string path, string agentId)
    {
        if (agentId.StartsWith("aside_question", StringComparison.Ordinal))
            return "aside_question";
        string about = Path.ChangeExtension(path, ".meta.json");
        try
        {
            if (!File.Exists(about))
                return null;
            using JsonDocument document = JsonDocument.Parse(RegularFile.ReadAllBytes(about, RegularFile.SmallDocument));
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("agentType", out JsonElement type)
                && type.ValueKind == JsonValueKind.String
                ? NameTable.Clean(type.GetString())
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            return null; // the records do not depend on the name
        }
    }
}
