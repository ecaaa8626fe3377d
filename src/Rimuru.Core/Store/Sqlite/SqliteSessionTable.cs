using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Sqlite;

internal sealed class SqliteSessionTable(SqliteDatabase database) : ISessionTable
{
    public void Save(long id, SessionRow session)
    {
        SqliteStatement select = database.Prepare(
            "SELECT parent_session_id, sub_agent, working_directory, branch, title, agent_version, first_at, last_at, ending, turns FROM session WHERE id = ?1").Bind(1, id);
        select.Step();
        StoredSession known = new()
        {
            Agent = session.Session.Agent,
            SessionId = session.Session.SessionId,
            ParentSessionId = select.Text(0),
            SubAgent = select.Text(1),
            WorkingDirectory = select.Text(2),
            Branch = select.Text(3),
            Title = select.Text(4),
            AgentVersion = select.Text(5),
            FirstMs = select.OptionalInt64(6),
            LastMs = select.OptionalInt64(7),
            End = (SessionEnd)select.Int64(8),
            Turns = select.OptionalInt64(9),
        };
        select.Reset();
        StoredSession merged = SessionMerge.Of(known, session);
        database.Prepare(
            """
            UPDATE session SET parent_session_id = ?2, sub_agent = ?3, working_directory = ?4, branch = ?5, title = ?6, agent_version = ?7,
                first_at = ?8, last_at = ?9, ending = ?10, turns = ?11
            WHERE id = ?1
            """)
            .Bind(1, id).Bind(2, merged.ParentSessionId).Bind(3, merged.SubAgent).Bind(4, merged.WorkingDirectory).Bind(5, merged.Branch)
            .Bind(6, merged.Title).Bind(7, merged.AgentVersion).Bind(8, merged.FirstMs).Bind(9, merged.LastMs).Bind(10, (long)merged.End).Bind(11, merged.Turns).Run();
    }
}
