using Rimuru.Core.Config;
using Rimuru.Core.Ingest;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>Where Codex keeps its rollouts.</summary>
internal static class CodexLocations
{
    private const string Sessions = "sessions";
    private const string Archived = "archived_sessions";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        string? list = configured ?? environment.AgentVariable("CODEX_HOME");
        string[] homes = list is null
            ? [environment.InHome(".codex")]
            : [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(environment.Expand)];
        return [.. homes.SelectMany(home => new[] { Path.Combine(home, Sessions), Path.Combine(home, Archived) }).Distinct()];
    }

    /// <summary>Live rollouts, then archived ones that have no live twin of the same name.</summary>
    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        HashSet<string> walked = new(StringComparer.Ordinal);
        HashSet<string> live = new(StringComparer.Ordinal);
        foreach (string root in roots.OrderBy(root => Path.GetFileName(root) == Archived))
        {
            if (!Directory.Exists(root) || !walked.Add(LogFiles.Canonical(root))) continue;
            bool isArchive = Path.GetFileName(root) == Archived;
            foreach (LogFile file in LogFiles.Below(root, ".jsonl"))
            {
                string name = Path.GetFileName(file.Path);
                if (isArchive && live.Contains(name)) continue;
                if (!isArchive) live.Add(name);
                yield return file;
            }
        }
    }
}
