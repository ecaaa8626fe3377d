using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.GrokBuild;

/// <summary>Where Grok Build keeps its sessions: <c>sessions/&lt;folder, escaped&gt;/&lt;session&gt;/updates.jsonl</c>.</summary>
internal static class GrokBuildLocations
{
    private const string Sessions = "sessions";
    private const string Log = "updates.jsonl";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        string home = (configured ?? environment.AgentVariable("GROK_HOME")) is { } named
            ? Path.TrimEndingDirectorySeparator(environment.Expand(named))
            : environment.InHome(".grok");
        return [Path.GetFileName(home) == Sessions ? home : Path.Combine(home, Sessions)];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
        LogFiles.Roots(roots).SelectMany(root => LogFiles.Below(root, Log, path => Path.GetFileName(path) == Log));

    /// <summary>The summary beside a log; null if there is none yet.</summary>
    public static JsonDocument? SummaryOf(string log)
    {
        string path = Path.Combine(Path.GetDirectoryName(log)!, "summary.json");
        try
        {
            return File.Exists(path) ? JsonFields.ParseFile(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            return null; // it is being written; the log does not depend on it
        }
    }

    /// <summary>The folder that a session worked in, by the name of the folder that its own lies in.</summary>
    public static string? FolderOf(string log) =>
        Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(log))) is { } name
        && name.StartsWith("%2F", StringComparison.OrdinalIgnoreCase)
            ? NameTable.Clean(Uri.UnescapeDataString(name))
            : null;
}
