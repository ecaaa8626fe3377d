using Rimuru.Core.Ingest;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.OpenCode;

/// <summary>
/// Reads the database of OpenCode or Kilo: messages behind the last row that was read, and once more those that were not complete then.
/// Which rows are requests and whose they are is told in <c>docs/ledger.md</c>.
/// </summary>
internal sealed class OpenCodeReader : FileLogReader
{
    /// <summary>An answer that is still not complete after this time belongs to a process that was killed.</summary>
    private const long LongestAnswerMs = 7L * 24 * 60 * 60 * 1000;

    private readonly OpenCodeFamily family;
    private readonly NameTable names = new();
    private readonly Dictionary<string, OpenAnswer> open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OpenCodeSession> sessions = new(StringComparer.Ordinal);
    private readonly HashSet<string> touched = new(StringComparer.Ordinal);
    private readonly List<RecordKey> superseded = [];
    private readonly HashSet<(string Session, RecordKey Key)> seen = [];
    private readonly HashSet<RecordKey> told = [];
    private readonly List<RecordKey> contradicted = [];
    private bool isFirst;
    private bool hasTime;
    private long lastRow;
    private string? lastId;
    private long sessionsUpTo;
    private long newestMs;
    private long malformed;
    private string sessionColumns = "";
    private HashSet<string> parts = [];
    private IReadOnlyList<string?> projects = [];

    public OpenCodeReader(OpenCodeFamily family, ReadOnlySpan<byte> state)
    {
        this.family = family;
        if (!state.IsEmpty) Restore(state);
    }

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using ForeignSqlite foreign = ForeignSqlite.Open(path);
        SqliteDatabase database = foreign.Database;
        database.Execute("BEGIN"); // all that follows sees one state of the file
        HashSet<string> messages = foreign.Columns("message");
        if (messages.Count == 0) return;
        hasTime = messages.Contains("time_created");
        parts = foreign.Columns("part");
        HashSet<string> columns = foreign.Columns("session");
        sessionColumns = columns.Contains("id")
            ? ForeignSqlite.Select(columns, "id", "project_id", "parent_id", "directory", "title", "version", "agent", "time_created", "time_updated")
            : "";

        // Row numbers start again after a VACUUM, and where the newest session was deleted.
        if (lastRow > 0 && TextOf(database, "SELECT id FROM message WHERE rowid = ?1", lastRow) != lastId) lastRow = 0;
        isFirst = lastRow == 0;
        if (sink.HasOlderRecords) projects = OpenCodeFormerKeys.Projects(foreign);
        OpenCodeLegacyTwins? twins = isFirst ? OpenCodeLegacyTwins.Beside(path, family) : null;
        ReadOpen(database, sink);
        ReadNew(database, twins, sink, stop);
        ReadSessions(database, columns, sink, stop);
    }

    public override void Finish(RowSink sink)
    {
        sink.Batch.Superseded.AddRange(superseded);

        // What a file said of one message may be true of another: equal messages are told apart by their place.
        sink.Batch.Superseded.AddRange(contradicted.Where(key => !told.Contains(key)));
        sink.Batch.MalformedLines = malformed;
    }

    public override byte[] Save()
    {
        using StateWriter state = new();
        state.Add(lastRow).Add(lastId).Add(sessionsUpTo).Add(newestMs);
        List<KeyValuePair<string, OpenAnswer>> kept = [.. open.Where(answer => answer.Value.CreatedMs >= newestMs - LongestAnswerMs)];
        state.Add(kept.Count);
        foreach ((string id, OpenAnswer answer) in kept) state.Add(id).Add(answer.CreatedMs).Add((long)answer.Key.High).Add((long)answer.Key.Low);
        return state.ToArray();
    }

    private void Restore(ReadOnlySpan<byte> bytes)
    {
        using StateReader state = new(bytes);
        lastRow = state.Number();
        lastId = state.Text();
        sessionsUpTo = state.Number();
        newestMs = state.Number();
        for (long i = state.Number(); i > 0; i--)
            open.Add(state.Text()!, new OpenAnswer(state.Number(), new RecordKey((ulong)state.Number(), (ulong)state.Number())));
    }

    private void ReadOpen(SqliteDatabase database, RowSink sink)
    {
        foreach (string id in open.Keys.ToArray())
        {
            using SqliteStatement select = database.PrepareFresh("SELECT session_id, data, rowid FROM message WHERE id = ?1").Bind(1, id);
            if (select.Step()) Take(database, id, select.Int64(2), select.Text(0), select.Blob(1), null, sink);
            else open.Remove(id);
        }
    }

    private void ReadNew(SqliteDatabase database, OpenCodeLegacyTwins? twins, RowSink sink, CancellationToken stop)
    {
        using SqliteStatement select = database.PrepareFresh("SELECT rowid, id, session_id, data FROM message WHERE rowid > ?1 ORDER BY rowid").Bind(1, lastRow);
        while (select.Step())
        {
            stop.ThrowIfCancellationRequested();
            string? id = select.Text(1);
            if (id is not null) Take(database, id, select.Int64(0), select.Text(2), select.Blob(3), twins, sink);
            (lastRow, lastId) = (select.Int64(0), id);
        }
    }

    private void Take(SqliteDatabase database, string id, long row, string? sessionId, ReadOnlySpan<byte> data, OpenCodeLegacyTwins? twins, RowSink sink)
    {
        if (sessionId is null) return;
        touched.Add(sessionId);
        if (Parse(data, sink) is not { } message)
        {
            malformed++;
            return;
        }

        newestMs = Math.Max(newestMs, message.CreatedMs ?? 0);
        if (!message.IsAssistant) return;
        OpenCodeSession session = SessionOf(database, sessionId);
        AddSteps(database, id, session, message, sink);
        RecordKey key = default;
        if (OpenCodeRow.IdentityOf(message) is { } identity)
        {
            int twin = 0;
            key = OpenCodeRow.KeyOf(family, identity, twin);
            if (!seen.Add((sessionId, key)) || !isFirst)
            {
                twin = TwinsBefore(database, row, session, message, identity, sink);
                key = OpenCodeRow.KeyOf(family, identity, twin);
            }

            sink.Add(OpenCodeRow.Make(family, session, message, key, isDatabase: true, sink.FileModifiedMs));
            if (sink.HasOlderRecords) superseded.AddRange(OpenCodeFormerKeys.Of(family, [.. projects.Append(session.ProjectId).Distinct()], message, twin));
        }

        // Once it is complete it is known by other numbers.
        if (open.Remove(id, out OpenAnswer? before) && before.Key != default && before.Key != key) superseded.Add(before.Key);
        if (message.CompletedMs is null) open.Add(id, new OpenAnswer(message.CreatedMs ?? newestMs, key));
        if (twins is null) return;
        told.Add(key);
        if (twins.KeyOf(id, sink) is { } other) contradicted.Add(other);
    }

    private OpenCodeMessage? Parse(ReadOnlySpan<byte> data, RowSink sink)
    {
        try
        {
            return OpenCodeMessage.Parse(data, names, sink);
        }
        catch (Exception e) when (Json.IsDefect(e))
        {
            return null;
        }
    }

    /// <summary>Tokens that only the message's steps have, and a cost without that of its sub-agents.</summary>
    private void AddSteps(SqliteDatabase database, string id, OpenCodeSession session, OpenCodeMessage message, RowSink sink)
    {
        bool isCostTooHigh = family.AddsSubAgentCost && message.CostNano is not null && HasChildren(database, session);
        if ((message.Tokens is not null && !isCostTooHigh) || !parts.Contains("message_id") || !parts.Contains("data")) return;
        OpenCodeTokens? sum = null;
        long cost = 0;
        using SqliteStatement select = database.PrepareFresh("SELECT data FROM part WHERE message_id = ?1").Bind(1, id);
        while (select.Step())
        {
            try
            {
                if (!OpenCodeMessage.TryReadStep(select.Blob(0), sink, out OpenCodeTokens tokens, out long costNano)) continue;
                sum = sum is { } known ? known + tokens : tokens;
                cost += costNano;
            }
            catch (Exception e) when (Json.IsDefect(e))
            {
                malformed++;
            }
        }

        message.Tokens ??= sum;
        if (cost > 0 && (isCostTooHigh || message.CostNano is null)) message.CostNano = cost;
    }

    private bool HasChildren(SqliteDatabase database, OpenCodeSession session)
    {
        if (sessionColumns.Contains("NULL AS parent_id", StringComparison.Ordinal) || sessionColumns.Length == 0) return false;
        SqliteStatement select = database.Prepare("SELECT 1 FROM session WHERE parent_id = ?1 LIMIT 1").Bind(1, session.Session.SessionId);
        bool has = select.Step();
        select.Reset();
        return has;
    }

    /// <summary>How many earlier messages of the same session have the same numbers: they are requests of their own.</summary>
    private int TwinsBefore(SqliteDatabase database, long row, OpenCodeSession session, OpenCodeMessage message, string identity, RowSink sink)
    {
        int twins = 0;
        using SqliteStatement select = database.PrepareFresh("SELECT id, data FROM message WHERE session_id = ?1 AND rowid < ?2" + (hasTime ? " AND time_created = ?3" : ""))
            .Bind(1, session.Session.SessionId).Bind(2, row);
        if (hasTime) select.Bind(3, message.CreatedMs);
        while (select.Step())
        {
            if (Parse(select.Blob(1), sink) is not { IsAssistant: true } other) continue;
            AddSteps(database, select.Text(0)!, session, other, sink);
            if (OpenCodeRow.IdentityOf(other) == identity) twins++;
        }

        return twins;
    }

    private void ReadSessions(SqliteDatabase database, HashSet<string> columns, RowSink sink, CancellationToken stop)
    {
        if (columns.Contains("id") && columns.Contains("time_updated"))
        {
            using SqliteStatement changed = database.PrepareFresh("SELECT id, time_updated FROM session WHERE time_updated >= ?1").Bind(1, sessionsUpTo);
            while (changed.Step())
            {
                if (changed.Text(0) is { } id) touched.Add(id);
                sessionsUpTo = Math.Max(sessionsUpTo, changed.Int64(1));
            }
        }

        foreach (string id in touched)
        {
            stop.ThrowIfCancellationRequested();
            OpenCodeSession session = SessionOf(database, id);
            using SqliteStatement last = database.PrepareFresh($"SELECT data FROM message WHERE session_id = ?1 ORDER BY {(hasTime ? "time_created DESC, id" : "rowid")} DESC LIMIT 1").Bind(1, id);
            OpenCodeMessage? message = last.Step() ? Parse(last.Blob(0), sink) : null;
            SessionRow row = session.ToRow(message);
            row.Turns = TurnsOf(database, session);
            sink.Batch.Sessions.Add(row);
        }
    }

    /// <summary>The user's messages; those that a fork copied are older than the fork.</summary>
    private static long? TurnsOf(SqliteDatabase database, OpenCodeSession session)
    {
        SqliteStatement select = database.Prepare(
            """
            SELECT count(*) FROM message WHERE session_id = ?1 AND CASE WHEN json_valid(CAST(data AS TEXT)) THEN
                json_extract(CAST(data AS TEXT), '$.role') = 'user' AND coalesce(json_extract(CAST(data AS TEXT), '$.time.created'), ?2) >= ?2 END
            """).Bind(1, session.Session.SessionId).Bind(2, session.CreatedMs ?? 0);
        long turns = select.Step() ? select.Int64(0) : 0;
        select.Reset();
        return turns > 0 ? turns : null;
    }

    private OpenCodeSession SessionOf(SqliteDatabase database, string id)
    {
        if (sessions.TryGetValue(id, out OpenCodeSession? known)) return known;
        SessionRef session = new(family.Agent, id);
        OpenCodeSession found = new(session);
        if (sessionColumns.Length > 0)
        {
            SqliteStatement select = database.Prepare($"SELECT {sessionColumns} FROM session WHERE id = ?1").Bind(1, id);
            if (select.Step())
            {
                found = new OpenCodeSession(session)
                {
                    ProjectId = select.Text(1),
                    ParentId = select.Text(2),
                    Directory = names.Get(select.Blob(3)),
                    Title = names.Get(select.Blob(4)),
                    Version = names.Get(select.Blob(5)),
                    Agent = names.Get(select.Blob(6)),
                    CreatedMs = select.Int64(7) is > 0 and var created ? created : null,
                    UpdatedMs = select.Int64(8) is > 0 and var updated ? updated : null,
                };
            }

            select.Reset();
        }

        sessions.Add(id, found);
        return found;
    }

    private static string? TextOf(SqliteDatabase database, string sql, long parameter)
    {
        SqliteStatement select = database.Prepare(sql).Bind(1, parameter);
        string? text = select.Step() ? select.Text(0) : null;
        select.Reset();
        return text;
    }

    /// <summary>An answer that was not complete when it was read; its key, if it had tokens already.</summary>
    private sealed record OpenAnswer(long CreatedMs, RecordKey Key);
}
