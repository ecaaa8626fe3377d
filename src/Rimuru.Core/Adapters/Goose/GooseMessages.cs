using Rimuru.Core.Formats;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.Goose;

/// <summary>The messages of sessions: how often the user asked, when, and which of them other sessions have too.</summary>
internal sealed class GooseMessages
{
    /// <summary>A time in milliseconds; the unit in the database differs between versions.</summary>
    private const string Ms = "CASE WHEN created_timestamp < 100000000000 THEN created_timestamp * 1000 ELSE created_timestamp END";

    /// <summary>True for a user's request; tool results are also logged as user messages.</summary>
    private const string IsTurn = """
        role = 'user' AND CASE WHEN json_valid(content_json) THEN
            NOT EXISTS (SELECT 1 FROM json_each(content_json) WHERE CASE WHEN type = 'object' THEN json_extract(value, '$.type')
                END = 'toolResponse') END
        """;

    private readonly SqliteDatabase database;
    private readonly bool hasTimes;
    private readonly string id;

    private GooseMessages(SqliteDatabase database, HashSet<string> columns)
    {
        this.database = database;
        hasTimes = columns.Contains("created_timestamp");
        id = columns.Contains("message_id") ? "message_id" : "NULL";
    }

    /// <summary>The messages of a database; null if it has none that can be read.</summary>
    public static GooseMessages? Of(ForeignSqlite foreign)
    {
        HashSet<string> columns = foreign.Columns("messages");
        return columns.IsSupersetOf(["session_id", "role", "content_json"]) ? new GooseMessages(foreign.Database, columns) : null;
    }

    public long? TurnsOf(string session)
    {
        SqliteStatement select = database.Prepare($"SELECT count(*) FROM messages WHERE session_id = ?1 AND {IsTurn}").Bind(1, session);
        long turns = select.Step() ? select.Int64(0) : 0;
        select.Reset();
        return turns > 0 ? turns : null;
    }

    /// <summary>The time of the last message before the user's last request at or before a time; null if there is none.</summary>
    public long? LastBeforeReturn(string session, long unixMs)
    {
        if (!hasTimes)
            return null;
        SqliteStatement select = database
            .Prepare(
                $"""
                SELECT max({Ms}) FROM messages WHERE session_id = ?1 AND {Ms} < (SELECT max({Ms}) FROM messages WHERE session_id = ?1
                    AND {Ms} <= ?2 AND {IsTurn})
                """
            )
            .Bind(1, session)
            .Bind(2, unixMs);
        long? last = select.Step() ? select.OptionalInt64(0) : null;
        select.Reset();
        return last;
    }

    /// <summary>True if a session has messages, but none from its own life: they were imported with it.</summary>
    public bool AreAllBefore(string session, long createdMs)
    {
        if (!hasTimes)
            return false;
        SqliteStatement select = database.Prepare($"SELECT max({Ms}) FROM messages WHERE session_id = ?1").Bind(1, session);
        bool are = select.Step() && select.OptionalInt64(0) < createdMs;
        select.Reset();
        return are;
    }

    /// <summary>
    /// The other sessions with the first message of a session that is older than the session itself: an import keeps ids and times.
    /// </summary>
    public IReadOnlyList<string> Holders(string session, long createdMs)
    {
        if (!hasTimes)
            return [];
        SqliteStatement first = database
            .Prepare(
                $"SELECT {id}, created_timestamp, role, content_json FROM messages WHERE session_id = ?1 AND {Ms} < ?2 ORDER BY {Ms}, "
                    + "rowid LIMIT 1"
            )
            .Bind(1, session)
            .Bind(2, createdMs);
        (string? Id, long Time, string? Role, string? Content)? message = first.Step()
            ? (first.Text(0), first.Int64(1), first.Text(2), first.Text(3))
            : null;
        first.Reset();
        if (message is not { } found)
            return [];
        using SqliteStatement select = found.Id is not null
            ? database
                .PrepareFresh("SELECT DISTINCT session_id FROM messages WHERE message_id = ?1 AND session_id <> ?2")
                .Bind(1, found.Id)
                .Bind(2, session)
            : database
                .PrepareFresh(
                    "SELECT DISTINCT session_id FROM messages WHERE created_timestamp = ?1 AND role = ?3 AND content_json = ?4 AND "
                        + "session_id <> ?2"
                )
                .Bind(1, found.Time)
                .Bind(2, session)
                .Bind(3, found.Role)
                .Bind(4, found.Content);
        List<string> holders = [];
        while (select.Step())
        {
            if (select.Text(0) is { } holder)
                holders.Add(holder);
        }

        return holders;
    }
}
