using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.ClaudeCode;

/// <summary>Where Claude Code keeps its transcripts.</summary>
internal static class ClaudeCodeLocations
{
    public const string Projects = "projects";

    /// <summary>Claude Desktop runs Claude Code in its own folders; each has a <c>.claude/projects</c> somewhere below.</summary>
    private static readonly string[] DesktopSessions = ["local-agent-mode-sessions", "claude-code-sessions"];

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        List<string> roots = [];
        string? list = configured ?? environment.AgentVariable("CLAUDE_CONFIG_DIR");
        if (list is not null)
        {
            foreach (string item in list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                Add(roots, ProjectsOf(environment.Expand(item)));
            return roots;
        }

        string config = environment.AgentVariable("XDG_CONFIG_HOME") ?? environment.InHome(".config");
        Add(roots, Path.Combine(config, "claude", Projects));
        Add(roots, environment.InHome(".claude", Projects));
        Add(roots, environment.InHome("Library", "Developer", "Xcode", "CodingAssistant", "ClaudeAgentConfig", Projects));
        foreach (string data in DesktopData(environment, config))
        {
            foreach (string sessions in DesktopSessions)
                Add(roots, Path.Combine(data, sessions));
        }

        return roots;
    }

    /// <summary>Where Claude Desktop keeps its data on each operating system.</summary>
    private static IEnumerable<string> DesktopData(HostEnvironment environment, string config)
    {
        string roaming = environment.AgentVariable("APPDATA") ?? environment.InHome("AppData", "Roaming");
        string packages = Path.Combine(environment.AgentVariable("LOCALAPPDATA") ?? environment.InHome("AppData", "Local"), "Packages");
        IEnumerable<string> packaged = LogFiles
            .FoldersIn(packages)
            .Where(package =>
                Path.GetFileName(package) is { } name
                && (name.StartsWith("Claude_", StringComparison.Ordinal) || name.Contains(".Claude_", StringComparison.Ordinal))
            )
            .Select(package => Path.Combine(package, "LocalCache", "Roaming"));
        return new[] { config, environment.InHome("Library", "Application Support"), roaming }.Concat(packaged).SelectMany(Profiles);
    }

    /// <summary>The app's own folder, and those of its other profiles beside it.</summary>
    private static IEnumerable<string> Profiles(string folder)
    {
        const string Own = "Claude";
        string[] known = [Path.Combine(folder, Own), Path.Combine(folder, Own + "-3p")];
        return known.Concat(
            LogFiles
                .FoldersIn(folder)
                .Where(profile =>
                    Path.GetFileName(profile) is { } name
                    && (name.StartsWith(Own + "-", StringComparison.Ordinal) || name.StartsWith(Own + " ", StringComparison.Ordinal))
                    && !known.Contains(profile)
                )
        );
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        foreach (string root in LogFiles.Roots(roots))
        {
            bool isDesktop = DesktopSessions.Contains(Path.GetFileName(root));
            foreach (LogFile file in LogFiles.Below(root, ".jsonl", isDesktop ? IsTranscript : null))
                yield return file;
        }
    }

    private static bool IsTranscript(string path) =>
        path.Contains(
            $"{Path.DirectorySeparatorChar}.claude{Path.DirectorySeparatorChar}{Projects}{Path.DirectorySeparatorChar}",
            StringComparison.Ordinal
        );

    /// <summary>A configured path may be the configuration folder or its <c>projects</c> folder.</summary>
    private static string ProjectsOf(string folder)
    {
        string trimmed = Path.TrimEndingDirectorySeparator(folder);
        return Path.GetFileName(trimmed) == Projects ? trimmed : Path.Combine(trimmed, Projects);
    }

    private static void Add(List<string> roots, string path)
    {
        if (!roots.Contains(path))
            roots.Add(path);
    }
}
