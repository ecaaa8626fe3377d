using System.Text;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Mux;

/// <summary>Where Mux, which is also called Xum, keeps the logs of its workspaces.</summary>
internal static class MuxLocations
{
    private const string Sessions = "sessions";
    private const string Transcripts = "subagent-transcripts";
    private const string Headless = "headless-usage.jsonl";
    private const string Sum = "session-usage.json";

    private static readonly string[] Homes = [".xum", ".mux", ".cmux"];
    private static readonly string[] Chats = ["chat.jsonl", "chat-archive.jsonl"];
    private static readonly string[] Logs = [.. Chats, Headless, Sum];

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        if ((configured ?? environment.AgentVariable("XUM_ROOT") ?? environment.AgentVariable("MUX_ROOT")) is not { } named)
            return [.. Homes.Select(folder => environment.InHome(folder, Sessions))];
        string root = Path.TrimEndingDirectorySeparator(environment.Expand(named));
        return [Path.GetFileName(root) == Sessions ? root : Path.Combine(root, Sessions)];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
        LogFiles.Roots(roots).SelectMany(root => LogFiles.Below(root, "", path => Logs.Contains(Path.GetFileName(path))));

    public static bool IsHeadless(string path) => Path.GetFileName(path) == Headless;

    public static bool IsSum(string path) => Path.GetFileName(path) == Sum;

    /// <summary>True if the log of a sub-agent was kept in the folder of the workspace that it worked for.</summary>
    public static bool HasTranscript(string sum, string task) =>
        Path.GetFileName(task) == task && Directory.Exists(Path.Combine(Path.GetDirectoryName(sum) ?? "", Transcripts, task));

    /// <summary>When the first message came that a workspace still has; null if it has none.</summary>
    public static long? FirstMs(string sum)
    {
        string folder = Path.GetDirectoryName(sum) ?? "";
        return Chats.Select(chat => FirstMsOf(Path.Combine(folder, chat))).Min();
    }

    private static long? FirstMsOf(string chat)
    {
        try
        {
            if (!File.Exists(chat) || RegularFile.ReadLines(chat).FirstOrDefault() is not { } line)
                return null;
            using JsonDocument document = JsonFields.Parse(Encoding.UTF8.GetBytes(line));
            return document.RootElement.Get("metadata"u8).Time("timestamp"u8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            return null; // it is being written
        }
    }

    /// <summary>The workspace of a log, and the task if it is a sub-agent's.</summary>
    public static (string Workspace, string? Task) PlaceOf(string path)
    {
        string folder = Path.GetDirectoryName(path) ?? "",
            above = Path.GetDirectoryName(folder) ?? "";
        return Path.GetFileName(above) == Transcripts ? (NameOf(Path.GetDirectoryName(above)), NameOf(folder)) : (NameOf(folder), null);
    }

    /// <summary>
    /// The folder of a workspace's project and when the workspace was made, by the configuration beside the logs; null if that does not
    /// have it.
    /// </summary>
    public static (string? Folder, long? CreatedMs) About(string path, string workspace)
    {
        string? root = Path.GetDirectoryName(path);
        while (root is not null && Path.GetFileName(root) != Sessions)
            root = Path.GetDirectoryName(root);
        try
        {
            if (root is null || Path.Combine(Path.GetDirectoryName(root) ?? "", "config.json") is not { } config || !File.Exists(config))
                return default;
            using JsonDocument document = JsonFields.ParseFile(config);
            foreach (JsonElement project in document.RootElement.Get("projects"u8).Items())
            {
                JsonElement[] pair = [.. project.Items()];
                if (pair.Length != 2)
                    continue;
                foreach (JsonElement known in pair[1].Get("workspaces"u8).Items().Where(known => known.Is("id"u8, workspace)))
                    return (NameTable.Clean(pair[0].Text()), known.Time("createdAt"u8));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            return default; // the records do not depend on the project
        }

        return default;
    }

    private static string NameOf(string? folder) => NameTable.Clean(Path.GetFileName(folder)) ?? "workspace";
}
