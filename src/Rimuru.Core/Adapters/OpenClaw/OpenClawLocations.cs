using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.OpenClaw;

/// <summary>
/// Where OpenClaw keeps its transcripts: a database per agent and, before 2026.8.1, files, which a migration leaves in an archive.
/// </summary>
internal static class OpenClawLocations
{
    private const string Own = ".openclaw";
    private const string Agents = "agents";
    private const string Database = "openclaw-agent.sqlite";

    /// <summary>Its former names, and the homes of programs that contain it.</summary>
    private static readonly string[] Others = [".clawdbot", ".moltbot", ".moldbot", ".qclaw", ".kimi_openclaw"];

    private static readonly string[] Folders = ["sessions", "session-sqlite-import-archive"];

    /// <summary>What stands behind <c>.jsonl</c> in the names of earlier generations of a session.</summary>
    private static readonly string[] Generations = ["", ".reset.", ".deleted.", ".imported-"];

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        if (configured is not null)
            return [AgentsIn(environment.Expand(configured))];
        string home = environment.AgentVariable("OPENCLAW_HOME") is { } moved ? environment.Expand(moved) : environment.Home;
        if (environment.AgentVariable("OPENCLAW_STATE_DIR") is { } state)
            return [AgentsIn(state is ['~', ..] ? home + state[1..] : state)];

        // Profiles have their folders beside the usual one.
        IEnumerable<string> profiles = LogFiles
            .FoldersIn(home)
            .Where(folder => Path.GetFileName(folder).StartsWith(Own + "-", StringComparison.Ordinal));
        return
        [
            .. new[] { Own }
                .Concat(Others)
                .Select(name => Path.Combine(home, name))
                .Concat(profiles)
                .Select(folder => Path.Combine(folder, Agents)),
        ];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        foreach (LogFile file in LogFiles.Roots(roots).SelectMany(root => LogFiles.Below(root, "", IsTranscript)))
        {
            if (file.IsRefused || !IsDatabase(file.Path))
                yield return file;
            else if (ForeignSqlite.Describe(file.Path) is { } database)
                yield return database;
        }
    }

    private static string AgentsIn(string state)
    {
        state = Path.TrimEndingDirectorySeparator(state);
        return Path.GetFileName(state) == Agents ? state : Path.Combine(state, Agents);
    }

    public static bool IsDatabase(string path) => Path.GetFileName(path) == Database;

    /// <summary>The session's id in the name of a file: <c>[archive-tier.]&lt;id&gt;.jsonl[.reset.&lt;time&gt;]</c>.</summary>
    public static string IdOf(string path)
    {
        const string Tier = "archive-tier.";
        string name = Path.GetFileName(path);
        int end = name.IndexOf(".jsonl", StringComparison.Ordinal);
        if (end > 0)
            name = name[..end];
        return name.StartsWith(Tier, StringComparison.Ordinal) ? name[Tier.Length..] : name;
    }

    /// <summary>Checkpoints, trajectories and <c>.bak</c> files tell the same once more.</summary>
    private static bool IsTranscript(string path)
    {
        string name = Path.GetFileName(path);
        if (name == Database)
            return true;
        int at = name.IndexOf(".jsonl", StringComparison.Ordinal);
        if (at <= 0 || !Folders.Contains(Path.GetFileName(Path.GetDirectoryName(path))))
            return false;
        string behind = name[(at + ".jsonl".Length)..];
        return !name.Contains(".checkpoint.", StringComparison.Ordinal)
            && !name.Contains(".trajectory.", StringComparison.Ordinal)
            && Generations.Any(mark => mark.Length == 0 ? behind.Length == 0 : behind.StartsWith(mark, StringComparison.Ordinal));
    }
}
