using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Mux;

/// <summary>Where Mux, which is also called Xum, keeps the logs of its workspaces.</summary>
internal static class MuxLocations
{
    private const string Sessions = "sessions";
    private const string Transcripts = "subagent-transcripts";
    private const string Headless = "headless-usage.jsonl";

    private static readonly string[] Homes = [".xum", ".mux", ".cmux"];
    private static readonly string[] Logs = ["chat.jsonl", "chat-archive.jsonl", Headless];

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        if ((configured ?? environment.AgentVariable("XUM_ROOT") ?? environment.AgentVariable("MUX_ROOT")) is not { } named)
            return [.. Homes.Select(folder => environment.InHome(folder, Sessions))];
        string root = Path.TrimEndingDirectorySeparator(environment.Expand(named));
        return [Path.GetFileName(root) == Sessions ? root : Path.Combine(root, Sessions)];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
        LogFiles.Roots(roots).SelectMany(root => LogFiles.Below(root, ".jsonl", path => Logs.Contains(Path.GetFileName(path))));

    public static bool IsHeadless(string path) => Path.GetFileName(path) == Headless;

    /// <summary>The workspace of a log, and the task if it is a sub-agent's.</summary>
    public static (string Workspace, string? Task) PlaceOf(string path)
    {
        string folder = Path.GetDirectoryName(path) ?? "",
            above = Path.GetDirectoryName(folder) ?? "";
        return Path.GetFileName(above) == Transcripts ? (NameOf(Path.GetDirectoryName(above)), NameOf(folder)) : (NameOf(folder), null);
    }

    /// <summary>The folder of a workspace's project, by the configuration beside the logs; null if that does not have it.</summary>
    public static string? FolderOf(string path, string workspace)
    {
        string? root = Path.GetDirectoryName(path);
        while (root is not null && Path.GetFileName(root) != Sessions)
            root = Path.GetDirectoryName(root);
        try
        {
            if (root is null || Path.Combine(Path.GetDirectoryName(root) ?? "", "config.json") is not { } config || !File.Exists(config))
                return null;
            using JsonDocument document = JsonFields.ParseFile(config);
            foreach (JsonElement project in document.RootElement.Get("projects"u8).Items())
            {
                JsonElement[] pair = [.. project.Items()];
                if (pair.Length == 2 && pair[1].Get("workspaces"u8).Items().Any(known => known.Is("id"u8, workspace)))
                    return NameTable.Clean(pair[0].Text());
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            return null; // the records do not depend on the project
        }

        return null;
    }

    private static string NameOf(string? folder) => NameTable.Clean(Path.GetFileName(folder)) ?? "workspace";
}
