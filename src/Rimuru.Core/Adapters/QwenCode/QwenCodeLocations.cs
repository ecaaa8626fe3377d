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

    private const string Archive = "archive";
    private const string Usage = "usage";
    private const string History = "usage_record.jsonl";
    private const string RequestLog = "token-usage-";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        QwenCodeEnvironment own = QwenCodeEnvironment.Of(environment);
        string? list = configured ?? environment.AgentVariable("QWEN_DATA_DIR");
        List<string> homes = list is null
            ? [own.Home]
            : [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(environment.Expand)];
        if (configured is null)
        {
            if (own.RuntimeDir is { } runtime)
                homes.Add(runtime);
            if (OutputDir(Path.Combine(own.Home, "settings.json")) is { } output)
                homes.Add(environment.Expand(output));
        }

        return [.. homes.SelectMany(Places).Distinct()];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        foreach (string root in roots)
        {
            if (IsHistory(root) && File.Exists(root))
                yield return Describe(root);
            else if (Path.GetFileName(root) != Usage)
                continue;
            foreach (string log in LogFiles.In(root, RequestLog + "*.jsonl"))
                yield return Describe(log);
        }

        foreach (string root in LogFiles.Roots(roots.Where(root => Path.GetFileName(root) != Usage && !IsHistory(root))))
        {
            foreach (LogFile file in LogFiles.Below(root, ".jsonl", path => IsChat(path) || IsSubAgent(path)))
                yield return file;
        }
    }

    /// <summary>The chats by project, and the files beside them that stay when the chats are deleted.</summary>
    private static IEnumerable<string> Places(string named)
    {
        named = Path.TrimEndingDirectorySeparator(named);
        string home = Path.GetFileName(named) == Projects ? Path.GetDirectoryName(named) ?? named : named;
        return [Path.Combine(home, Projects), Path.Combine(home, Usage), Path.Combine(home, History)];
    }

    private static LogFile Describe(string path)
    {
        FileInfo file = new(path);
        return new LogFile(path, file.Length, file.LastWriteTimeUtc.Ticks);
    }

    /// <summary>True for the sums of sessions, which stay when their chats are deleted.</summary>
    public static bool IsHistory(string path) => Path.GetFileName(path) == History;

    /// <summary>True for a monthly log of requests, which has no messages.</summary>
    public static bool IsRequestLog(string path) => Path.GetFileName(path).StartsWith(RequestLog, StringComparison.Ordinal);

    private static string? OutputDir(string settings)
    {
        try
        {
            if (!File.Exists(settings))
                return null;
            using JsonDocument document = JsonFields.ParseFile(settings);
            return document.RootElement.Get("advanced"u8).Get("runtimeOutputDir"u8).Text() is { Length: > 0 } folder ? folder : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            return null; // the usual place is still searched
        }
    }

    /// <summary>True for <c>subagents/&lt;session&gt;/agent-&lt;id&gt;.jsonl</c>.</summary>
    public static bool IsSubAgent(string path) => Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(path))) == SubAgents;

    /// <summary>The model of a sub-agent, from the file beside its log: the log does not have it.</summary>
    public static string? ModelOf(string path)
    {
        string about = Path.ChangeExtension(path, ".meta.json");
        try
        {
            if (!File.Exists(about))
                return null;
            using JsonDocument document = JsonFields.ParseFile(about);
            return document.RootElement.Text("model"u8, new NameTable());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null; // the request counts even without a model
        }
    }

    /// <summary>True for a chat; an archived one is a folder deeper.</summary>
    private static bool IsChat(string path)
    {
        string? folder = Path.GetDirectoryName(path);
        return Path.GetFileName(folder) == Chats
            || (Path.GetFileName(folder) == Archive && Path.GetFileName(Path.GetDirectoryName(folder)) == Chats);
    }
}
