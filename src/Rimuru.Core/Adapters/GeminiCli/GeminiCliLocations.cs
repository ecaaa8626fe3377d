using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.GeminiCli;

/// <summary>Where Gemini CLI keeps its chats, and which folder a chat worked in.</summary>
internal static class GeminiCliLocations
{
    private const string Temporary = "tmp";
    private const string Chats = "chats";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        string? list = configured ?? environment.AgentVariable("GEMINI_DATA_DIR");
        string[] homes = list is not null
            ? [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(environment.Expand)]
            : [OwnFolder(environment)];
        return
        [
            .. homes
                .Select(folder =>
                    Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)) == Temporary ? folder : Path.Combine(folder, Temporary)
                )
                .Distinct(),
        ];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        foreach (string root in LogFiles.Roots(roots))
        {
            foreach (LogFile file in LogFiles.Below(root, ".jsonl", IsChat))
                yield return file;
            foreach (
                LogFile file in LogFiles.Below(
                    root,
                    ".json",
                    path => IsChat(path) && Path.GetFileName(path).StartsWith("session-", StringComparison.Ordinal)
                )
            )
                yield return file;
        }
    }

    /// <summary>The parent session of <c>chats/&lt;parent&gt;/&lt;own&gt;.jsonl</c>; null for a session of the user's.</summary>
    public static string? ParentOf(string path)
    {
        string? folder = Path.GetDirectoryName(path);
        return Path.GetFileName(Path.GetDirectoryName(folder)) == Chats ? Path.GetFileName(folder) : null;
    }

    /// <summary>
    /// The folder that a chat worked in: from <c>.project_root</c> of its project, else the known project whose path has the hash in the
    /// folder's name.
    /// </summary>
    public static string? WorkingDirectoryOf(string path)
    {
        string? folder = Path.GetDirectoryName(path);
        while (folder is not null && Path.GetFileName(folder) != Chats)
            folder = Path.GetDirectoryName(folder);
        if (Path.GetDirectoryName(folder) is not { } project)
            return null;
        try
        {
            string root = Path.Combine(project, ".project_root");
            if (File.Exists(root))
                return RegularFile.ReadAllText(root, 64 * 1024).Trim() is { Length: > 0 and < 4096 } text ? text : null;
            string known = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(project)) ?? "", "projects.json");
            if (!File.Exists(known))
                return null;
            using JsonDocument document = JsonFields.ParseFile(known);
            string name = Path.GetFileName(project);
            foreach ((string candidate, JsonElement slug) in document.RootElement.Get("projects"u8).Properties())
            {
                if (
                    Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(candidate))).Equals(name, StringComparison.OrdinalIgnoreCase)
                )
                    return candidate;
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null; // the records do not depend on the folder
        }
    }

    private static string OwnFolder(HostEnvironment environment) =>
        environment.AgentVariable("GEMINI_CLI_HOME") is { } home
            ? Path.Combine(environment.Expand(home), ".gemini")
            : environment.InHome(".gemini");

    private static bool IsChat(string path) => Path.GetFileName(Path.GetDirectoryName(path)) == Chats || ParentOf(path) is not null;
}
