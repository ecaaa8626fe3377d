using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Codex;

/// <summary>Where Codex keeps its rollouts.</summary>
internal static class CodexLocations
{
    public const string PlainEnding = ".jsonl";
    public const string CompressedEnding = ".jsonl.zst";

    private const string Sessions = "sessions";
    private const string Archived = "archived_sessions";

    /// <summary>The variable moves the command's folder only: Xcode has its own beside it.</summary>
    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        IEnumerable<string> homes = (configured ?? environment.AgentVariable("CODEX_HOME")) is { } list
            ? list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(environment.Expand)
            : [environment.InHome(".codex")];
        if (configured is null)
            homes = homes.Append(environment.InHome("Library", "Developer", "Xcode", "CodingAssistant", "codex"));
        return [.. homes.SelectMany(home => new[] { Path.Combine(home, Sessions), Path.Combine(home, Archived) }).Distinct()];
    }

    /// <summary>
    /// Live rollouts, then archived ones without a live file of the same name. A plain file is preferred to its compressed copy.
    /// </summary>
    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (string root in LogFiles.Roots(roots.OrderBy(root => Path.GetFileName(root) == Archived)))
        {
            bool isArchive = Path.GetFileName(root) == Archived;
            foreach (LogFile file in LogFiles.Below(root, PlainEnding))
            {
                string name = Path.GetFileName(file.Path);
                if (isArchive && known.Contains(name))
                    continue;
                known.Add(name);
                yield return file;
            }

            foreach (LogFile file in LogFiles.Below(root, CompressedEnding))
            {
                if (known.Add(Path.GetFileNameWithoutExtension(file.Path)))
                    yield return file;
            }
        }
    }
}
