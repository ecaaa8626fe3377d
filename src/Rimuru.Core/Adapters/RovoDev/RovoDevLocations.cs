using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.RovoDev;

/// <summary>Where Rovo Dev keeps its sessions.</summary>
internal static class RovoDevLocations
{
    private const string Sessions = "sessions";
    private const string Log = "session_context.json";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        // The standalone CLI took the folder's sessions over into one of its own, and left them where they were.
        IEnumerable<string> homes = configured is null
            ? [environment.InHome(".rovo"), environment.InHome(".rovodev")]
            : [Path.TrimEndingDirectorySeparator(environment.Expand(configured))];
        List<string> roots = [];
        foreach (string home in homes)
        {
            roots.Add(Path.GetFileName(home) == Sessions ? home : Path.Combine(home, Sessions));
            if (PersistenceDir(Path.Combine(home, "config.yml")) is { } moved)
                roots.Add(Path.Combine(home, environment.Expand(moved)));
        }

        return [.. roots.Distinct()];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
        LogFiles.Roots(roots).SelectMany(root => LogFiles.Below(root, Log, path => Path.GetFileName(path) == Log));

    /// <summary>What a session's fork, title and folder are known by.</summary>
    public static string MetadataOf(string log) => Path.Combine(Path.GetDirectoryName(log) ?? "", "metadata.json");

    /// <summary>The setting <c>sessions.persistenceDir</c>, in block or flow style.</summary>
    private static string? PersistenceDir(string settings)
    {
        const string setting = "persistenceDir:";
        try
        {
            if (!File.Exists(settings))
                return null;
            bool isInside = false;
            foreach (string line in RegularFile.ReadLines(settings))
            {
                string text = line.Trim();
                if (line.Length > 0 && !char.IsWhiteSpace(line[0]) && line[0] != '#')
                    isInside = text.StartsWith(Sessions + ":", StringComparison.Ordinal);
                int at = isInside ? text.IndexOf(setting, StringComparison.Ordinal) : -1;
                if (at >= 0 && !text[..at].Contains('#', StringComparison.Ordinal))
                    return Value(text[(at + setting.Length)..].Trim());
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // Rovo Dev itself uses its usual folder then
        }

        return null;
    }

    private static string? Value(string text)
    {
        if (text is ['"' or '\'', ..] && text.IndexOf(text[0], 1) is > 0 and int end)
            text = text[1..end];
        else if (text.IndexOf(" #", StringComparison.Ordinal) is >= 0 and int comment)
            text = text[..comment].TrimEnd();
        return text is "" or "null" or ['#', ..] || text.Contains('\0', StringComparison.Ordinal) ? null : text;
    }
}
