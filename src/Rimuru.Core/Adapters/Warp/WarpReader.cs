using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.Warp;

/// <summary>Reads the conversations with Warp's agent.</summary>
internal sealed class WarpReader : FileLogReader
{
    private readonly NameTable names = new();

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using ForeignSqlite foreign = ForeignSqlite.Open(path, stop);
        SqliteDatabase database = foreign.Database;
        database.Execute("BEGIN"); // all queries see one snapshot of the file
        HashSet<string> columns = foreign.Columns("agent_conversations");
        if (!columns.IsSupersetOf(["conversation_id", "conversation_data"]))
            return;
        Dictionary<string, SessionRow> sessions = ReadQueries(database, foreign.Columns("ai_queries"));
        string select = ForeignSqlite.Select(columns, "conversation_id", "conversation_data", "last_modified_at");
        using SqliteStatement row = database.PrepareFresh($"SELECT {select} FROM agent_conversations");
        while (row.Step())
        {
            stop.ThrowIfCancellationRequested();
            if (NameTable.Clean(row.Text(0)) is { } id && !row.IsNull(1))
                Take(SessionOf(sessions, id), row, sink);
        }

        sink.Batch.Sessions.AddRange(sessions.Values.Where(session => session.LastMs is not null));
    }

    public override void Finish(RowSink sink) { }

    public override byte[] Save() => [];

    private static Dictionary<string, SessionRow> ReadQueries(SqliteDatabase database, HashSet<string> columns)
    {
        Dictionary<string, SessionRow> sessions = new(StringComparer.Ordinal);
        if (!columns.Contains("conversation_id"))
            return sessions;
        string select = ForeignSqlite.Select(columns, "conversation_id", "start_ts", "working_directory");
        using SqliteStatement row = database.PrepareFresh($"SELECT {select} FROM ai_queries ORDER BY 2");
        while (row.Step())
        {
            if (NameTable.Clean(row.Text(0)) is not { } id)
                continue;
            SessionRow session = SessionOf(sessions, id);
            session.WorkingDirectory ??= NameTable.Clean(row.Text(2));
            session.Turns = (session.Turns ?? 0) + 1;
            if (Timestamps.TryParse(row.Utf8(1), out long ms))
                session.Seen(ms);
        }

        return sessions;
    }

    private static SessionRow SessionOf(Dictionary<string, SessionRow> sessions, string id)
    {
        if (!sessions.TryGetValue(id, out SessionRow? session))
            sessions.Add(id, session = new SessionRow(new SessionRef(WarpIdentity.Agent, id)));
        return session;
    }

    private void Take(SessionRow session, SqliteStatement row, RowSink sink)
    {
        long ms = Timestamps.TryParse(row.Utf8(2), out long changed) ? changed : session.LastMs ?? sink.FileModifiedMs;
        session.Seen(ms);
        try
        {
            using JsonDocument document = JsonFields.Parse(row.Utf8(1));
            JsonElement usage = document.RootElement.Get("conversation_usage_metadata"u8);
            Credits credits = WarpUsage.CreditsOf(usage);
            NanoUsd? cost = WarpUsage.CostOf(usage);
            List<string> models = WarpUsage.ModelsOf(usage, names);
            if (credits.Unit is null && cost is null && models.Count == 0)
                return;
            sink.Add(
                new UsageRow
                {
                    Key = WarpIdentity.OfSum(session.Session),

                    // What was used only grows.
                    Rank = new Rank(credits.Nano, cost?.Value ?? 0),
                    UnixMs = ms,
                    Requests = 1,
                    Evidence = UsageEvidence.Partial,
                    Model = models.Count == 1 ? models[0] : null,
                    Terms = PriceTerms.Sum,
                    ReportedNano = cost,
                    Credits = credits,
                    Session = session.Session,
                    Folder = session.WorkingDirectory,
                }
            );
        }
        catch (Exception e) when (Json.IsDefect(e))
        {
            sink.Batch.MalformedLines++;
        }
    }
}
