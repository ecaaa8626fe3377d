using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.GrokCli;

/// <summary>Reads the new rows of grok-cli's calls.</summary>
internal sealed class GrokCliReader : FileLogReader
{
    /// <summary>What is one call; a message and a task are as many as they had steps.</summary>
    private static readonly string[] Singles = ["title", "recap", "other"];

    private readonly Dictionary<string, SessionRow> sessions = new(StringComparer.Ordinal);
    private long lastRow;

    public GrokCliReader(ReadOnlySpan<byte> state)
    {
        if (state.IsEmpty)
            return;
        using StateReader saved = new(state);
        lastRow = saved.Number();
    }

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using ForeignSqlite foreign = ForeignSqlite.Open(path, stop);
        SqliteDatabase database = foreign.Database;
        database.Execute("BEGIN"); // both queries see one snapshot of the file
        HashSet<string> events = foreign.Columns("usage_events"),
            known = foreign.Columns("sessions");
        if (!events.IsSupersetOf(["id", "session_id", "input_tokens", "output_tokens"]))
            return;
        if (known.Contains("id"))
            ReadSessions(database, known);

        // Numbers of rows are never used again, but a database that was made anew begins at 1.
        if (database.Number("SELECT max(id) FROM usage_events") is not { } newest || newest < lastRow)
            lastRow = 0;
        string select = ForeignSqlite.Select(events, ["id", "session_id", "model", "source", "created_at", .. GrokCliUsage.Columns]);
        using SqliteStatement row = database.PrepareFresh($"SELECT {select} FROM usage_events WHERE id > ?1 ORDER BY id").Bind(1, lastRow);
        while (row.Step())
        {
            stop.ThrowIfCancellationRequested();
            lastRow = row.Int64(0);
            if (NameTable.Clean(row.Text(1)) is { } session)
                Take(row, SessionOf(session), sink);
        }
    }

    public override void Finish(RowSink sink) => sink.Batch.Sessions.AddRange(sessions.Values);

    public override byte[] Save()
    {
        using StateWriter state = new();
        return state.Add(lastRow).ToArray();
    }

    private void ReadSessions(SqliteDatabase database, HashSet<string> columns)
    {
        string select = ForeignSqlite.Select(columns, "id", "title", "cwd_at_start", "created_at", "updated_at");
        using SqliteStatement row = database.PrepareFresh($"SELECT {select} FROM sessions");
        while (row.Step())
        {
            if (NameTable.Clean(row.Text(0)) is not { } id)
                continue;
            SessionRow session = SessionOf(id);
            session.Title = NameTable.Clean(row.Text(1));
            session.WorkingDirectory = NameTable.Clean(row.Text(2));
            foreach (int column in new[] { 3, 4 })
            {
                if (Timestamps.TryParse(row.Utf8(column), out long ms))
                    session.Seen(ms);
            }
        }
    }

    private SessionRow SessionOf(string id)
    {
        if (!sessions.TryGetValue(id, out SessionRow? session))
            sessions.Add(id, session = new SessionRow(new SessionRef(GrokCliIdentity.Agent, id)));
        return session;
    }

    private static void Take(SqliteStatement row, SessionRow session, RowSink sink)
    {
        TokenUsage tokens = GrokCliUsage.Of(row, 5, sink);
        if (tokens.IsZero)
            return;
        long ms = Timestamps.TryParse(row.Utf8(4), out long at) ? at : session.LastMs ?? sink.FileModifiedMs;
        session.Seen(ms);
        sink.Add(
            new UsageRow
            {
                Key = GrokCliIdentity.OfEvent(session.Session.SessionId, row.Int64(0)),
                Rank = Rank.Above(tokens.Output, ms),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Model = NameTable.Clean(row.Text(2)),
                Terms = Singles.Contains(row.Text(3) ?? "") ? null : PriceTerms.Sum,
                Session = session.Session,
                Folder = session.WorkingDirectory,
            }
        );
    }
}
