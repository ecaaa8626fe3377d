using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Config;

namespace Rimuru.Core.Adapters.Pi;

/// <summary>Where Pi keeps its sessions.</summary>
internal static class PiLocations
{
    private const string Sessions = "sessions";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        string agent = (configured ?? environment.AgentVariable("PI_CODING_AGENT_DIR")) is { } named ? environment.Expand(named) : environment.InHome(".pi", "agent");
        return [Path.GetFileName(Path.TrimEndingDirectorySeparator(agent)) == Sessions ? agent : Path.Combine(agent, Sessions)];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) => roots.Where(Directory.Exists).SelectMany(root => LogFiles.Below(root, ".jsonl"));

    /// <summary>The session's id in a path: <c>&lt;time&gt;_&lt;id&gt;.jsonl</c>, on either kind of path.</summary>
    public static string IdOf(string path)
    {
        string name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        if (name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase)) name = name[..^".jsonl".Length];
        return name[(name.IndexOf('_', StringComparison.Ordinal) + 1)..];
    }
}
