using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.Devin;

/// <summary>Where Devin's CLI keeps its transcripts, and the list of its sessions beside them.</summary>
internal static class DevinLocations
{
    private const string Transcripts = "transcripts";
    private const string Sessions = "sessions.db";

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        if (configured is not null)
            return [Below(environment.Expand(configured))];
        if (environment.AgentVariable("DEVIN_HOME") is { } home)
            return [Below(Path.Combine(environment.Expand(home), "cli"))];
        string[] folders =
        [
            environment.AgentVariable("XDG_DATA_HOME") ?? environment.InHome(".local", "share"),
            environment.InHome("Library", "Application Support"),
            environment.AgentVariable("APPDATA") ?? environment.InHome("AppData", "Roaming"),
        ];
        string[] names = ["devin", "cognition"];
        return [.. folders.SelectMany(folder => names.Select(name => Below(Path.Combine(folder, name, "cli")))).Distinct()];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots) =>
        LogFiles.Roots(roots).SelectMany(root => LogFiles.Below(root, ".json"));

    /// <summary>What the list of sessions says about one; nothing if there is no list, or none that can be read.</summary>
    public static void Describe(SessionRow session, string transcript, CancellationToken stop)
    {
        string path = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(transcript)) ?? "", Sessions);
        try
        {
            if (!File.Exists(path))
                return;
            using ForeignSqlite foreign = ForeignSqlite.Open(path, stop);
            HashSet<string> columns = foreign.Columns("sessions");
            if (!columns.Contains("id"))
                return;
            using SqliteStatement row = foreign
                .Database.PrepareFresh($"SELECT {ForeignSqlite.Select(columns, "title", "working_directory")} FROM sessions WHERE id = ?1")
                .Bind(1, session.Session.SessionId);
            if (!row.Step())
                return;
            (session.Title, session.WorkingDirectory) = (NameTable.Clean(row.Text(0)), NameTable.Clean(row.Text(1)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException or RimuruException)
        {
            // the records do not depend on the project
        }
    }

    private static string Below(string folder)
    {
        string root = Path.TrimEndingDirectorySeparator(folder);
        return Path.GetFileName(root) == Transcripts ? root : Path.Combine(root, Transcripts);
    }
}
