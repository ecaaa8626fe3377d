using System.Text;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.Copilot;

/// <summary>Reads <c>session-store.db</c>: one row per request. Only sessions with new rows are read again.</summary>
internal sealed class CopilotStoreReader : FileLogReader
{
    private const string Events = "assistant_usage_events";
    private long lastId;

    public CopilotStoreReader(ReadOnlySpan<byte> state)
    {
        if (state.IsEmpty)
            return;
        using StateReader reader = new(state);
        lastId = reader.Number();
    }

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using ForeignSqlite file = ForeignSqlite.Open(path, stop);
        NameTable names = new();
        CopilotPlaces places = new(Path.GetDirectoryName(path)!, names);
        Dictionary<string, SessionRow> sessions = ReadSessions(file, names, stop);
        foreach (SessionRow session in sessions.Values)
            sink.Batch.Sessions.Add(session);

        HashSet<string> columns = file.Columns(Events);
        if (!columns.Contains("session_id") || !columns.Contains("id"))
            return;
        long last = file.Database.Number($"SELECT max(id) FROM {Events}") ?? 0;

        // Lower row ids than before mean that the database was created anew.
        long since = last < lastId ? 0 : lastId;
        string Column(string name) => columns.Contains(name) ? name : "NULL";
        using SqliteStatement select = file
            .Database.PrepareFresh(
                $"""
                SELECT session_id, id, {Column("agent_id")}, {Column("copilot_usage_model")}, {Column("model")}, {Column(
                    "input_tokens"
                )}, {Column("cache_read_tokens")},
                       {Column("cache_write_tokens")}, {Column("output_tokens")}, {Column("reasoning_tokens")}, {Column(
                    "total_nano_aiu"
                )}, {Column("created_at")}, {Column("parent_tool_call_id")}
                FROM {Events} WHERE session_id IN (SELECT session_id FROM {Events} WHERE id > ?1) ORDER BY session_id, id
                """
            )
            .Bind(1, since);
        List<CopilotEntry> history = [];
        SessionRow? current = null;
        while (select.Step())
        {
            stop.ThrowIfCancellationRequested();
            if (NameOf(select, 0, names) is not { } id)
                continue;
            if (current?.Session.SessionId != id)
            {
                Close(current, history, sink);
                if (!sessions.TryGetValue(id, out current))
                {
                    sessions.Add(id, current = new SessionRow(new SessionRef(CopilotIdentity.Agent, id)));
                    sink.Batch.Sessions.Add(current);
                }

                // Since 1.0.13 the database may not have them.
                CopilotPlace place = places.Of(id);
                current.WorkingDirectory ??= place.Folder;
                current.Branch ??= place.Branch;
            }

            Add(select, current, history, names, sink);
        }

        Close(current, history, sink);
        lastId = last;
    }

    public override void Finish(RowSink sink) { }

    public override byte[] Save()
    {
        using StateWriter state = new();
        return state.Add(lastId).ToArray();
    }

    private static void Close(SessionRow? session, List<CopilotEntry> history, RowSink sink)
    {
        if (session is not null && history.Count > 0)
            sink.Batch.Lineages.Add(CopilotEntry.LineageOf(session.Session, CopilotSource.Store, 0, history));
        history.Clear();
    }

    private static void Add(SqliteStatement row, SessionRow session, List<CopilotEntry> history, NameTable names, RowSink sink)
    {
        CopilotUsage used = new(Count(row, 5, sink), Count(row, 6, sink), Count(row, 7, sink), Count(row, 8, sink), Count(row, 9, sink));
        if (used.IsZero)
            return;
        long ms = TimeOf(row, 11) ?? session.LastMs ?? sink.FileModifiedMs;
        session.Seen(ms);
        RecordKey key = CopilotIdentity.OfStoreRow(session.Session.SessionId, row.Int64(1), row.Text(11), used);
        string? model = NameOf(row, 4, names) ?? NameOf(row, 3, names);
        history.Add(new CopilotEntry(CopilotEvidence.StoreRow, ms, key, model, used));
        long aiu = row.OptionalInt64(10) ?? 0;
        sink.Add(
            new UsageRow
            {
                Key = key,
                Rank = new Rank(CopilotRank.StoreRow, 0),
                OwnerRank = new Rank(session.WorkingDirectory is null ? 0 : 1, 0),
                UnixMs = ms,
                Tokens = used.Tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Model = model,
                ReportedNano = CopilotUsage.NanoOfAiu(aiu),
                Credits = CopilotUsage.CreditsOfAiu(aiu),
                Session = session.Session,
                SubAgent = NameOf(row, 2, names) ?? NameOf(row, 12, names),
                Folder = session.WorkingDirectory,
                Branch = session.Branch,
            }
        );
    }

    private static Dictionary<string, SessionRow> ReadSessions(ForeignSqlite file, NameTable names, CancellationToken stop)
    {
        Dictionary<string, SessionRow> sessions = new(StringComparer.Ordinal);
        HashSet<string> columns = file.Columns("sessions");
        if (!columns.Contains("id"))
            return sessions;
        string Column(string name) => columns.Contains(name) ? name : "NULL";
        using SqliteStatement select = file.Database.PrepareFresh(
            $"SELECT id, {Column("cwd")}, {Column("branch")}, {Column("summary")}, {Column("created_at")}, {Column("updated_at")} FROM "
                + "sessions"
        );
        while (select.Step())
        {
            stop.ThrowIfCancellationRequested();
            if (NameOf(select, 0, names) is not { } id)
                continue;
            SessionRow session = sessions[id] = new SessionRow(new SessionRef(CopilotIdentity.Agent, id))
            {
                WorkingDirectory = NameOf(select, 1, names),
                Branch = NameOf(select, 2, names),
                Title = NameOf(select, 3, names),
            };
            if (TimeOf(select, 4) is { } created)
                session.Seen(created);
            if (TimeOf(select, 5) is { } updated)
                session.Seen(updated);
        }

        return sessions;
    }

    private static string? NameOf(SqliteStatement row, int column, NameTable names) =>
        row.Text(column) is { } text ? names.Get(Encoding.UTF8.GetBytes(text)) : null;

    private static long? TimeOf(SqliteStatement row, int column) =>
        row.Text(column) is { } text && Timestamps.TryParse(Encoding.UTF8.GetBytes(text), out long ms) ? ms : null;

    private static long Count(SqliteStatement row, int column, RowSink sink) => TokenFields.Of(row.Int64(column), sink);
}
