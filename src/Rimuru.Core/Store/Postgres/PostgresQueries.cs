using Npgsql;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Postgres;

/// <summary>The queries for reports.</summary>
internal sealed class PostgresQueries(PostgresReader reader, PostgresNames names) : ILedgerQueries
{
    // The server plans with the actual values, so conditions on NULL parameters cost nothing.
    private const string OfIds = "($3 IS NULL OR lower(s.session_id COLLATE \"C\") = ANY ($3))";
    private const string InScope =
        $"($1 IS NULL OR s.last_at >= $1) AND ($2 IS NULL OR s.first_at < $2) AND {OfIds} AND ($4 IS NULL OR (s.status = 0 AND "
        + "s.machine = $4)) AND (NOT $5 OR s.status = 0) AND ($6 IS NULL OR s.id = ANY ($6))";
    private const string InWindow =
        "u.at >= $1 AND u.at < $2 AND u.withdrawn = 0 AND ($3 IS NULL OR u.session = ANY (ARRAY(SELECT s.id FROM session s WHERE "
        + $"{OfIds})))";

    private const string MainProjects = $"""
        (SELECT DISTINCT ON (r.session) r.session, d.project
            FROM session s JOIN rollup_session r ON r.session = s.id JOIN dimension d ON d.id = r.dimension JOIN name n ON n.id = d.project
            WHERE {InScope}
            ORDER BY r.session, r.input + r.cache_read + r.cache_write_5m + r.cache_write_1h + r.output DESC, n.text)
        """;

    private static readonly string TotalColumns = RollupTables.Each(", ", column => $"sum({column})::bigint");

    private const string CellColumns = """
        u.at, u.session, u.dimension, u.requests, u.input, u.cache_read, u.cache_write_5m, u.cache_write_1h, u.output,
            u.reasoning, u.web_searches, u.cost, u.cost_status, u.reported_cost, u.cache_saving, u.reported_credits
        """;

    public Dimension DimensionOf(int id) => names.DimensionOf(id);

    public T InSnapshot<T>(Func<T> work) => reader.InSnapshot(work);

    public IEnumerable<LedgerCell> ByTime(RollupKind kind, long? fromMs, long? toMs, bool withTimes)
    {
        long unit = RollupTables.UnitMs(kind);
        string key = RollupTables.Key(kind),
            table = RollupTables.Table(kind);
        string sql = withTimes
            ? $"SELECT {key}, dimension, {RollupTables.Columns} FROM {table} WHERE {key} >= $1 AND {key} < $2"
            : $"SELECT 0::bigint, dimension, {TotalColumns} FROM {table} WHERE {key} >= $1 AND {key} < $2 GROUP BY dimension";
        return Named(
            reader.Stream(connection =>
                connection.Read(
                    sql,
                    row => new LedgerCell(row.GetInt64(0) * unit, 0, row.GetInt32(1), SumsAt(row, 2)),
                    PostgresValue.Of(fromMs is { } from ? from / unit : long.MinValue),
                    PostgresValue.Of(toMs is { } to ? to / unit : long.MaxValue)
                )
            )
        );
    }

    public IEnumerable<LedgerCell> QuartersOf(IReadOnlyList<long> days) =>
        Named(
            reader.Stream(connection =>
                connection.Read(
                    $"SELECT quarter, dimension, {RollupTables.Columns} FROM unnest($1) AS d (start) JOIN rollup_time "
                        + $"ON quarter >= d.start AND quarter < d.start + {QuarterHour.InDay}",
                    row => new LedgerCell(row.GetInt64(0) * QuarterHour.Ms, 0, row.GetInt32(1), SumsAt(row, 2)),
                    PostgresValue.Each(days, QuarterHour.Of)
                )
            )
        );

    public IEnumerable<LedgerCell> BySession(IReadOnlyList<long> sessions) =>
        Named(
            reader.Run(connection =>
                connection
                    .Read(
                        $"SELECT session, dimension, {RollupTables.Columns} FROM rollup_session WHERE session = ANY($1)",
                        row => new LedgerCell(0, row.GetInt64(0), row.GetInt32(1), SumsAt(row, 2)),
                        [PostgresValue.Each(sessions, id => id)]
                    )
                    .ToList()
            )
        );

    public IEnumerable<LedgerCell> BySession(long fromMs, long toMs) =>
        Named(
            OfWholeSessions(
                    $"r.session, r.dimension, {RollupTables.Columns}",
                    fromMs,
                    toMs,
                    row => new LedgerCell(0, row.GetInt64(0), row.GetInt32(1), SumsAt(row, 2))
                )
                .Concat(OfDividedSessions(fromMs, toMs))
        );

    public IEnumerable<SessionAmounts> AmountsBySession(long fromMs, long toMs) =>
        Named(
            OfWholeSessions(
                    SessionAmounts.Columns,
                    fromMs,
                    toMs,
                    row => new SessionAmounts(
                        row.GetInt64(0),
                        row.GetInt32(1),
                        row.GetInt64(2),
                        row.GetInt64(3),
                        new NanoUsd(row.GetInt64(4)),
                        row.GetInt32(5) == 1,
                        row.GetInt32(6) == 1
                    )
                )
                .Concat(OfDividedSessions(fromMs, toMs).Select(cell => SessionAmounts.Of(cell))),
            amounts => amounts.Dimension
        );

    /// <summary>Columns of the kept sums, r, of the sessions that are in a window as a whole.</summary>
    private IEnumerable<T> OfWholeSessions<T>(string columns, long fromMs, long toMs, Func<NpgsqlDataReader, T> read) =>
        reader.Stream(connection =>
            connection.Read(
                $"SELECT {columns} FROM session_span s JOIN rollup_session r ON r.session = s.session WHERE s.first_at >= $1 AND "
                    + "s.last_at < $2",
                read,
                PostgresValue.Of(fromMs),
                PostgresValue.Of(toMs)
            )
        );

    /// <summary>The rows in a window of the sessions that are not in it as a whole.</summary>
    private IEnumerable<LedgerCell> OfDividedSessions(long fromMs, long toMs) =>
        reader.Stream(connection =>
            connection.Read(
                $"SELECT {CellColumns} FROM session_span s JOIN usage u ON u.session = s.session WHERE s.last_at >= $1 AND "
                    + "s.first_at < $2 AND (s.first_at < $1 OR s.last_at >= $2) AND u.at >= $1 AND u.at < $2 AND u.withdrawn = 0",
                row => CellAt(row, CostSource.Calculated),
                PostgresValue.Of(fromMs),
                PostgresValue.Of(toMs)
            )
        );

    public IEnumerable<LedgerCell> Rows(long fromMs, long toMs, CostSource source, IReadOnlyList<string>? sessionIds) =>
        Named(
            reader.Stream(connection =>
                connection.Read(
                    $"SELECT {CellColumns} FROM usage u WHERE {InWindow}",
                    row => CellAt(row, source),
                    PostgresValue.Of(fromMs),
                    PostgresValue.Of(toMs),
                    PostgresValue.OfIds(sessionIds)
                )
            )
        );

    public IEnumerable<ToolCell> Tools(long fromMs, long toMs, CostSource source, IReadOnlyList<string>? sessionIds)
    {
        foreach (
            (RecordKey record, LedgerCell cell, int tool, int server, int skill) in reader.Stream(connection =>
                connection.Read(
                    $"""
                    SELECT {CellColumns}, t.record, t.tool, t.server, t.skill FROM tool_use t JOIN usage u ON u.key = t.record
                    WHERE {InWindow} ORDER BY t.record
                    """,
                    row => (PostgresValue.Key(row.GetGuid(16)), CellAt(row, source), row.GetInt32(17), row.GetInt32(18), row.GetInt32(19)),
                    PostgresValue.Of(fromMs),
                    PostgresValue.Of(toMs),
                    PostgresValue.OfIds(sessionIds)
                )
            )
        )
            yield return new ToolCell(record, cell, new ToolNames(names.NameOf(tool), names.NameOf(server), names.NameOf(skill)));
    }

    public IEnumerable<(UsageRecord Record, int Dimension)> Usage(long fromMs, long toMs, IReadOnlyList<string>? sessionIds)
    {
        foreach (
            (UsageRecord record, int dimension, int terms) in reader.Stream(connection =>
                connection.Read(
                    $"""
                    SELECT u.key, u.at, u.dimension, s.session_id, u.terms, u.requests, u.input, u.cache_read, u.cache_write_5m,
                        u.cache_write_1h, u.output,
                           u.reasoning, u.web_searches, u.cost, u.cost_status, u.reported_cost, u.reported_credits
                    FROM usage u JOIN session s ON s.id = u.session WHERE {InWindow} ORDER BY u.at, u.key
                    """,
                    row => (RecordAt(row), row.GetInt32(2), row.GetInt32(4)),
                    PostgresValue.Of(fromMs),
                    PostgresValue.Of(toMs),
                    PostgresValue.OfIds(sessionIds)
                )
            )
        )
        {
            Dimension d = names.DimensionOf(dimension);
            yield return (
                record with
                {
                    Agent = d.Agent,
                    SubAgent = d.SubAgent,
                    Provider = d.Provider,
                    Model = d.Model,
                    Project = d.Project,
                    Branch = d.Branch,
                    Machine = d.Machine,
                    User = d.User,
                    Evidence = d.Evidence,
                    ServiceTier = names.NameOf(terms),
                    CreditUnit = d.CreditUnit,
                },
                dimension
            );
        }
    }

    public IEnumerable<(RecordKey Key, int Reasons)> FindRetracted() =>
        reader.Stream(connection =>
            connection.Read(
                "SELECT key, withdrawn FROM usage WHERE withdrawn <> 0",
                row => (PostgresValue.Key(row.GetGuid(0)), (int)row.GetInt16(1))
            )
        );

    public IEnumerable<StoredSession> Sessions(SessionScope scope)
    {
        foreach (
            (StoredSession session, int agent, int machine, int login, int project) in reader.Stream(connection =>
                connection.Read(
                    $"""
                    SELECT s.id, s.agent, s.session_id, s.parent_session_id, s.sub_agent, s.working_directory, s.branch, s.title,
                        s.agent_version, s.first_at, s.last_at, s.ending,
                           s.turns, s.machine, s.login, coalesce(p.project, 0), s.told, s.status, s.ended_at
                    FROM session s LEFT JOIN {MainProjects} p ON p.session = s.id
                    WHERE {InScope} ORDER BY s.first_at NULLS FIRST, s.session_id, s.id
                    """,
                    row => (SessionAt(row), row.GetInt32(1), row.GetInt32(13), row.GetInt32(14), row.GetInt32(15)),
                    Of(scope)
                )
            )
        )
        {
            yield return session with
            {
                Agent = names.NameOf(agent)!,
                Machine = names.NameOf(machine),
                User = names.NameOf(login),
                MainProject = names.NameOf(project),
            };
        }
    }

    public IEnumerable<SessionKey> SessionKeys(SessionScope scope, SessionText text)
    {
        (string columns, string joined) = text switch
        {
            SessionText.SessionId => ("s.session_id, 0", ""),
            SessionText.Title => ("s.title, 0", ""),
            SessionText.Project => ("s.working_directory, coalesce(p.project, 0)", $" LEFT JOIN {MainProjects} p ON p.session = s.id"),
            _ => ("NULL::text, 0", ""),
        };
        foreach (
            (SessionKey key, int agent, int machine, int login, int project) in reader.Stream(connection =>
                connection.Read(
                    $"SELECT s.id, s.agent, s.machine, s.login, s.status, s.first_at, s.last_at, {columns} FROM session s{joined} "
                        + $"WHERE {InScope}",
                    row => (KeyAt(row), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(8)),
                    Of(scope)
                )
            )
        )
        {
            yield return key with
            {
                Agent = names.NameOf(agent)!,
                Machine = names.NameOf(machine),
                User = names.NameOf(login),
                Text = text == SessionText.Project ? StoredSession.ProjectOf(names.NameOf(project), key.Text) : key.Text,
            };
        }
    }

    public bool HasSessions => reader.Run(connection => connection.IsTrue("SELECT EXISTS (SELECT 1 FROM session)"));

    public HashSet<string> SessionIds() =>
        reader.Run(connection => new HashSet<string>(
            connection.Read("SELECT session_id FROM session", row => row.GetString(0)),
            StringComparer.OrdinalIgnoreCase
        ));

    public IReadOnlyList<string> SessionIdsFrom(string beginning, int most)
    {
        (string from, string to) = IdRange.Of(beginning);
        return reader.Run(connection =>
            connection
                .Read(
                    "SELECT session_id FROM session WHERE lower(session_id COLLATE \"C\") >= $1 AND lower(session_id COLLATE \"C\") < $2 "
                        + "LIMIT $3",
                    row => row.GetString(0),
                    PostgresValue.Of(from),
                    PostgresValue.Of(to),
                    PostgresValue.Of((long)most)
                )
                .ToList()
        );
    }

    public HashSet<string> NamesOf(CostGrouping grouping) =>
        reader.Run(connection => new HashSet<string>(
            connection.Read($"SELECT text FROM name WHERE id IN ({DimensionColumns.Select(grouping, "login")})", row => row.GetString(0)),
            StringComparer.OrdinalIgnoreCase
        ));

    public IEnumerable<AgentSpan> Activity()
    {
        List<(int Agent, long Sessions, long? First, long? Last)> rows = reader.Run(connection =>
            connection
                .Read(
                    "SELECT s.agent, count(*), min(s.first_at) FILTER (WHERE s.used), max(s.last_at) FILTER (WHERE s.used) FROM (SELECT "
                        + "agent, first_at, last_at, EXISTS (SELECT 1 FROM rollup_session r WHERE r.session = session.id) AS used "
                        + "FROM session) s GROUP BY s.agent",
                    row => (row.GetInt32(0), row.GetInt64(1), row.OptionalInt64(2), row.OptionalInt64(3))
                )
                .ToList()
        );
        return rows.Select(row => new AgentSpan(names.NameOf(row.Agent)!, row.Sessions, row.First, row.Last));
    }

    /// <summary>Fetches the names of many cells together, before they are used one by one.</summary>
    private IEnumerable<LedgerCell> Named(IEnumerable<LedgerCell> cells) => Named(cells, cell => cell.Dimension);

    private IEnumerable<T> Named<T>(IEnumerable<T> cells, Func<T, int> dimensionOf)
    {
        HashSet<int> seen = [];
        foreach (T[] part in cells.Chunk(4096))
        {
            names.Read([.. part.Select(dimensionOf).Where(seen.Add)]);
            foreach (T cell in part)
                yield return cell;
        }
    }

    private NpgsqlParameter[] Of(SessionScope scope) =>
        [
            PostgresValue.Of(scope.FromMs),
            PostgresValue.Of(scope.ToMs),
            PostgresValue.OfIds(scope.Ids),
            PostgresValue.Of(scope.OpenOn is { } machine ? names.Find(machine) ?? 0 : (long?)null),
            PostgresValue.Of(scope.OnlyOpen),
            PostgresValue.OfNumbers(scope.Rows),
        ];

    private static UsageRecord RecordAt(NpgsqlDataReader row) =>
        new()
        {
            Id = PostgresValue.Key(row.GetGuid(0)).ToString(),
            Timestamp = Moment.Of(row.GetInt64(1)),
            Agent = "",
            SessionId = row.GetString(3),
            Requests = row.GetInt16(5),
            InputTokens = row.GetInt64(6),
            CacheReadTokens = row.GetInt64(7),
            CacheWrite5mTokens = row.GetInt64(8),
            CacheWrite1hTokens = row.GetInt64(9),
            OutputTokens = row.GetInt64(10),
            ReasoningTokens = row.GetInt64(11),
            WebSearches = row.GetInt64(12),
            Cost = row.OptionalMoney(13)?.Usd,
            CostStatus = (CostStatus)row.GetInt16(14),
            ReportedCost = row.OptionalMoney(15)?.Usd,
            ReportedCredits = row.OptionalInt64(16) / Credits.PerCredit,
        };

    private static SessionKey KeyAt(NpgsqlDataReader row) =>
        new(
            row.GetInt64(0),
            Agent: "",
            Machine: null,
            User: null,
            (SessionStatus)row.GetInt16(4),
            row.OptionalInt64(5),
            row.OptionalInt64(6),
            row.OptionalString(7)
        );

    private static StoredSession SessionAt(NpgsqlDataReader row) =>
        new()
        {
            Id = row.GetInt64(0),
            Agent = "",
            SessionId = row.GetString(2),
            ParentSessionId = row.OptionalString(3),
            SubAgent = row.OptionalString(4),
            WorkingDirectory = row.OptionalString(5),
            Branch = row.OptionalString(6),
            Title = row.OptionalString(7),
            AgentVersion = row.OptionalString(8),
            FirstMs = row.OptionalInt64(9),
            LastMs = row.OptionalInt64(10),
            End = (SessionEnd)row.GetInt16(11),
            Turns = row.OptionalInt64(12),
            Provenance = SessionProvenance.Read(
                row.IsDBNull(16) ? [] : row.GetFieldValue<byte[]>(16),
                row.OptionalInt64(9),
                row.OptionalInt64(10)
            ),
            Status = (SessionStatus)row.GetInt16(17),
            EndedMs = row.OptionalInt64(18),
        };

    /// <summary>A row with <see cref="CellColumns"/>.</summary>
    private static LedgerCell CellAt(NpgsqlDataReader row, CostSource source)
    {
        (NanoUsd? cost, CostStatus status) = CostChoice.Of(
            source,
            row.OptionalMoney(11),
            (CostStatus)row.GetInt16(12),
            row.OptionalMoney(13)
        );
        return new LedgerCell(
            row.GetInt64(0),
            row.GetInt64(1),
            row.GetInt32(2),
            Sums.Of(
                row.GetInt16(3),
                TokensAt(row, 4),
                row.GetInt64(10),
                cost,
                status,
                row.OptionalInt64(15) ?? 0,
                source == CostSource.Calculated ? row.OptionalMoney(14) : null
            )
        );
    }

    private static Sums SumsAt(NpgsqlDataReader row, int at)
    {
        Sums sums = default;
        for (int i = 0; i < Sums.Count; i++)
            sums[(SumColumn)i] = row.GetInt64(at + i);
        return sums;
    }

    private static TokenUsage TokensAt(NpgsqlDataReader r, int at) =>
        new(r.GetInt64(at), r.GetInt64(at + 1), r.GetInt64(at + 2), r.GetInt64(at + 3), r.GetInt64(at + 4), r.GetInt64(at + 5));
}
