using Npgsql;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Postgres;

/// <summary>The running totals that agents log.</summary>
internal sealed class PostgresTotalTable(PostgresConnection connection, PostgresNames names, PostgresUsageTable usage) : ITotalTable
{
    public bool HasAny => connection.IsTrue("SELECT EXISTS (SELECT 1 FROM session_total)");

    public bool HasUnresolved => connection.IsTrue("SELECT EXISTS (SELECT 1 FROM session_total WHERE NOT resolved)");

    public void Save(SessionTotal total, long session, long parent)
    {
        connection.Enqueue(
            """
            INSERT INTO session_total (key, agent, session, origin, ordinal, at, parent, began, unrecorded, project, branch, resolved)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, false)
            ON CONFLICT (key) DO UPDATE SET ordinal = excluded.ordinal, at = excluded.at, parent = excluded.parent, began = excluded.began,
                unrecorded = excluded.unrecorded,
                project = excluded.project, branch = excluded.branch, resolved = false
            WHERE excluded.ordinal > session_total.ordinal OR (excluded.ordinal = session_total.ordinal AND
                (excluded.at, excluded.unrecorded, coalesce(excluded.began, 0), coalesce((SELECT text FROM name
                    WHERE id = excluded.project), ''), coalesce((SELECT text FROM name WHERE id = excluded.branch), ''))
                > (session_total.at, session_total.unrecorded, coalesce(session_total.began, 0), coalesce((SELECT text FROM name
                    WHERE id = session_total.project), ''), coalesce((SELECT text FROM name WHERE id = session_total.branch), '')))
            """,
            PostgresValue.Of(total.Key),
            PostgresValue.Of(names.IdOf(total.Session.Agent)),
            PostgresValue.Of(session),
            PostgresValue.Of(total.OriginMs),
            PostgresValue.Of(total.Ordinal),
            PostgresValue.Of(total.UnixMs),
            PostgresValue.Of(parent),
            PostgresValue.Of(total.BeganMs),
            PostgresValue.Of(total.Unrecorded),
            PostgresValue.Of(names.IdOf(total.Project)),
            PostgresValue.Of(names.IdOf(total.Branch))
        );
        foreach ((string model, ModelTotal logged) in total.ByModel)
        {
            TokenUsage t = logged.Tokens;
            connection.Enqueue(
                "INSERT INTO session_total_model VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
                PostgresValue.Of(total.Key),
                PostgresValue.Of(names.IdOf(model)),
                PostgresValue.Of(t.Input),
                PostgresValue.Of(t.CacheRead),
                PostgresValue.Of(t.CacheWrite5m),
                PostgresValue.Of(t.CacheWrite1h),
                PostgresValue.Of(t.Output),
                PostgresValue.Of(t.Reasoning),
                PostgresValue.Of(logged.WebSearches)
            );
        }
    }

    public void Pass(RecordKey total, long unixMs) =>
        connection.Enqueue(
            "UPDATE session_total SET until = $2, resolved = false WHERE key = $1 AND (until IS NULL OR until > $2)",
            PostgresValue.Of(total),
            PostgresValue.Of(unixMs)
        );

    public void Touch(IReadOnlyList<long> sessions) =>
        connection.Execute(
            "UPDATE session_total SET resolved = false WHERE session = ANY ($1) AND resolved",
            PostgresValue.Each(sessions, session => session)
        );

    public void MarkResolved(IReadOnlyList<long> sessions) =>
        connection.Execute(
            "UPDATE session_total SET resolved = true WHERE session = ANY ($1)",
            PostgresValue.Each(sessions, session => session)
        );

    public List<(long Session, SessionTotal Total)> Unresolved() =>
        Read(
            "SELECT session FROM session_total WHERE origin IN (SELECT origin FROM session_total WHERE session IN (SELECT session FROM "
                + "session_total WHERE NOT resolved))"
        );

    public List<(long Session, SessionTotal Total)> All() => Read("SELECT session FROM session_total");

    private List<(long Session, SessionTotal Total)> Read(string sessions)
    {
        Dictionary<RecordKey, Dictionary<string, ModelTotal>> byTotal = ReadModels(
            $"SELECT key FROM session_total WHERE session IN ({sessions})"
        );
        List<Row> rows =
        [
            .. connection.Read(
                $"""
                SELECT t.key, t.agent, t.session, s.session_id, t.origin, t.ordinal, t.at, t.until, p.session_id, t.began, t.unrecorded,
                    t.project, t.branch
                FROM session_total t JOIN session s ON s.id = t.session LEFT JOIN session p ON p.id = t.parent
                WHERE t.session IN ({sessions}) ORDER BY t.session, t.at, t.ordinal, t.key
                """,
                RowAt
            ),
        ];
        return rows.ConvertAll(row =>
        {
            string agent = names.NameOf(row.Agent)!;
            return (
                row.Session,
                new SessionTotal
                {
                    Key = row.Key,
                    Session = new SessionRef(agent, row.SessionId),
                    OriginMs = row.Origin,
                    Ordinal = row.Ordinal,
                    UnixMs = row.At,
                    UntilMs = row.Until,
                    Parent = row.Parent is { } parent ? new SessionRef(agent, parent) : null,
                    BeganMs = row.Began,
                    Unrecorded = row.Unrecorded,
                    Project = names.NameOf(row.Project),
                    Branch = names.NameOf(row.Branch),
                    ByModel = byTotal.GetValueOrDefault(row.Key) ?? [],
                }
            );
        });
    }

    public IEnumerable<RecordedUse> Recorded(long sinceMs, IReadOnlyList<long> sessions)
    {
        usage.Flush();
        List<RecordedUse> rows =
        [
            .. connection.Read(
                """
                SELECT u.session, u.dimension, u.at, u.input, u.cache_read, u.cache_write_5m, u.cache_write_1h, u.output, u.reasoning,
                    u.web_searches, u.key
                FROM usage u WHERE u.at >= $1 AND u.withdrawn = 0 AND u.session = ANY ($2)
                """,
                row => new RecordedUse(
                    row.GetInt64(0),
                    row.GetInt32(1),
                    row.GetInt64(2),
                    ModelTotalAt(row, 3),
                    PostgresValue.Key(row.GetGuid(10))
                ),
                PostgresValue.Of(sinceMs),
                PostgresValue.Each(sessions, session => session)
            ),
        ];
        names.Read(rows.Select(row => row.Dimension));
        return rows;
    }

    private Dictionary<RecordKey, Dictionary<string, ModelTotal>> ReadModels(string totals)
    {
        Dictionary<RecordKey, Dictionary<string, ModelTotal>> byTotal = [];
        List<(RecordKey Total, int Model, ModelTotal Logged)> rows =
        [
            .. connection.Read(
                "SELECT total, model, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, web_searches FROM "
                    + $"session_total_model WHERE total IN ({totals})",
                row => (PostgresValue.Key(row.GetGuid(0)), row.GetInt32(1), ModelTotalAt(row, 2))
            ),
        ];
        foreach ((RecordKey total, int model, ModelTotal said) in rows)
        {
            if (!byTotal.TryGetValue(total, out Dictionary<string, ModelTotal>? models))
                byTotal.Add(total, models = new(StringComparer.Ordinal));
            models.Add(names.NameOf(model)!, said);
        }

        return byTotal;
    }

    private static ModelTotal ModelTotalAt(NpgsqlDataReader row, int at) =>
        new(
            new TokenUsage(
                row.GetInt64(at),
                row.GetInt64(at + 1),
                row.GetInt64(at + 2),
                row.GetInt64(at + 3),
                row.GetInt64(at + 4),
                row.GetInt64(at + 5)
            ),
            row.GetInt64(at + 6)
        );

    private static Row RowAt(NpgsqlDataReader row) =>
        new(
            PostgresValue.Key(row.GetGuid(0)),
            row.GetInt32(1),
            row.GetInt64(2),
            row.GetString(3),
            row.GetInt64(4),
            row.GetInt64(5),
            row.GetInt64(6),
            row.OptionalInt64(7),
            row.OptionalString(8),
            row.OptionalInt64(9),
            row.GetInt32(10),
            row.GetInt32(11),
            row.GetInt32(12)
        );

    private sealed record Row(
        RecordKey Key,
        int Agent,
        long Session,
        string SessionId,
        long Origin,
        long Ordinal,
        long At,
        long? Until,
        string? Parent,
        long? Began,
        int Unrecorded,
        int Project,
        int Branch
    );
}
