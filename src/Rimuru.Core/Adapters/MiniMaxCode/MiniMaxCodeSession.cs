using System.Text;
using System.Text.Json;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.MiniMaxCode;

/// <summary>What is known of a session beside its history.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CreatedMs">When it was created; null if unknown.</param>
internal sealed record MiniMaxCodeSession(string Id, long? CreatedMs)
{
    private const string Table = "local_runtime_sessions";
    private const string Start = "session_";

    /// <summary>By the manifest in its folder, else by the folder's name, which holds the id too.</summary>
    public static MiniMaxCodeSession In(string folder, NameTable names)
    {
        string name = Path.GetFileName(folder);
        try
        {
            string manifest = Path.Combine(folder, "manifest.json");
            if (File.Exists(manifest))
            {
                using JsonDocument document = JsonFields.ParseFile(manifest);
                JsonElement root = document.RootElement;
                return new MiniMaxCodeSession(root.Text("sessionId"u8, names) ?? IdIn(name), root.Time("createdAtMs"u8));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Json.IsDefect(e))
        {
            // the name of the folder is enough
        }

        return new MiniMaxCodeSession(IdIn(name), null);
    }

    /// <summary>Adds what the list of sessions says; nothing if there is no list, or none that can be read.</summary>
    public static void Describe(SessionRow session, string? database)
    {
        try
        {
            if (database is null || !File.Exists(database) || NeedsCopy(database))
                return;
            using ForeignSqlite foreign = ForeignSqlite.Open(database, CancellationToken.None);
            HashSet<string> columns = foreign.Columns(Table);
            if (!columns.Contains("session_id"))
                return;
            string select = ForeignSqlite.Select(columns, "title", "parent_session_id", "project_workspace_dir", "workspace_dir");
            using SqliteStatement row = foreign
                .Database.PrepareFresh($"SELECT {select} FROM {Table} WHERE session_id = ?1")
                .Bind(1, session.Session.SessionId);
            if (!row.Step())
                return;
            session.Title = NameTable.Clean(row.Text(0));
            session.ParentSessionId = NameTable.Clean(row.Text(1));
            session.WorkingDirectory = NameTable.Clean(row.Text(2)) ?? NameTable.Clean(row.Text(3));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException or RimuruException)
        {
            // the tokens do not depend on it
        }
    }

    /// <summary>It holds all messages too: a copy for each session would be too much.</summary>
    private static bool NeedsCopy(string database) =>
        new FileInfo(database + "-wal") is { Exists: true, Length: > 0 } && !File.Exists(database + "-shm");

    private static string IdIn(string folder)
    {
        int at = folder.IndexOf(Start, StringComparison.Ordinal);
        if (at < 0)
            return NameTable.Clean(folder) ?? "session";
        string text = folder[(at + Start.Length)..];
        byte[] bytes = new byte[text.Length];
        string padded = text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '=');
        return
            Convert.TryFromBase64String(padded, bytes, out int length)
            && NameTable.Clean(Encoding.UTF8.GetString(bytes, 0, length)) is { } id
            ? id
            : NameTable.Clean(folder) ?? "session";
    }
}
