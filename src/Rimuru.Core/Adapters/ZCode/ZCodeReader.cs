using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.ZCode;

/// <summary>Reads the requests; a row without counts is one that runs or has failed.</summary>
internal sealed class ZCodeReader : FileLogReader
{
    private readonly Dictionary<string, SessionRow> sessions = new(StringComparer.Ordinal);

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using ForeignSqlite foreign = ForeignSqlite.Open(path, stop);
        SqliteDatabase database = foreign.Database;
        database.Execute("BEGIN"); // both queries see one snapshot of the file
        HashSet<string> usage = foreign.Columns("model_usage"),
            known = foreign.Columns("session");
        if (!usage.IsSupersetOf(["id", "session_id"]))
            return;
        if (known.Contains("id"))
            ReadSessions(database, known);
        string select = ForeignSqlite.Select(usage, ["id", "session_id", "model_id", "started_at", "completed_at", .. ZCodeUsage.Columns]);
        using SqliteStatement row = database.PrepareFresh($"SELECT {select} FROM model_usage");
        while (row.Step())
        {
            stop.ThrowIfCancellationRequested();
            if (row.Text(0) is { } id && NameTable.Clean(row.Text(1)) is { } session)
                Take(id, row, SessionOf(session), sink);
        }
    }

    public override void Finish(RowSink sink) => sink.Batch.Sessions.AddRange(sessions.Values.Where(session => session.LastMs is not null));

    public override byte[] Save() => [];

    private void ReadSessions(SqliteDatabase database, HashSet<string> columns)
    {
        using SqliteStatement row = database.PrepareFresh(
            $"SELECT {ForeignSqlite.Select(columns, "id", "directory", "title")} FROM session"
        );
        while (row.Step())
        {
            if (NameTable.Clean(row.Text(0)) is not { } id)
                continue;
            SessionRow session = SessionOf(id);
            session.WorkingDirectory = NameTable.Clean(row.Text(1));
            session.Title = NameTable.Clean(row.Text(2));
        }
    }

    private SessionRow SessionOf(string id)
    {
        if (!sessions.TryGetValue(id, out SessionRow? session))
            sessions.Add(id, session = new SessionRow(new SessionRef(ZCodeIdentity.Agent, id)));
        return session;
    }

    private static void Take(string id, SqliteStatement row, SessionRow session, RowSink sink)
    {
        TokenUsage tokens = ZCodeUsage.Of(row, 5, sink);
        long ms = TimeOf(row, 4) ?? TimeOf(row, 3) ?? sink.FileModifiedMs;
        session.Seen(TimeOf(row, 3) ?? ms);
        session.Seen(ms);
        if (tokens.IsZero)
            return;
        sink.Add(
            new UsageRow
            {
                Key = ZCodeIdentity.OfRequest(session.Session.SessionId, id),
                Rank = new Rank(tokens.Output, ms),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Model = NameTable.Clean(row.Text(2)),
                Session = session.Session,
                Folder = session.WorkingDirectory,
            }
        );
    }

    private static long? TimeOf(SqliteStatement row, int column) => Timestamps.TryParse(row.Utf8(column), out long ms) ? ms : null;
}
