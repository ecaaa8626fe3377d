using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Pi;

/// <summary>Where Pi keeps its sessions.</summary>
internal static class PiLocations
{
    private const string Sessions = "sessions";

    /// <summary>Its sub-agents' copies of what is in their sessions.</summary>
    private static readonly string Copies = Path.DirectorySeparatorChar + "subagent-artifacts" + Path.DirectorySeparatorChar;

    private static readonly PiFolders Folders = new([".pi", "agent"], "PI_CODING_AGENT_DIR", ["PI_CODING_AGENT_SESSION_DIR"]);

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured) => Roots(environment, configured, Folders);

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured, PiFolders folders)
    {
        string agent = (configured ?? environment.AgentVariable(folders.AgentVariable)) is { } named
            ? environment.Expand(named)
            : environment.InHome([.. folders.InHome]);
        bool isSessions = Path.GetFileName(Path.TrimEndingDirectorySeparator(agent)) == Sessions;
        if (isSessions)
            agent = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(agent)) ?? agent;

        // Sessions from before a change of the folder stay in the old one.
        List<string> roots = [Path.Combine(agent, Sessions)];
        foreach (string variable in folders.SessionVariables)
        {
            if (configured is null && environment.AgentVariable(variable) is { } moved)
                roots.Add(environment.Expand(moved));
        }

        if (SessionDir(Path.Combine(agent, "settings.json")) is { } setting)
            roots.Add(Path.Combine(agent, environment.Expand(setting)));
        return [.. roots.Distinct()];
    }

    private static string? SessionDir(string settings)
    {
        try
        {
            if (!File.Exists(settings))
                return null;
            using JsonDocument document = JsonFields.ParseFile(settings);
            return document.RootElement.Get("sessionDir"u8).Text() is { Length: > 0 } folder ? folder : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            return null; // Pi itself continues without its settings
        }
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
        LogFiles.Roots(roots).SelectMany(root => LogFiles.Below(root, ".jsonl", path => !path.Contains(Copies, StringComparison.Ordinal)));

    /// <summary>The session's id in a path <c>&lt;time&gt;_&lt;id&gt;.jsonl</c>, of any operating system.</summary>
    public static string IdOf(string path)
    {
        string name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        if (name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase))
            name = name[..^".jsonl".Length];
        return name[(name.IndexOf('_', StringComparison.Ordinal) + 1)..];
    }
}

/// <summary>How an agent of Pi's kind names its folders.</summary>
/// <param name="InHome">Its folder below the home.</param>
/// <param name="AgentVariable">The variable that moves it.</param>
/// <param name="SessionVariables">The variables that move the sessions alone.</param>
internal sealed record PiFolders(IReadOnlyList<string> InHome, string AgentVariable, IReadOnlyList<string> SessionVariables);
