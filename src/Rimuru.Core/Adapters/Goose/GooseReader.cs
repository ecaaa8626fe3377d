using System.Globalization;
using System.Text;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.Goose;

/// <summary>Reads Goose's database: what its ledger of requests has beyond the last row that was read, and the sums of sessions that have no row there.</summary>
internal sealed class GooseReader : FileLogReader
{
    /// <summary>Since this version of the schema the input holds what was read from and written to a cache.</summary>
    private const long CacheInInputSince = 14;

    private readonly NameTable names = new();
    private readonly Dictionary<string, GooseSession> sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> touched = new(StringComparer.Ordinal);
    private readonly List<RecordKey> superseded = [];
    private long lastRow;
    private string? lastIdentity;
    private string? sessionsUpTo;
    private bool isCacheInInput;
    private bool hasLedger;
    private bool hasMessages;
    private string sessionColumns = "";

    public GooseReader(ReadOnlySpan<byte> state)
    {
        if (state.IsEmpty) return;
        using StateReader reader = new(state);
        lastRow = reader.Number();
        lastIdentity = reader.Text();
        sessionsUpTo = reader.Text();
    }

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using ForeignSqlite foreign = ForeignSqlite.Open(path, stop);
        SqliteDatabase database = foreign.Database;
        database.Execute("BEGIN"); // all that follows sees one state of the file
        HashSet<string> columns = foreign.Columns("sessions"), ledger = foreign.Columns("usage_ledger");
        if (columns.Count == 0) return;
        sessionColumns = ForeignSqlite.Select(columns, GooseSession.Columns);
        hasLedger = ledger.Contains("session_id");
        hasMessages = foreign.Columns("messages").IsSupersetOf(["session_id", "role", "content_json"]);
        isCacheInInput = !foreign.Columns("schema_version").Contains("version") || (database.Number("SELECT max(version) FROM schema_version") ?? CacheInInputSince) >= CacheInInputSince;
        if (hasLedger) ReadLedger(database, ledger, sink, stop);
        ReadSessions(database, columns, GooseLegacyReader.FilesBeside(path), sink, stop);
    }

    public override void Finish(RowSink sink) => sink.Batch.Superseded.AddRange(superseded);

    public override byte[] Save()
    {
        using StateWriter state = new();
        return state.Add(lastRow).Add(lastIdentity).Add(sessionsUpTo).ToArray();
    }

    private void ReadLedger(SqliteDatabase database, HashSet<string> columns, RowSink sink, CancellationToken stop)
    {
        string select = "SELECT rowid, " + ForeignSqlite.Select(
            columns, "session_id", "created_timestamp", "model", "input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "cost", "provider", "cost_source") + " FROM usage_ledger WHERE rowid ";

        // Numbers are never used again, but a database that was made anew begins at 1.
        if (lastRow > 0)
        {
            using SqliteStatement last = database.PrepareFresh(select + "= ?1").Bind(1, lastRow);
            if (!last.Step() || IdentityOf(last) != lastIdentity) lastRow = 0;
        }

        using SqliteStatement row = database.PrepareFresh(select + "> ?1 ORDER BY rowid").Bind(1, lastRow);
        while (row.Step())
        {
            stop.ThrowIfCancellationRequested();
            if (row.Text(1) is { } sessionId) Take(database, row, sessionId, sink);
            (lastRow, lastIdentity) = (row.Int64(0), IdentityOf(row));
        }
    }

    private void Take(SqliteDatabase database, SqliteStatement row, string sessionId, RowSink sink)
    {
        GooseSession session = SessionOf(database, sessionId);
        long ms = GooseSession.Time(row, 2) ?? session.UpdatedMs ?? sink.FileModifiedMs;
        touched[sessionId] = Math.Max(touched.GetValueOrDefault(sessionId), ms);
        TokenUsage tokens = GooseUsage.Of(Count(row, 4), Count(row, 6), Count(row, 7), Count(row, 5), isCacheInInput, sink);
        if (tokens.IsZero) return;

        // What a session had used before there was a ledger is its first row there.
        bool isSum = row.Text(10) == "carried_forward";
        Add(session, GooseIdentity.OfRow(IdentityOf(row)), isSum ? Rank.Above(1, 0) : new Rank(1, 0), tokens, ms, sink,
            GooseSession.Name(row, 3, names) ?? session.Model, GooseSession.Name(row, 9, names) ?? session.Provider, Money(row, 8), isSum);
    }

    private void ReadSessions(SqliteDatabase database, HashSet<string> columns, Dictionary<string, string> legacy, RowSink sink, CancellationToken stop)
    {
        using SqliteStatement row = columns.Contains("updated_at")
            ? database.PrepareFresh($"SELECT {sessionColumns} FROM sessions WHERE ?1 IS NULL OR updated_at >= ?1 ORDER BY updated_at").Bind(1, sessionsUpTo)
            : database.PrepareFresh($"SELECT {sessionColumns} FROM sessions");
        while (row.Step())
        {
            stop.ThrowIfCancellationRequested();
            if (row.Text(0) is not { Length: > 0 } id) continue;
            sessionsUpTo = row.Text(6) ?? sessionsUpTo;
            GooseSession session = GooseSession.Read(row, names);
            touched.Remove(id, out long lastMs);
            AddSession(database, session, lastMs > 0 ? lastMs : null, sink);

            // Its file may be gone, and what was read of it is here.
            superseded.Add(GooseIdentity.OfFile(id, row.Text(3)));
            if (legacy.TryGetValue(id, out string? file) && GooseLegacyReader.KeyOf(file) is { } imported) superseded.Add(imported);
            if (HasLedger(database, id)) superseded.Add(session.SumKey);
            else TakeSum(session, row, sink);
        }

        foreach ((string id, long lastMs) in touched)
        {
            GooseSession session = SessionOf(database, id);
            AddSession(database, session, lastMs, sink);
            superseded.Add(session.SumKey);
        }
    }

    private void AddSession(SqliteDatabase database, GooseSession session, long? lastMs, RowSink sink)
    {
        SessionRow row = session.ToRow(lastMs);
        if (hasMessages) row.Turns = TurnsOf(database, session.Session.SessionId);
        sink.Batch.Sessions.Add(row);
    }

    /// <summary>The user's messages; what tools answered is written in the user's name too.</summary>
    private static long? TurnsOf(SqliteDatabase database, string session)
    {
        SqliteStatement select = database.Prepare(
            """
            SELECT count(*) FROM messages WHERE session_id = ?1 AND role = 'user' AND CASE WHEN json_valid(content_json) THEN
                NOT EXISTS (SELECT 1 FROM json_each(content_json) WHERE CASE WHEN type = 'object' THEN json_extract(value, '$.type') END = 'toolResponse') END
            """).Bind(1, session);
        long turns = select.Step() ? select.Int64(0) : 0;
        select.Reset();
        return turns > 0 ? turns : null;
    }

    /// <summary>A session's own sum grows in place: the newest state of it counts.</summary>
    private void TakeSum(GooseSession session, SqliteStatement row, RowSink sink)
    {
        TokenUsage tokens = GooseUsage.Of(Count(row, 10), Count(row, 12), Count(row, 13), Count(row, 11), isCacheInInput, sink);
        if (tokens.IsZero) return;
        long ms = session.UpdatedMs ?? session.CreatedMs ?? sink.FileModifiedMs;
        Add(session, session.SumKey, Rank.Above(ms, tokens.Total), tokens, ms, sink, session.Model, session.Provider, Money(row, 14), isSum: true);
    }

    private static void Add(
        GooseSession session, RecordKey key, Rank rank, TokenUsage tokens, long ms, RowSink sink, string? model, string? provider, long? costNano, bool isSum) => sink.Add(new UsageRow
    {
        Key = key,
        Rank = rank,
        OwnerRank = new Rank(1, 0),
        UnixMs = ms,
        Tokens = tokens,
        Requests = 1,
        Evidence = UsageEvidence.Recorded,
        Provider = provider,
        Model = model,
        Terms = isSum ? PriceTerms.Sum : null,
        ReportedNano = costNano,
        Session = session.Session,
        SubAgent = session.SubAgent,
        Folder = session.WorkingDirectory,
    });

    private bool HasLedger(SqliteDatabase database, string session)
    {
        if (!hasLedger) return false;
        SqliteStatement select = database.Prepare("SELECT 1 FROM usage_ledger WHERE session_id = ?1 LIMIT 1").Bind(1, session);
        bool has = select.Step();
        select.Reset();
        return has;
    }

    private GooseSession SessionOf(SqliteDatabase database, string id)
    {
        if (sessions.TryGetValue(id, out GooseSession? known)) return known;
        SqliteStatement select = database.Prepare($"SELECT {sessionColumns} FROM sessions WHERE id = ?1").Bind(1, id);
        GooseSession found = select.Step() ? GooseSession.Read(select, names) : new GooseSession(new SessionRef(GooseIdentity.Agent, id));
        select.Reset();
        sessions.Add(id, found);
        return found;
    }

    private static string IdentityOf(SqliteStatement row) => string.Create(CultureInfo.InvariantCulture,
        $"{row.Text(1)}\n{row.Int64(0)}\n{row.Text(2)}\n{row.Text(3)}\n{row.Int64(4)} {row.Int64(5)} {row.Int64(6)} {row.Int64(7)}");

    private static long? Count(SqliteStatement row, int column) => row.OptionalInt64(column);

    private static long? Money(SqliteStatement row, int column) =>
        decimal.TryParse(row.Text(column), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal usd) ? GooseUsage.Nano(usd) : null;
}
