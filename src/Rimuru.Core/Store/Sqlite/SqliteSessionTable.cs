using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Sqlite;

internal sealed class SqliteSessionTable(SqliteDatabase database) : ISessionTable
{
    public SessionChangeKinds Save(long id, SessionRow session)
    {
        StoredSession known = Of(id, session.Session);
        StoredSession merged = SessionMerge.Of(known, session);
        if (merged == known)
            return SessionChangeKinds.None;
        database
            .Prepare(
                """
                UPDATE session SET parent_session_id = ?2, sub_agent = ?3, working_directory = ?4, branch = ?5, title = ?6,
                    agent_version = ?7,
                    first_at = ?8, last_at = ?9, ending = ?10, turns = ?11, told = ?12, status = ?13, ended_at = ?14
                WHERE id = ?1
                """
            )
            .Bind(1, id)
            .Bind(2, merged.ParentSessionId)
            .Bind(3, merged.SubAgent)
            .Bind(4, merged.WorkingDirectory)
            .Bind(5, merged.Branch)
            .Bind(6, merged.Title)
            .Bind(7, merged.AgentVersion)
            .Bind(8, merged.FirstMs)
            .Bind(9, merged.LastMs)
            .Bind(10, (long)merged.End)
            .Bind(11, merged.Turns)
            .Bind(12, merged.Provenance.ToArray().AsSpan())
            .Bind(13, (long)merged.Status)
            .Bind(14, merged.EndedMs)
            .Run();
        return SessionMerge.Change(known, merged);
    }

    public List<SessionFinding> Save(IReadOnlyList<SessionFinding> findings)
    {
        List<SessionFinding> saved = [];
        foreach (SessionFinding finding in findings)
        {
            database
                .Prepare("UPDATE session SET status = ?2, ended_at = ?3 WHERE id = ?1 AND last_at IS ?4 AND status <> ?2")
                .Bind(1, finding.Id)
                .Bind(2, (long)finding.Status)
                .Bind(3, finding.EndedMs)
                .Bind(4, finding.SeenMs)
                .Run();
            if (database.Changes > 0)
                saved.Add(finding);
        }

        return saved;
    }

    public void CountWrite() => database.Execute("UPDATE write_number SET number = number + 1");

    public StoredSession Of(long id, SessionRef session)
    {
        SqliteStatement select = database
            .Prepare(
                """
                SELECT parent_session_id, sub_agent, working_directory, branch, title, agent_version, first_at, last_at, ending, turns,
                    told, status, ended_at
                FROM session WHERE id = ?1
                """
            )
            .Bind(1, id);
        select.Step();
        (long? first, long? last) = (select.OptionalInt64(6), select.OptionalInt64(7));
        StoredSession known = new()
        {
            Agent = session.Agent,
            SessionId = session.SessionId,
            ParentSessionId = select.Text(0),
            SubAgent = select.Text(1),
            WorkingDirectory = select.Text(2),
            Branch = select.Text(3),
            Title = select.Text(4),
            AgentVersion = select.Text(5),
            FirstMs = first,
            LastMs = last,
            End = (SessionEnd)select.Int64(8),
            Turns = select.OptionalInt64(9),
            Provenance = SessionProvenance.Read(select.Blob(10), first, last),
            Status = (SessionStatus)select.Int64(11),
            EndedMs = select.OptionalInt64(12),
        };
        select.Reset();
        return known;
    }
}
