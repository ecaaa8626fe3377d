using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.ClaudeCode;

/// <summary>Where Claude Code keeps its transcripts.</summary>
internal static class ClaudeCodeLocations
{
    public const string Projects = "projects";

    /// <summary>Claude Desktop runs Claude Code in its own folders; each has a <c>.claude/projects</c> somewhere below.</summary>
    private static readonly string[] DesktopSessions = ["local-agent-mode-sessions", "claude-code-sessions"];

    /// <summary>The variable moves the folders of the command only: Xcode and the desktop app have their own beside them.</summary>
    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        if (configured is not null)
            return [.. Listed(environment, configured).Distinct()];
        string config = environment.ConfigHome;
        IEnumerable<string> own = environment.AgentVariable("CLAUDE_CONFIG_DIR") is { } list
            ? Listed(environment, list)
            : [Path.Combine(config, "claude", Projects), environment.InHome(".claude", Projects)];
        return
        [
            .. own.Append(environment.InHome("Library", "Developer", "Xcode", "CodingAssistant", "ClaudeAgentConfig", Projects))
                .Concat(DesktopData(environment, config).SelectMany(data => DesktopSessions.Select(folder => Path.Combine(data, folder))))
                .Distinct(),
        ];
    }

    private static IEnumerable<string> Listed(HostEnvironment environment, string list) =>
        list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(item => ProjectsOf(environment.Expand(item)));

    /// <summary>Where Claude Desktop keeps its data on each operating system.</summary>
    private static IEnumerable<string> DesktopData(HostEnvironment environment, string config)
    {
        string roaming = environment.RoamingData;
        string packages = Path.Combine(environment.LocalData, "Packages");
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
            // Inside a session of the desktop app the variable names a folder below that of the app.
            string[] within = isDesktop ? [.. roots.Where(other => FinalPath.IsBelow(other, root))] : [];
            bool IsOwn(string path) => IsTranscript(path) && !Array.Exists(within, other => FinalPath.IsBelow(path, other));
            foreach (LogFile file in LogFiles.Below(root, [".jsonl", ClaudeCodeFile.Replaced], isDesktop ? IsOwn : null))
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
}
