using System.Globalization;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.Goose;

/// <summary>Reads Goose's database: the new rows of its ledger of requests, and the sums of sessions without rows there.</summary>
internal sealed class GooseReader : FileLogReader
{
    /// <summary>Ranks the last request of a session below any sum of the session.</summary>
    public const long BelowSums = 1L << 50;

    /// <summary>Since this version of the schema the input includes cache reads and writes.</summary>
    private const long CacheInInputSince = 14;

    private readonly NameTable names = new();
    private readonly Dictionary<string, GooseSession> sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> touched = new(StringComparer.Ordinal);
    private readonly List<RecordKey> replaced = [];
    private readonly Dictionary<string, TokenUsage?> imported = new(StringComparer.Ordinal);
    private long lastRow;
    private string? lastIdentity;
    private string? sessionsUpTo;
    private bool isCacheInInput;
    private bool namesProviders;
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
        database.Execute("BEGIN"); // all queries see one snapshot of the file
        HashSet<string> columns = foreign.Columns("sessions"),
            ledger = foreign.Columns("usage_ledger");
        if (columns.Count == 0)
            return;
        sessionColumns = ForeignSqlite.Select(columns, GooseSession.Columns);
        namesProviders = columns.Contains("provider_name");
        hasLedger = ledger.Contains("session_id");
        messages = GooseMessages.Of(foreign);
        isCacheInInput =
            !foreign.Columns("schema_version").Contains("version")
            || (database.Number("SELECT max(version) FROM schema_version") ?? CacheInInputSince) >= CacheInInputSince;
        if (hasLedger)
            ReadLedger(database, ledger, sink, stop);
        ReadSessions(database, columns, GooseLegacyReader.FilesBeside(path), sink, stop);
    }

    public override void Finish(RowSink sink) => sink.Batch.Replaced.AddRange(replaced);

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

        // Row ids are never reused, but a database that was created anew starts at 1.
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

        // The first ledger row of a session may carry over its earlier usage: that was not used on the day of the row, nor by an import
        // that took it over.
        bool isSum = row.Text(10) == "carried_forward";
        if (isSum)
        {
            ms = Math.Max(messages?.LastBeforeReturn(sessionId, ms) ?? 0, session.CreatedMs ?? ms);
            if (Imported(database, session, sink) is { } taken && GooseUsage.Holds(tokens, taken))
                tokens = GooseUsage.Beyond(tokens, taken);
        }
        else
        {
            tokens = GooseUsage.WithThoughts(tokens, row.OptionalInt64(11), sink);
        }

        RecordKey key = GooseIdentity.OfRow(IdentityOf(row));
        if (tokens.IsZero)
        {
            if (isSum)
                replaced.Add(key);
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

            // Its file may be deleted, but the ledger has what was read from it.
            replaced.Add(GooseIdentity.OfFile(id, row.Text(3)));
            if (legacy.TryGetValue(id, out string? file) && GooseLegacyReader.KeyOf(file) is { } imported)
                replaced.Add(imported);
            if (!has)
            {
                TakeSum(database, session, sink);
                continue;
            }

            replaced.Add(session.SumKey);
            TakeCounter(database, session, sink);
        }

        foreach ((string id, long lastMs) in touched)
        {
            GooseSession session = SessionOf(database, id, sink);
            AddSession(session, lastMs, sink);
            replaced.Add(session.SumKey);
        }
    }

    private void AddSession(GooseSession session, long? lastMs, RowSink sink)
    {
        SessionRow row = session.ToRow(lastMs);
        row.Turns = messages?.TurnsOf(session.Session.SessionId);
        sink.Batch.Sessions.Add(row);
    }

    /// <summary>
    /// Reads a session's own sum, whose newest state counts. Without a sum only the last request is known, which a later sum replaces.
    /// </summary>
    private void TakeSum(SqliteDatabase database, GooseSession session, RowSink sink)
    {
        bool isSum = session.Sum is not null;
        TokenUsage tokens = session.Sum ?? session.Last;
        if (isSum && Imported(database, session, sink) is { } taken && GooseUsage.Holds(tokens, taken))
            tokens = GooseUsage.Beyond(tokens, taken);
        if (tokens.IsZero)
        {
            replaced.Add(session.SumKey);
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
    /// Reads a counter that exceeds the session's ledger, because an older Goose continued the session. Some versions also counted
    /// sub-agents in their parent; that part is theirs.
    /// </summary>
    private void TakeCounter(SqliteDatabase database, GooseSession session, RowSink sink)
    {
        if (session.Sum is not { } counter)
            return;
        TokenUsage ledger = LedgerOf(database, session.Session.SessionId, null, sink);
        if (Imported(database, session, sink) is { } taken && GooseUsage.Holds(counter, taken))
            (counter, ledger) = (GooseUsage.Beyond(counter, taken), WithoutCarried(database, session, ledger, taken, sink));
        TokenUsage rest = GooseUsage.Beyond(counter, ledger);
        if (rest.IsZero || rest == OfChildren(database, session, sink))
            return;
        sink.Batch.Totals.Add(GooseCounter.Of(session, counter, session.UpdatedMs ?? sink.FileModifiedMs));
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

    /// <summary>The sum of a session's ledger, up to a time if one is given.</summary>
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

    /// <summary>The usage of the session's sub-agents.</summary>
    private TokenUsage OfChildren(SqliteDatabase database, GooseSession session, RowSink sink)
    {
        TokenUsage sum = default;
        using SqliteStatement row = database
            .PrepareFresh($"SELECT * FROM (SELECT {sessionColumns} FROM sessions) WHERE parent_session_id = ?1")
            .Bind(1, session.Session.SessionId);
        while (row.Step())
        {
            GooseSession child = GooseSession.Read(row, names, isCacheInInput, sink);
            TokenUsage ledger = LedgerOf(database, child.Session.SessionId, null, sink);
            sum += ledger + GooseUsage.Beyond(child.Sum ?? default, ledger);
        }

        return sum;
    }

    /// <summary>A ledger without what its first row carried over from the session that it was imported from.</summary>
    private TokenUsage WithoutCarried(SqliteDatabase database, GooseSession session, TokenUsage ledger, TokenUsage taken, RowSink sink)
    {
        using SqliteStatement row = database
            .PrepareFresh(ledgerRows + "session_id = ?1 AND cost_source = 'carried_forward'")
            .Bind(1, session.Session.SessionId);
        return row.Step() && GooseUsage.Holds(UsageOf(row, sink), taken) ? GooseUsage.Beyond(ledger, taken) : ledger;
    }

    /// <summary>What an imported session carried over from the exported one; null for a session of its own.</summary>
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
            return IsForeign(session, created) ? session.Sum : null;
        if (messages.AreAllBefore(session.Session.SessionId, created))
            return session.Sum;
        GooseSession origin = holders[0];
        TokenUsage ledger = LedgerOf(database, origin.Session.SessionId, created, sink),
            counter = origin.UpdatedMs <= created ? origin.Sum ?? default : default;
        TokenUsage taken = ledger + GooseUsage.Beyond(counter, ledger);
        return taken.IsZero ? null : taken;
    }

    /// <summary>
    /// True for the session of another agent that was imported and not gone on with: Goose itself has never asked a model in it. Sessions
    /// of the first versions named no provider either.
    /// </summary>
    private bool IsForeign(GooseSession session, long created) =>
        namesProviders
        && session is { Provider: null, Model: null, IsOfFirstVersions: false }
        && messages!.AreAllBefore(session.Session.SessionId, created);

    /// <summary>True for an import that was not continued: it is the same session as the exported one.</summary>
    private bool IsMereCopy(SqliteDatabase database, GooseSession session, RowSink sink) =>
        session.Sum is { IsZero: false } sum && Imported(database, session, sink) is { } taken && GooseUsage.Beyond(sum, taken).IsZero;
}
