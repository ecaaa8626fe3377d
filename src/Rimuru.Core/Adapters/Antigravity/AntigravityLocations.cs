using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Antigravity;

/// <summary>Where Antigravity's CLI and editors keep their conversations, a database each.</summary>
internal static class AntigravityLocations
{
    private const string Conversations = "conversations";

    private static readonly string[] Homes = ["antigravity-cli", "antigravity-ide", "antigravity", "antigravity-acp", "antigravity-backup"];

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        if (configured is null)
            return [.. Homes.Select(home => environment.InHome(".gemini", home, Conversations))];
        string folder = Path.TrimEndingDirectorySeparator(environment.Expand(configured));
        return [Path.GetFileName(folder) == Conversations ? folder : Path.Combine(folder, Conversations)];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        foreach (LogFile file in LogFiles.Roots(roots).SelectMany(root => LogFiles.Below(root, ".db")))
        {
            if (file.IsRefused)
                yield return file;
            else if (ForeignSqlite.Describe(file.Path) is { } database)
                yield return database;
        }
    }
}
