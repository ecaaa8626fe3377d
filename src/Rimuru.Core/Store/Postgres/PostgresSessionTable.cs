using Npgsql;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Postgres;

/// <summary>The sessions that a transaction changes: read once, merged in memory, written together.</summary>
internal sealed class PostgresSessionTable(PostgresConnection connection, Sharing sharing) : ISessionTable
{
    private readonly Dictionary<long, StoredSession> known = [];
    private readonly HashSet<long> changed = [];

    public void Prefetch(IEnumerable<long> ids)
    {
        List<long> missing = [.. ids.Where(id => !known.ContainsKey(id)).Distinct()];
        if (missing.Count == 0)
            return;
        foreach (
            StoredSession session in connection.Read(
                """
                SELECT id, parent_session_id, sub_agent, working_directory, branch, title, agent_version, first_at, last_at, ending, turns,
                    told, status, ended_at
                FROM session WHERE id = ANY ($1)
                """,
                SessionAt,
                PostgresValue.Each(missing, id => id)
            )
        )
            known.Add(session.Id, session);
    }

    public SessionChangeKinds Save(long id, SessionRow session)
    {
        Prefetch([id]);
        StoredSession before = known[id],
            merged = Shared(SessionMerge.Of(before, session));
        if (merged == before)
            return SessionChangeKinds.None;
        known[id] = merged;
        changed.Add(id);
        return SessionMerge.Change(before, merged);
    }

    public StoredSession Of(long id, SessionRef session)
    {
        Prefetch([id]);
        return known[id] with { Agent = session.Agent, SessionId = session.SessionId };
    }

    public void Flush()
    {
        if (changed.Count == 0)
            return;
        List<StoredSession> rows = [.. changed.Order().Select(id => known[id])];
        connection.Execute(
            """
            UPDATE session s SET parent_session_id = g.parent, sub_agent = g.sub_agent, working_directory = g.folder, branch = g.branch,
                title = g.title,
                agent_version = g.version, first_at = g.first_at, last_at = g.last_at, ending = g.ending, turns = g.turns, told = g.told,
                    status = g.status, ended_at = g.ended_at
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
                AS g (id, parent, sub_agent, folder, branch, title, version, first_at, last_at, ending, turns, told, status, ended_at)
            WHERE s.id = g.id
            """,
            PostgresValue.Each(rows, s => s.Id),
            PostgresValue.Texts(rows, s => s.ParentSessionId),
            PostgresValue.Texts(rows, s => s.SubAgent),
            PostgresValue.Texts(rows, s => s.WorkingDirectory),
            PostgresValue.Texts(rows, s => s.Branch),
            PostgresValue.Texts(rows, s => s.Title),
            PostgresValue.Texts(rows, s => s.AgentVersion),
            PostgresValue.Each(rows, s => s.FirstMs),
            PostgresValue.Each(rows, s => s.LastMs),
            PostgresValue.Each(rows, s => (short)s.End),
            PostgresValue.Each(rows, s => s.Turns),
            PostgresValue.Each(rows, s => s.Provenance.ToArray()),
            PostgresValue.Each(rows, s => (short)s.Status),
            PostgresValue.Each(rows, s => s.EndedMs)
        );
        changed.Clear();
    }

    public List<SessionFinding> Save(IReadOnlyList<SessionFinding> findings)
    {
        HashSet<long> saved =
        [
            .. connection.Read(
                """
                UPDATE session s SET status = f.status, ended_at = f.ended_at FROM unnest($1, $2, $3, $4) AS f (id, status, ended_at, seen)
                WHERE s.id = f.id AND s.last_at IS NOT DISTINCT FROM f.seen AND s.status <> f.status RETURNING s.id
                """,
                row => row.GetInt64(0),
                PostgresValue.Each(findings, finding => finding.Id),
                PostgresValue.Each(findings, finding => (short)finding.Status),
                PostgresValue.Each(findings, finding => finding.EndedMs),
                PostgresValue.Each(findings, finding => finding.SeenMs)
            ),
        ];
        return [.. findings.Where(finding => saved.Contains(finding.Id))];
    }

    public void CountWrite() => connection.Execute("UPDATE write_number SET number = number + 1");

    private StoredSession Shared(StoredSession session) =>
        session with
        {
            Title = sharing.Title(session.Title),
            WorkingDirectory = sharing.Folder(session.WorkingDirectory),
        };

    private static StoredSession SessionAt(NpgsqlDataReader row) =>
        new()
        {
            Id = row.GetInt64(0),
            Agent = "",
            SessionId = "",
            ParentSessionId = row.OptionalString(1),
            SubAgent = row.OptionalString(2),
            WorkingDirectory = row.OptionalString(3),
            Branch = row.OptionalString(4),
            Title = row.OptionalString(5),
            AgentVersion = row.OptionalString(6),
            FirstMs = row.OptionalInt64(7),
            LastMs = row.OptionalInt64(8),
            End = (SessionEnd)row.GetInt16(9),
            Turns = row.OptionalInt64(10),
            Provenance = SessionProvenance.Read(
                row.IsDBNull(11) ? [] : row.GetFieldValue<byte[]>(11),
                row.OptionalInt64(7),
                row.OptionalInt64(8)
            ),
            Status = (SessionStatus)row.GetInt16(12),
            EndedMs = row.OptionalInt64(13),
        };
}
