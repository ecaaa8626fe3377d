using System.Runtime.InteropServices;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>The queries for reports. Every enumeration has its own statement, so that they can be nested.</summary>
internal sealed class SqliteQueries(SqliteDatabase database, SqliteNames names) : ILedgerQueries
{
    private const string OfIds = "s.session_id COLLATE NOCASE IN (SELECT value FROM json_each(?3))";

    private const string MainProject = """
        (SELECT d.project FROM rollup_session r JOIN dimension d ON d.id = r.dimension JOIN name p ON p.id = d.project
            WHERE r.session = s.id
            ORDER BY r.input + r.cache_read + r.cache_write_5m + r.cache_write_1h + r.output DESC, p.text LIMIT 1)
        """;

    private const string CellColumns = """
        u.at, u.session, u.dimension, u.requests, u.input, u.cache_read, u.cache_write_5m, u.cache_write_1h, u.output,
            u.reasoning, u.web_searches, u.cost, u.cost_status, u.reported_cost, u.cache_saving, u.reported_credits
        """;

    public Dimension DimensionOf(int id) => names.DimensionOf(id);

    public T InSnapshot<T>(Func<T> work)
    {
        database.Execute("BEGIN");
        try
        {
            return work();
        }
        finally
        {
            if (database.InTransaction)
                database.Execute("COMMIT");
        }
    }

    public IEnumerable<LedgerCell> ByTime(RollupKind kind, long? fromMs, long? toMs, bool withTimes)
    {
        long unit = RollupTables.UnitMs(kind);
        string key = RollupTables.Key(kind),
            table = RollupTables.Table(kind),
            where = fromMs is null && toMs is null ? "" : $" WHERE {key} >= ?1 AND {key} < ?2";
        using SqliteStatement select = database.PrepareFresh($"SELECT {key}, dimension, {RollupTables.Columns} FROM {table}{where}");
        if (where.Length > 0)
            select.Bind(1, fromMs is { } from ? from / unit : long.MinValue).Bind(2, toMs is { } to ? to / unit : long.MaxValue);
        if (withTimes)
        {
            while (select.Step())
                yield return new LedgerCell(select.Int64(0) * unit, 0, (int)select.Int64(1), SumsAt(select, 2));
            yield break;
        }

        // SQLite would sort all cells to group them, which takes several times as long as to read them.
        Dictionary<int, Sums> totals = [];
        while (select.Step())
            CollectionsMarshal.GetValueRefOrAddDefault(totals, (int)select.Int64(1), out _).Add(SumsAt(select, 2));
        foreach ((int dimension, Sums sums) in totals)
            yield return new LedgerCell(0, 0, dimension, sums);
    }

    public IEnumerable<LedgerCell> QuartersOf(IReadOnlyList<long> days)
    {
        using SqliteStatement select = database
            .PrepareFresh(
                $"SELECT quarter, dimension, {RollupTables.Columns} FROM json_each(?1) d CROSS JOIN rollup_time "
                    + $"WHERE quarter >= d.value AND quarter < d.value + {QuarterHour.InDay}"
            )
            .Bind(1, $"[{string.Join(',', days.Select(QuarterHour.Of))}]");
        while (select.Step())
            yield return new LedgerCell(select.Int64(0) * QuarterHour.Ms, 0, (int)select.Int64(1), SumsAt(select, 2));
    }

    public IEnumerable<LedgerCell> BySession(IReadOnlyList<long> sessions)
    {
        using SqliteStatement select = database
            .PrepareFresh(
                $"SELECT session, dimension, {RollupTables.Columns} FROM rollup_session WHERE session IN (SELECT value FROM json_each(?1))"
            )
            .Bind(1, $"[{string.Join(',', sessions)}]");
        while (select.Step())
            yield return new LedgerCell(0, select.Int64(0), (int)select.Int64(1), SumsAt(select, 2));
    }

    public IEnumerable<LedgerCell> BySession(long fromMs, long toMs) =>
        OfWholeSessions(
                $"r.session, r.dimension, {RollupTables.Columns}",
                fromMs,
                toMs,
                row => new LedgerCell(0, row.Int64(0), (int)row.Int64(1), SumsAt(row, 2))
            )
            .Concat(OfDividedSessions(fromMs, toMs));

    public IEnumerable<SessionAmounts> AmountsBySession(long fromMs, long toMs) =>
        OfWholeSessions(
                SessionAmounts.Columns,
                fromMs,
                toMs,
                row => new SessionAmounts(
                    row.Int64(0),
                    (int)row.Int64(1),
                    row.Int64(2),
                    row.Int64(3),
                    new NanoUsd(row.Int64(4)),
                    row.Int64(5) == 1,
                    row.Int64(6) == 1
                )
            )
            .Concat(OfDividedSessions(fromMs, toMs).Select(cell => SessionAmounts.Of(cell)));

    /// <summary>Columns of the kept sums, r, of the sessions that are in a window as a whole.</summary>
    private IEnumerable<T> OfWholeSessions<T>(string columns, long fromMs, long toMs, Func<SqliteStatement, T> read)
    {
        using SqliteStatement select = database
            .PrepareFresh(
                $"SELECT {columns} FROM session_span s CROSS JOIN rollup_session r ON r.session = s.session WHERE s.first_at >= ?1 AND "
                    + "s.last_at < ?2"
            )
            .Bind(1, fromMs)
            .Bind(2, toMs);
        while (select.Step())
            yield return read(select);
    }

    /// <summary>The rows in a window of the sessions that are not in it as a whole.</summary>
    private IEnumerable<LedgerCell> OfDividedSessions(long fromMs, long toMs)
    {
        using SqliteStatement part = database
            .PrepareFresh(
                $"SELECT {CellColumns} FROM session_span s CROSS JOIN usage u ON u.session = s.session WHERE s.last_at >= ?1 AND "
                    + "s.first_at < ?2 AND (s.first_at < ?1 OR s.last_at >= ?2) AND +u.at >= ?1 AND +u.at < ?2 AND u.withdrawn = 0"
            )
            .Bind(1, fromMs)
            .Bind(2, toMs);
        while (part.Step())
            yield return CellAt(part, CostSource.Calculated);
    }

    public IEnumerable<LedgerCell> Rows(long fromMs, long toMs, CostSource source, IReadOnlyList<string>? sessionIds)
    {
        using SqliteStatement select = Prepare($"SELECT {CellColumns} FROM usage u", fromMs, toMs, sessionIds, "");
        while (select.Step())
            yield return CellAt(select, source);
    }

    public IEnumerable<ToolCell> Tools(long fromMs, long toMs, CostSource source, IReadOnlyList<string>? sessionIds)
    {
        // In the order of the table of uses, of which each record is looked up once.
        using SqliteStatement select = Prepare(
            $"SELECT {CellColumns}, t.record, t.tool, t.server, t.skill FROM tool_use t CROSS JOIN usage u ON u.key = t.record",
            fromMs,
            toMs,
            sessionIds,
            "ORDER BY t.record"
        );
        while (select.Step())
            yield return new ToolCell(
                RecordKey.Read(select.Blob(16)),
                CellAt(select, source),
                new ToolNames(names.NameOf((int)select.Int64(17)), names.NameOf((int)select.Int64(18)), names.NameOf((int)select.Int64(19)))
            );
    }

    public IEnumerable<(UsageRecord Record, int Dimension)> Usage(long fromMs, long toMs, IReadOnlyList<string>? sessionIds)
    {
        using SqliteStatement select = Prepare(
            """
            SELECT lower(hex(u.key)), u.at, u.dimension, s.session_id, u.terms, u.requests, u.input, u.cache_read, u.cache_write_5m,
                u.cache_write_1h, u.output,
                   u.reasoning, u.web_searches, u.cost, u.cost_status, u.reported_cost, u.reported_credits
            FROM usage u JOIN session s ON s.id = u.session
            """,
            fromMs,
            toMs,
            sessionIds,
            "ORDER BY u.at, u.key"
        );
        while (select.Step())
        {
            int dimension = (int)select.Int64(2);
            Dimension d = names.DimensionOf(dimension);
            yield return (
                new UsageRecord
                {
                    Id = select.Text(0)!,
                    Timestamp = Moment.Of(select.Int64(1)),
                    Agent = d.Agent,
                    SessionId = select.Text(3)!,
                    SubAgent = d.SubAgent,
                    Provider = d.Provider,
                    Model = d.Model,
                    Project = d.Project,
                    Branch = d.Branch,
                    Machine = d.Machine,
                    User = d.User,
                    Evidence = d.Evidence,
                    ServiceTier = names.NameOf((int)select.Int64(4)),
                    Requests = select.Int64(5),
                    InputTokens = select.Int64(6),
                    CacheReadTokens = select.Int64(7),
                    CacheWrite5mTokens = select.Int64(8),
                    CacheWrite1hTokens = select.Int64(9),
                    OutputTokens = select.Int64(10),
                    ReasoningTokens = select.Int64(11),
                    WebSearches = select.Int64(12),
                    Cost = select.OptionalMoney(13)?.Usd,
                    CostStatus = (CostStatus)select.Int64(14),
                    ReportedCost = select.OptionalMoney(15)?.Usd,
                    ReportedCredits = select.OptionalInt64(16) / Credits.PerCredit,
                    CreditUnit = d.CreditUnit,
                },
                dimension
            );
        }
    }

    public IEnumerable<(RecordKey Key, int Reasons)> FindRetracted()
    {
        using SqliteStatement select = database.PrepareFresh("SELECT key, withdrawn FROM usage WHERE withdrawn <> 0");
        while (select.Step())
            yield return (RecordKey.Read(select.Blob(0)), (int)select.Int64(1));
    }

    public IEnumerable<StoredSession> Sessions(SessionScope scope)
    {
        using SqliteStatement select = Prepare(
            $"""
            SELECT id, agent, session_id, parent_session_id, sub_agent, working_directory, branch, title, agent_version, first_at, last_at,
                ending, machine, user,
                   {MainProject},
                   turns, told, status, ended_at
            FROM session s
            """,
            scope,
            "ORDER BY first_at, session_id, id"
        );
        while (select.Step())
        {
            yield return new StoredSession
            {
                Id = select.Int64(0),
                Agent = names.NameOf((int)select.Int64(1))!,
                SessionId = select.Text(2)!,
                ParentSessionId = select.Text(3),
                SubAgent = select.Text(4),
                WorkingDirectory = select.Text(5),
                Branch = select.Text(6),
                Title = select.Text(7),
                AgentVersion = select.Text(8),
                FirstMs = select.OptionalInt64(9),
                LastMs = select.OptionalInt64(10),
                End = (SessionEnd)select.Int64(11),
                Machine = names.NameOf((int)select.Int64(12)),
                User = names.NameOf((int)select.Int64(13)),
                MainProject = names.NameOf((int)(select.OptionalInt64(14) ?? 0)),
                Turns = select.OptionalInt64(15),
                Provenance = SessionProvenance.Read(select.Blob(16), select.OptionalInt64(9), select.OptionalInt64(10)),
                Status = (SessionStatus)select.Int64(17),
                EndedMs = select.OptionalInt64(18),
            };
        }
    }

    public IEnumerable<SessionKey> SessionKeys(SessionScope scope, SessionText text)
    {
        string columns = text switch
        {
            SessionText.SessionId => "session_id, 0",
            SessionText.Title => "title, 0",
            SessionText.Project => $"working_directory, {MainProject}",
            _ => "NULL, 0",
        };
        using SqliteStatement select = Prepare(
            $"SELECT id, agent, machine, user, status, first_at, last_at, {columns} FROM session s",
            scope,
            ""
        );
        while (select.Step())
        {
            yield return new SessionKey(
                select.Int64(0),
                names.NameOf((int)select.Int64(1))!,
                names.NameOf((int)select.Int64(2)),
                names.NameOf((int)select.Int64(3)),
                (SessionStatus)select.Int64(4),
                select.OptionalInt64(5),
                select.OptionalInt64(6),
                text == SessionText.Project
                    ? StoredSession.ProjectOf(names.NameOf((int)(select.OptionalInt64(8) ?? 0)), select.Text(7))
                    : select.Text(7)
            );
        }
    }

    public bool HasSessions => database.Number("SELECT EXISTS (SELECT 1 FROM session)") == 1;

    public HashSet<string> SessionIds()
    {
        HashSet<string> ids = new(StringComparer.OrdinalIgnoreCase);
        using SqliteStatement select = database.PrepareFresh("SELECT session_id FROM session");
        while (select.Step())
            ids.Add(select.Text(0)!);
        return ids;
    }

    public IReadOnlyList<string> SessionIdsFrom(string beginning, int most)
    {
        List<string> ids = [];
        (string from, string to) = IdRange.Of(beginning);
        using SqliteStatement select = database
            .PrepareFresh(
                "SELECT session_id FROM session WHERE session_id COLLATE NOCASE >= ?1 AND session_id COLLATE NOCASE < ?2 LIMIT ?3"
            )
            .Bind(1, from)
            .Bind(2, to)
            .Bind(3, most);
        while (select.Step())
            ids.Add(select.Text(0)!);
        return ids;
    }

    public HashSet<string> NamesOf(CostGrouping grouping)
    {
        HashSet<string> found = new(StringComparer.OrdinalIgnoreCase);
        using SqliteStatement select = database.PrepareFresh(
            $"SELECT text FROM name WHERE id IN ({DimensionColumns.Select(grouping, "user")})"
        );
        while (select.Step())
            found.Add(select.Text(0)!);
        return found;
    }

    public IEnumerable<AgentSpan> Activity()
    {
        using SqliteStatement select = database.PrepareFresh(
            "SELECT s.agent, count(*), min(s.first_at) FILTER (WHERE s.used), max(s.last_at) FILTER (WHERE s.used) FROM (SELECT agent, "
                + "first_at, last_at, EXISTS (SELECT 1 FROM rollup_session r WHERE r.session = session.id) AS used FROM session) s "
                + "GROUP BY s.agent"
        );
        while (select.Step())
        {
            string agent = names.NameOf((int)select.Int64(0))!;
            yield return new AgentSpan(agent, select.Int64(1), select.OptionalInt64(2), select.OptionalInt64(3));
        }
    }

    /// <summary>A query of sessions, which have the alias <c>s</c>.</summary>
    private SqliteStatement Prepare(string select, SessionScope scope, string order)
    {
        List<string> conditions = [];
        if (scope.FromMs is not null)
            conditions.Add("s.last_at >= ?1");
        if (scope.ToMs is not null)
            conditions.Add("s.first_at < ?2");
        if (scope.Ids is not null)
            conditions.Add(OfIds);
        if (scope.Rows is not null)
            conditions.Add("s.id IN (SELECT value FROM json_each(?5))");
        if (scope.OnlyOpen)
            conditions.Add("s.status = 0");
        if (scope.OpenOn is not null)
            conditions.Add("s.status = 0 AND s.machine = ?4");
        SqliteStatement statement = database.PrepareFresh(
            $"{select} {(conditions.Count > 0 ? "WHERE " : "")}{string.Join(" AND ", conditions)} {order}"
        );
        if (scope.FromMs is { } from)
            statement.Bind(1, from);
        if (scope.ToMs is { } to)
            statement.Bind(2, to);
        if (scope.Rows is { } rows)
            statement.Bind(5, $"[{string.Join(',', rows)}]");
        if (scope.OpenOn is { } machine)
            statement.Bind(4, names.Find(machine) ?? 0);
        return scope.Ids is { } ids ? statement.Bind(3, TextArray.Write(ids)) : statement;
    }

    /// <summary>A query of the counted rows, which have the alias <c>u</c>.</summary>
    private SqliteStatement Prepare(string select, long fromMs, long toMs, IReadOnlyList<string>? sessionIds, string order)
    {
        // The plus sign keeps SQLite from using the index of times: a session has few rows, but a window, usually all time, has many.
        string which = sessionIds is null
            ? "u.at >= ?1 AND u.at < ?2"
            : $"u.session IN (SELECT s.id FROM session s WHERE {OfIds}) AND +u.at >= ?1 AND +u.at < ?2";
        SqliteStatement statement = database
            .PrepareFresh($"{select} WHERE {which} AND u.withdrawn = 0 {order}")
            .Bind(1, fromMs)
            .Bind(2, toMs);
        return sessionIds is null ? statement : statement.Bind(3, TextArray.Write(sessionIds));
    }

    /// <summary>A row with <see cref="CellColumns"/>.</summary>
    private static LedgerCell CellAt(SqliteStatement s, CostSource source)
    {
        (NanoUsd? cost, CostStatus status) = CostChoice.Of(source, s.OptionalMoney(11), (CostStatus)s.Int64(12), s.OptionalMoney(13));
        return new LedgerCell(
            s.Int64(0),
            s.Int64(1),
            (int)s.Int64(2),
            Sums.Of(
                s.Int64(3),
                TokensAt(s, 4),
                s.Int64(10),
                cost,
                status,
                s.OptionalInt64(15) ?? 0,
                source == CostSource.Calculated ? s.OptionalMoney(14) : null
            )
        );
    }

    private static Sums SumsAt(SqliteStatement row, int at)
    {
        Sums sums = default;
        for (int i = 0; i < Sums.Count; i++)
            sums[(SumColumn)i] = row.Int64(at + i);
        return sums;
    }

    private static TokenUsage TokensAt(SqliteStatement s, int at) =>
        new(s.Int64(at), s.Int64(at + 1), s.Int64(at + 2), s.Int64(at + 3), s.Int64(at + 4), s.Int64(at + 5));
}
