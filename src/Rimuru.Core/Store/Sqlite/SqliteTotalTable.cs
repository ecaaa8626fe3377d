using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>The running totals that agents log.</summary>
internal sealed class SqliteTotalTable(SqliteDatabase database, SqliteNames names) : ITotalTable
{
    public bool HasAny => database.Number("SELECT EXISTS (SELECT 1 FROM session_total)") == 1;

    public bool HasUnresolved => database.Number("SELECT EXISTS (SELECT 1 FROM session_total WHERE resolved = 0)") == 1;

    public void Save(SessionTotal total, long session, long parent)
    {
        Span<byte> key = stackalloc byte[RecordKey.Size];
        total.Key.Write(key);
        database
            .Prepare(
                """
                INSERT INTO session_total (key, agent, session, origin, ordinal, at, parent, began, unrecorded, project, branch, resolved)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0)
                ON CONFLICT DO UPDATE SET ordinal = excluded.ordinal, at = excluded.at, parent = excluded.parent, began = excluded.began,
                    unrecorded = excluded.unrecorded,
                    project = excluded.project, branch = excluded.branch, resolved = 0
                WHERE excluded.ordinal > session_total.ordinal OR (excluded.ordinal = session_total.ordinal AND
                    (excluded.at, excluded.unrecorded, coalesce(excluded.began, 0), coalesce((SELECT text FROM name
                        WHERE id = excluded.project), ''), coalesce((SELECT text FROM name WHERE id = excluded.branch), ''))
                    > (session_total.at, session_total.unrecorded, coalesce(session_total.began, 0), coalesce((SELECT text FROM name
                        WHERE id = session_total.project), ''), coalesce((SELECT text FROM name WHERE id = session_total.branch), '')))
                """
            )
            .Bind(1, key)
            .Bind(2, names.IdOf(total.Session.Agent))
            .Bind(3, session)
            .Bind(4, total.OriginMs)
            .Bind(5, total.Ordinal)
            .Bind(6, total.UnixMs)
            .Bind(7, parent)
            .Bind(8, total.BeganMs)
            .Bind(9, total.Unrecorded)
            .Bind(10, names.IdOf(total.Project))
            .Bind(11, names.IdOf(total.Branch))
            .Run();
        foreach ((string model, ModelTotal logged) in total.ByModel)
        {
            TokenUsage t = logged.Tokens;
            database
                .Prepare(
                    "INSERT INTO session_total_model SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 FROM session_total WHERE key = ?1 ON "
                        + "CONFLICT DO NOTHING"
                )
                .Bind(1, key)
                .Bind(2, names.IdOf(model))
                .Bind(3, t.Input)
                .Bind(4, t.CacheRead)
                .Bind(5, t.CacheWrite5m)
                .Bind(6, t.CacheWrite1h)
                .Bind(7, t.Output)
                .Bind(8, t.Reasoning)
                .Bind(9, logged.WebSearches)
                .Run();
        }
    }

    public void Pass(RecordKey total, long unixMs)
    {
        Span<byte> key = stackalloc byte[RecordKey.Size];
        total.Write(key);
        database
            .Prepare("UPDATE session_total SET until = ?2, resolved = 0 WHERE key = ?1 AND (until IS NULL OR until > ?2)")
            .Bind(1, key)
            .Bind(2, unixMs)
            .Run();
    }

    public void Touch(IReadOnlyList<long> sessions)
    {
        foreach (long session in sessions)
            database.Prepare("UPDATE session_total SET resolved = 0 WHERE session = ?1 AND resolved = 1").Bind(1, session).Run();
    }

    public void MarkResolved(IReadOnlyList<long> sessions)
    {
        foreach (long session in sessions)
            database.Prepare("UPDATE session_total SET resolved = 1 WHERE session = ?1").Bind(1, session).Run();
    }

    public List<(long Session, SessionTotal Total)> Unresolved() =>
        Read(
            "t.session IN (SELECT session FROM session_total WHERE origin IN (SELECT origin FROM session_total WHERE session IN "
                + "(SELECT session FROM session_total WHERE resolved = 0)))"
        );

    public List<(long Session, SessionTotal Total)> All() => Read("true");

    private List<(long Session, SessionTotal Total)> Read(string condition)
    {
        List<(long Session, SessionTotal Total)> totals = [];
        SqliteStatement select = database.Prepare(
            $"""
            SELECT t.id, t.key, t.agent, t.session, s.session_id, t.origin, t.ordinal, t.at, t.until, p.session_id, t.began, t.unrecorded,
                t.project, t.branch
            FROM session_total t JOIN session s ON s.id = t.session LEFT JOIN session p ON p.id = t.parent
            WHERE {condition}
            ORDER BY t.session, t.at, t.ordinal, t.key
            """
        );
        while (select.Step())
        {
            string agent = names.NameOf((int)select.Int64(2))!;
            totals.Add(
                (
                    select.Int64(3),
                    new SessionTotal
                    {
                        Key = RecordKey.Read(select.Blob(1)),
                        Session = new SessionRef(agent, select.Text(4)!),
                        OriginMs = select.Int64(5),
                        Ordinal = select.Int64(6),
                        UnixMs = select.Int64(7),
                        UntilMs = select.OptionalInt64(8),
                        Parent = select.Text(9) is { } parent ? new SessionRef(agent, parent) : null,
                        BeganMs = select.OptionalInt64(10),
                        Unrecorded = (int)select.Int64(11),
                        Project = names.NameOf((int)select.Int64(12)),
                        Branch = names.NameOf((int)select.Int64(13)),
                        ByModel = ReadModels(select.Int64(0)),
                    }
                )
            );
        }

        select.Reset();
        return totals;
    }

    public IEnumerable<RecordedUse> Recorded(long sinceMs, IReadOnlyList<long> sessions)
    {
        using SqliteStatement select = database.PrepareFresh(
            """
            SELECT session, dimension, at, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, web_searches, key
            FROM usage WHERE at >= ?1 AND withdrawn = 0
            """
        );
        select.Bind(1, sinceMs);
        while (select.Step())
            yield return new RecordedUse(
                select.Int64(0),
                (int)select.Int64(1),
                select.Int64(2),
                ModelTotalAt(select, 3),
                RecordKey.Read(select.Blob(10))
            );
    }

    private Dictionary<string, ModelTotal> ReadModels(long total)
    {
        Dictionary<string, ModelTotal> models = new(StringComparer.Ordinal);
        SqliteStatement select = database
            .Prepare(
                "SELECT model, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, web_searches FROM "
                    + "session_total_model WHERE total = ?1"
            )
            .Bind(1, total);
        while (select.Step())
            models.Add(names.NameOf((int)select.Int64(0))!, ModelTotalAt(select, 1));
        select.Reset();
        return models;
    }

    private static ModelTotal ModelTotalAt(SqliteStatement s, int at) =>
        new(
            new TokenUsage(s.Int64(at), s.Int64(at + 1), s.Int64(at + 2), s.Int64(at + 3), s.Int64(at + 4), s.Int64(at + 5)),
            s.Int64(at + 6)
        );
}
