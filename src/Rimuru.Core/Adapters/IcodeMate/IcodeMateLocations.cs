using Rimuru.Core.Adapters.OpenCode;
using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.IcodeMate;

/// <summary>Where iCodeMate keeps its databases, one per release channel like OpenCode, and the transcripts of its CLI.</summary>
internal static class IcodeMateLocations
{
    private const string Name = "icodemate";
    private const string Projects = "projects";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        if (configured is null)
            return [Path.Combine(environment.DataHome, Name), environment.InHome(".icodemate", "cli", Projects)];
        string named = Path.TrimEndingDirectorySeparator(environment.Expand(configured));
        return IsProjects(named) ? [named] : [named, Path.Combine(named, "cli", Projects)];
    }

    public static IEnumerable<LogFile> Databases(IReadOnlyList<string> roots)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string path in roots.Where(root => !IsProjects(root)).SelectMany(root => OpenCodeLocations.Databases(root, Name)))
        {
            if (seen.Add(FinalPath.Of(path)) && ForeignSqlite.Describe(path) is { } database)
                yield return database;
        }
    }

    public static IReadOnlyList<string> Transcripts(IReadOnlyList<string> roots) => [.. roots.Where(IsProjects)];

    public static bool IsTranscript(string path) => Path.GetExtension(path) == ".jsonl";

    private static bool IsProjects(string root) => Path.GetFileName(root) == Projects;
}
