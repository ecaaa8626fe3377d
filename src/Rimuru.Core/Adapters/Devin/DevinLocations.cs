using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.Devin;

/// <summary>Where Devin's CLI keeps its database of sessions, and the transcripts beside it.</summary>
internal static class DevinLocations
{
    private const string Transcripts = "transcripts";

    /// <summary>The database, and the one of older releases, which an update leaves.</summary>
    private static readonly string[] Databases = ["sessions.db", "cli_sessions.db"];

    public static IReadOnlyList<string> Roots(HostEnvironment environment, string? configured)
    {
        if (configured is not null)
            return In(environment.Expand(configured));
        if (environment.AgentVariable("DEVIN_HOME") is { } home)
            return In(Path.Combine(environment.Expand(home), "cli"));
        string[] folders = [environment.DataHome, environment.InHome("Library", "Application Support"), environment.RoamingData];
        string[] names = ["devin", "cognition"];
        return
        [
            .. folders
                .SelectMany(folder => names.Select(name => Path.Combine(folder, name, "cli")))
                .SelectMany(In)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    public static IEnumerable<LogFile> Files(IReadOnlyList<string> roots)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string path in roots.Where(IsDatabase))
        {
            if (seen.Add(FinalPath.Of(path)) && ForeignSqlite.Describe(path) is { } database)
                yield return database;
        }

        foreach (string root in LogFiles.Roots(roots.Where(root => !IsDatabase(root))))
        {
            foreach (LogFile transcript in LogFiles.Below(root, ".json"))
                yield return transcript;
        }
    }

    public static bool IsDatabase(string path) => Databases.Contains(Path.GetFileName(path), StringComparer.Ordinal);

    /// <summary>What a database says about the session of a transcript; nothing if there is none, or none that can be read.</summary>
    public static void Describe(SessionRow session, string transcript, CancellationToken stop)
    {
        foreach (string path in Databases.Select(name => Path.Combine(FolderOf(transcript), name)))
        {
            try
            {
                if (File.Exists(path) && IsIn(path, session, stop))
                    return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException or RimuruException)
            {
                // the records do not depend on the project
            }
        }
    }

    private static bool IsIn(string path, SessionRow session, CancellationToken stop)
    {
        using ForeignSqlite foreign = ForeignSqlite.Open(path, stop);
        HashSet<string> columns = foreign.Columns("sessions");
        if (!columns.Contains("id"))
            return false;
        using SqliteStatement row = foreign
            .Database.PrepareFresh($"SELECT {ForeignSqlite.Select(columns, "title", "working_directory")} FROM sessions WHERE id = ?1")
            .Bind(1, session.Session.SessionId);
        if (!row.Step())
            return false;
        (session.Title, session.WorkingDirectory) = (NameTable.Clean(row.Text(0)), NameTable.Clean(row.Text(1)));
        return true;
    }

    /// <summary>The folder of the database that a transcript belongs to.</summary>
    private static string FolderOf(string transcript) => Path.GetDirectoryName(Path.GetDirectoryName(transcript)) ?? "";

    private static string[] In(string named)
    {
        string path = Path.TrimEndingDirectorySeparator(named);
        if (IsDatabase(path))
            return [path];
        string folder = Path.GetFileName(path) == Transcripts ? Path.GetDirectoryName(path) ?? "" : path;
        return [Path.Combine(folder, Transcripts), .. Databases.Select(name => Path.Combine(folder, name))];
    }
}
