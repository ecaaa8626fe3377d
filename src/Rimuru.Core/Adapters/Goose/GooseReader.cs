using System.Globalization;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.Goose;

/// <summary>
/// Reads Goose's database: what its ledger of requests has beyond the last row that was read, and the sums of sessions that have no row
/// there.
/// </summary>
internal sealed class GooseReader : FileLogReader
{
    /// <summary>Puts the last request of a session below any sum of it.</summary>
    public const long BelowSums = 1L << 50;

    /// <summary>Since this version of the schema the input holds what was read from and written to a cache.</summary>
    private const long CacheInInputSince = 14;

    private readonly NameTable names = new();
    private readonly Dictionary<string, GooseSession> sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> touched = new(StringComparer.Ordinal);
    private readonly List<RecordKey> superseded = [];
    private readonly Dictionary<string, TokenUsage?> imported = new(StringComparer.Ordinal);
    private long lastRow;
    private string? lastIdentity;
    private string? sessionsUpTo;
    private bool isCacheInInput;
    private bool hasLedger;
    private GooseMessages? messages;
    private string sessionColumns = "";
    private string ledgerRows = "";

    public GooseReader(ReadOnlySpan<byte> state)
    {
        if (state.IsEmpty)
            return;
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
        HashSet<string> columns = foreign.Columns("sessions"),
            ledger = foreign.Columns("usage_ledger");
        if (columns.Count == 0)
            return;
        sessionColumns = ForeignSqlite.Select(columns, GooseSession.Columns);
        hasLedger = ledger.Contains("session_id");
        messages = GooseMessages.Of(foreign);
        isCacheInInput =
            !foreign.Columns("schema_version").Contains("version")
            || (database.Number("SELECT max(version) FROM schema_version") ?? CacheInInputSince) >= CacheInInputSince;
        if (hasLedger)
            ReadLedger(database, ledger, sink, stop);
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
        ledgerRows =
            "SELECT rowid, "
            + ForeignSqlite.Select(
                columns,
                "session_id",
                "created_timestamp",
                "model",
                "input_tokens",
                "output_tokens",
                "cache_read_tokens",
                "cache_write_tokens",
                "cost",
                "provider",
                "cost_source",
                "total_tokens"
            )
            + " FROM usage_ledger WHERE ";

        // Numbers are never used again, but a database that was made anew begins at 1.
        if (lastRow > 0)
        {
            using SqliteStatement last = database.PrepareFresh(ledgerRows + "rowid = ?1").Bind(1, lastRow);
            if (!last.Step() || IdentityOf(last) != lastIdentity)
                lastRow = 0;
        }

        using SqliteStatement row = database.PrepareFresh(ledgerRows + "rowid > ?1 ORDER BY rowid").Bind(1, lastRow);
        while (row.Step())
        {
            stop.ThrowIfCancellationRequested();
            if (row.Text(1) is { } sessionId)
                Take(database, row, sessionId, sink);
            (lastRow, lastIdentity) = (row.Int64(0), IdentityOf(row));
        }
    }

    private void Take(SqliteDatabase database, SqliteStatement row, string sessionId, RowSink sink)
    {
        GooseSession session = SessionOf(database, sessionId, sink);
        long ms = GooseSession.Time(row, 2) ?? session.UpdatedMs ?? sink.FileModifiedMs;
        touched[sessionId] = Math.Max(touched.GetValueOrDefault(sessionId), ms);
        TokenUsage tokens = UsageOf(row, sink);

        // What a session had used before there was a ledger is its first row there: not used on the day of that row, nor by an import that
        // took it over.
        bool isSum = row.Text(10) == "carried_forward";
        if (isSum)
        {
            ms = Math.Max(messages?.LastBeforeReturn(sessionId, ms) ?? 0, session.CreatedMs ?? ms);
            if (Imported(database, session, sink) is { } taken && GooseUsage.Holds(tokens, taken))
                tokens = GooseUsage.Beyond(tokens, taken);
        }

        RecordKey key = GooseIdentity.OfRow(IdentityOf(row));
        if (tokens.IsZero)
        {
            if (isSum)
                superseded.Add(key);
            return;
        }

        Add(
            session,
            key,
            isSum ? Rank.Above(2, 0) : new Rank(1, 0),
            tokens,
            ms,
            sink,
            GooseSession.Name(row, 3, names) ?? session.Model,
            GooseSession.Name(row, 9, names) ?? session.Provider,
            GooseUsage.Nano(row, 8),
            isSum
        );
    }

    private TokenUsage UsageOf(SqliteStatement row, RowSink sink) =>
        GooseUsage.Of(
            row.OptionalInt64(4),
            row.OptionalInt64(6),
            row.OptionalInt64(7),
            row.OptionalInt64(5),
            row.OptionalInt64(11),
            isCacheInInput,
            sink
        );

    private void ReadSessions(
        SqliteDatabase database,
        HashSet<string> columns,
        Dictionary<string, string> legacy,
        RowSink sink,
        CancellationToken stop
    )
    {
        using SqliteStatement row = columns.Contains("updated_at")
            ? database
                .PrepareFresh($"SELECT {sessionColumns} FROM sessions WHERE ?1 IS NULL OR updated_at >= ?1 ORDER BY updated_at")
                .Bind(1, sessionsUpTo)
            : database.PrepareFresh($"SELECT {sessionColumns} FROM sessions");
        while (row.Step())
        {
            stop.ThrowIfCancellationRequested();
            if (row.Text(0) is not { Length: > 0 } id)
                continue;
            sessionsUpTo = row.Text(6) ?? sessionsUpTo;
            GooseSession session = GooseSession.Read(row, names, isCacheInInput, sink);
            touched.Remove(id, out long lastMs);
            bool has = HasLedger(database, id);
            if (has || lastMs > 0 || !IsMereCopy(database, session, sink))
                AddSession(session, lastMs > 0 ? lastMs : null, sink);

            // Its file may be gone, and what was read of it is here.
            superseded.Add(GooseIdentity.OfFile(id, row.Text(3)));
            if (legacy.TryGetValue(id, out string? file) && GooseLegacyReader.KeyOf(file) is { } imported)
                superseded.Add(imported);
            if (!has)
            {
                TakeSum(database, session, sink);
                continue;
            }

            superseded.Add(session.SumKey);
            TakeCounter(database, session, sink);
        }

        foreach ((string id, long lastMs) in touched)
        {
            GooseSession session = SessionOf(database, id, sink);
            AddSession(session, lastMs, sink);
            superseded.Add(session.SumKey);
        }
    }

    private void AddSession(GooseSession session, long? lastMs, RowSink sink)
    {
        SessionRow row = session.ToRow(lastMs);
        row.Turns = messages?.TurnsOf(session.Session.SessionId);
        sink.Batch.Sessions.Add(row);
    }

    /// <summary>
    /// A session's own sum grows in place: the newest state of it counts. Without one the last request is all that is known, and gives way
    /// to a sum that comes later.
    /// </summary>
    private void TakeSum(SqliteDatabase database, GooseSession session, RowSink sink)
    {
        bool isSum = session.Sum is not null;
        TokenUsage tokens = session.Sum ?? session.Last;
        if (isSum && Imported(database, session, sink) is { } taken && GooseUsage.Holds(tokens, taken))
            tokens = GooseUsage.Beyond(tokens, taken);
        if (tokens.IsZero)
        {
            superseded.Add(session.SumKey);
            return;
        }

        long ms = session.UpdatedMs ?? session.CreatedMs ?? sink.FileModifiedMs;
        Rank rank = isSum ? Rank.Above(ms, tokens.Total) : new Rank(ms - BelowSums, tokens.Total);
        Add(
            session,
            session.SumKey,
            rank,
            tokens,
            ms,
            sink,
            session.Model,
            session.Provider,
            isSum ? session.SumCostNano : null,
            isSum,
            isSum ? UsageEvidence.Recorded : UsageEvidence.Partial
        );
    }

    /// <summary>
    /// A counter that tells more than the session's ledger: an older Goose went on with the session. Some versions counted sub-agents to
    /// their parent too; what they used is theirs.
    /// </summary>
    private void TakeCounter(SqliteDatabase database, GooseSession session, RowSink sink)
    {
        if (session.Sum is not { } told)
            return;
        TokenUsage ledger = LedgerOf(database, session.Session.SessionId, null, sink);
        if (Imported(database, session, sink) is { } taken && GooseUsage.Holds(told, taken))
            (told, ledger) = (GooseUsage.Beyond(told, taken), WithoutCarried(database, session, ledger, taken, sink));
        TokenUsage rest = GooseUsage.Beyond(told, ledger);
        if (rest.IsZero || rest == OfChildren(database, session, sink))
            return;
        sink.Batch.Totals.Add(GooseCounter.Of(session, told, session.UpdatedMs ?? sink.FileModifiedMs));
    }

    private static void Add(
        GooseSession session,
        RecordKey key,
        Rank rank,
        TokenUsage tokens,
        long ms,
        RowSink sink,
        string? model,
        string? provider,
        NanoUsd? costNano,
        bool isSum,
        UsageEvidence evidence = UsageEvidence.Recorded
    ) =>
        sink.Add(
            new UsageRow
            {
                Key = key,
                Rank = rank,
                OwnerRank = new Rank(1, 0),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = evidence,
                Provider = provider,
                Model = model,
                Terms = isSum ? PriceTerms.Sum : null,
                ReportedNano = costNano,
                Session = session.Session,
                SubAgent = session.SubAgent,
                Folder = session.WorkingDirectory,
            }
        );

    private bool HasLedger(SqliteDatabase database, string session)
    {
        if (!hasLedger)
            return false;
        SqliteStatement select = database.Prepare("SELECT 1 FROM usage_ledger WHERE session_id = ?1 LIMIT 1").Bind(1, session);
        bool has = select.Step();
        select.Reset();
        return has;
    }

    private GooseSession SessionOf(SqliteDatabase database, string id, RowSink sink)
    {
        if (sessions.TryGetValue(id, out GooseSession? known))
            return known;
        SqliteStatement select = database.Prepare($"SELECT {sessionColumns} FROM sessions WHERE id = ?1").Bind(1, id);
        GooseSession found = select.Step()
            ? GooseSession.Read(select, names, isCacheInInput, sink)
            : new GooseSession(new SessionRef(GooseIdentity.Agent, id));
        select.Reset();
        sessions.Add(id, found);
        return found;
    }

    private static string IdentityOf(SqliteStatement row) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Text(1)}\n{row.Int64(0)}\n{row.Text(2)}\n{row.Text(3)}\n{row.Int64(4)} {row.Int64(5)} {row.Int64(6)} {row.Int64(7)}"
        );

    /// <summary>What a session's ledger adds up to; up to a time, where one is given.</summary>
    private TokenUsage LedgerOf(SqliteDatabase database, string session, long? untilMs, RowSink sink)
    {
        TokenUsage sum = default;
        if (!hasLedger)
            return sum;
        using SqliteStatement row = database.PrepareFresh(ledgerRows + "session_id = ?1").Bind(1, session);
        while (row.Step())
        {
            if (untilMs is null || GooseSession.Time(row, 2) <= untilMs)
                sum += UsageOf(row, sink);
        }

        return sum;
    }

    /// <summary>What the session's sub-agents used.</summary>
    private TokenUsage OfChildren(SqliteDatabase database, GooseSession session, RowSink sink)
    {
        TokenUsage sum = default;
        using SqliteStatement row = database
            .PrepareFresh($"SELECT * FROM (SELECT {sessionColumns} FROM sessions) WHERE parent_session_id = ?1")
            .Bind(1, session.Session.SessionId);
        while (row.Step())
        {
            GooseSession child = GooseSession.Read(row, names, isCacheInInput, sink);
            sum += HasLedger(database, child.Session.SessionId)
                ? LedgerOf(database, child.Session.SessionId, null, sink)
                : child.Sum ?? default;
        }

        return sum;
    }

    /// <summary>A ledger without what its first row took over from the session that it was imported from.</summary>
    private TokenUsage WithoutCarried(SqliteDatabase database, GooseSession session, TokenUsage ledger, TokenUsage taken, RowSink sink)
    {
        using SqliteStatement row = database
            .PrepareFresh(ledgerRows + "session_id = ?1 AND cost_source = 'carried_forward'")
            .Bind(1, session.Session.SessionId);
        return row.Step() && GooseUsage.Holds(UsageOf(row, sink), taken) ? GooseUsage.Beyond(ledger, taken) : ledger;
    }

    /// <summary>What an imported session took over from the one that was exported; null for a session of its own.</summary>
    private TokenUsage? Imported(SqliteDatabase database, GooseSession session, RowSink sink)
    {
        if (imported.TryGetValue(session.Session.SessionId, out TokenUsage? known))
            return known;
        return imported[session.Session.SessionId] = LookForOrigin(database, session, sink);
    }

    private TokenUsage? LookForOrigin(SqliteDatabase database, GooseSession session, RowSink sink)
    {
        if (messages is null || session.CreatedMs is not { } created)
            return null;
        GooseSession[] holders =
        [
            .. messages
                .Holders(session.Session.SessionId, created)
                .Select(id => SessionOf(database, id, sink))
                .Where(holder => holder.CreatedMs < created)
                .OrderBy(holder => holder.CreatedMs),
        ];
        if (holders.Length == 0)
            return null;
        if (messages.AreAllBefore(session.Session.SessionId, created))
            return session.Sum;
        GooseSession origin = holders[0];
        TokenUsage ledger = LedgerOf(database, origin.Session.SessionId, created, sink);
        if (!ledger.IsZero)
            return ledger;
        return origin.UpdatedMs <= created ? origin.Sum : null;
    }

    /// <summary>True for an import that was not gone on with: it is the session that was exported.</summary>
    private bool IsMereCopy(SqliteDatabase database, GooseSession session, RowSink sink) =>
        session.Sum is { IsZero: false } sum && Imported(database, session, sink) is { } taken && GooseUsage.Beyond(sum, taken).IsZero;
}
