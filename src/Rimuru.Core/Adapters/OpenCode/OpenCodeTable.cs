using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>
/// One of the two tables of messages, and how far it has been read: <c>message</c>, or <c>session_message</c> of OpenCode 2.
/// </summary>
internal sealed class OpenCodeTable(string name, bool isProjection)
{
    private string time = "rowid";
    private string columns = "";
    private long lastRow;
    private string? lastId;

    public bool Exists { get; private set; }

    public bool IsProjection => isProjection;

    /// <summary>True if nothing of the table has been read before.</summary>
    public bool IsFirst { get; private set; }

    private bool HasTime => time != "rowid";

    public static long RowOf(SqliteStatement row) => row.Int64(0);

    public static string? IdOf(SqliteStatement row) => row.Text(1);

    public static string? SessionOf(SqliteStatement row) => row.Text(2);

    public static OpenCodeMessage Parse(SqliteStatement row, NameTable names, RowSink sink)
    {
        OpenCodeMessage message = OpenCodeMessage.Parse(row.Blob(3), names, sink, row.Text(4));
        message.RowMs = row.Int64(5) is > 0 and var ms ? ms : null;
        return message;
    }

    public void Open(ForeignSqlite foreign)
    {
        HashSet<string> found = foreign.Columns(name);

        // Some versions of OpenCode 1 have an early form of the other table, without anything that matters.
        Exists = isProjection ? found.IsSupersetOf(["id", "session_id", "type", "data"]) : found.Count > 0;
        if (!Exists)
            return;
        if (found.Contains("time_created"))
            time = "time_created";
        columns = isProjection
            ? "rowid, id, session_id, CASE WHEN type IN ('assistant', 'compaction', 'user', 'idle') THEN data END, type"
            : "rowid, id, session_id, data, NULL";
        columns += HasTime ? $", {time}" : ", NULL";

        // Row ids start again after a VACUUM, or if the newest messages were deleted.
        if (lastRow > 0 && IdAt(foreign.Database, lastRow) != lastId)
            lastRow = 0;
        IsFirst = lastRow == 0;
    }

    public bool Has(SqliteDatabase database, string id)
    {
        if (!Exists)
            return false;
        SqliteStatement select = database.Prepare($"SELECT 1 FROM {name} WHERE id = ?1").Bind(1, id);
        bool has = select.Step();
        select.Reset();
        return has;
    }

    public SqliteStatement Find(SqliteDatabase database, string id) =>
        database.PrepareFresh($"SELECT {columns} FROM {name} WHERE id = ?1").Bind(1, id);

    public SqliteStatement New(SqliteDatabase database) =>
        database.PrepareFresh($"SELECT {columns} FROM {name} WHERE rowid > ?1 ORDER BY rowid").Bind(1, lastRow);

    public void Pass(SqliteStatement row) => (lastRow, lastId) = (RowOf(row), IdOf(row));

    /// <summary>The messages of a session before a row, with the same time if the table has times.</summary>
    public SqliteStatement Before(SqliteDatabase database, string session, long row, long? createdMs)
    {
        SqliteStatement select = database
            .PrepareFresh($"SELECT {columns} FROM {name} WHERE session_id = ?1 AND rowid < ?2" + (HasTime ? " AND time_created = ?3" : ""))
            .Bind(1, session)
            .Bind(2, row);
        return HasTime ? select.Bind(3, createdMs) : select;
    }

    /// <summary>The last message of a session that shows its state.</summary>
    public SqliteStatement Last(SqliteDatabase database, string session)
    {
        string types = isProjection ? " AND type IN ('assistant', 'user', 'idle')" : "";
        string order = HasTime && !isProjection ? "id" : "rowid";
        return database
            .PrepareFresh($"SELECT {columns} FROM {name} WHERE session_id = ?1{types} ORDER BY {time} DESC, {order} DESC LIMIT 1")
            .Bind(1, session);
    }

    /// <summary>All messages of a session.</summary>
    public SqliteStatement Of(SqliteDatabase database, string session) =>
        database.PrepareFresh($"SELECT {columns} FROM {name} WHERE session_id = ?1").Bind(1, session);

    /// <summary>
    /// True if a message of the session may have no output: a check of its text, so that other sessions need not be read.
    /// </summary>
    public bool MayLackTokens(SqliteDatabase database, string session)
    {
        SqliteStatement select = database
            .Prepare(
                $"""
                SELECT 1 FROM {name} WHERE session_id = ?1 AND CASE WHEN json_valid(CAST(data AS TEXT)) THEN
                    json_extract(CAST(data AS TEXT), '$.role') = 'assistant'
                        AND coalesce(json_extract(CAST(data AS TEXT), '$.tokens.output'), 0) = 0 END LIMIT 1
                """
            )
            .Bind(1, session);
        bool may = select.Step();
        select.Reset();
        return may;
    }

    /// <summary>
    /// The number of user messages in a session. Those that a fork copied are older than the fork; those that the other table has are
    /// counted there.
    /// </summary>
    public long Turns(SqliteDatabase database, OpenCodeSession session, OpenCodeTable other)
    {
        string isLater = HasTime ? " AND time_created >= ?2" : "";
        string isOwn = other.Exists ? " AND id NOT IN (SELECT id FROM message WHERE session_id = ?1)" : "";
        string isTurn = isProjection
            ? $"type = 'user'{isLater}{isOwn}"
            : """
                CASE WHEN json_valid(CAST(data AS TEXT)) THEN
                    json_extract(CAST(data AS TEXT), '$.role') = 'user' AND coalesce(json_extract(CAST(data AS TEXT), '$.time.created'),
                        ?2) >= ?2 END
                """;
        SqliteStatement select = database
            .Prepare($"SELECT count(*) FROM {name} WHERE session_id = ?1 AND ({isTurn})")
            .Bind(1, session.Session.SessionId);
        if (HasTime || !isProjection)
            select.Bind(2, session.CreatedMs ?? 0);
        long turns = select.Step() ? select.Int64(0) : 0;
        select.Reset();
        return turns;
    }

    public void Save(StateWriter state) => state.Add(lastRow).Add(lastId);

    public void Restore(StateReader state) => (lastRow, lastId) = (state.Number(), state.Text());

    private string? IdAt(SqliteDatabase database, long row)
    {
        SqliteStatement select = database.Prepare($"SELECT id FROM {name} WHERE rowid = ?1").Bind(1, row);
        string? id = select.Step() ? select.Text(0) : null;
        select.Reset();
        return id;
    }
}
