using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.Crush;

/// <summary>
/// Reads the sessions of a project. The cost of a session includes that of its sub-agents' sessions; the tokens beside it are those of the
/// last step only, so how many it had is unknown.
/// </summary>
internal sealed class CrushReader : FileLogReader
{
    private const long MsPerSecond = 1000;

    /// <summary>Later times are in milliseconds, as the schema says that all are.</summary>
    private const long LastSecond = 100_000_000_000;

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using ForeignSqlite foreign = ForeignSqlite.Open(path, stop);
        SqliteDatabase database = foreign.Database;
        database.Execute("BEGIN"); // all queries see one snapshot of the file
        HashSet<string> columns = foreign.Columns("sessions");
        if (!columns.Contains("id"))
            return;
        Dictionary<string, Answers> answers = foreign.Columns("messages") is { Count: > 0 } messages ? Read(database, messages) : [];
        string select = ForeignSqlite.Select(columns, "id", "parent_session_id", "title", "cost", "created_at", "updated_at");
        using SqliteStatement row = database.PrepareFresh($"SELECT {select} FROM sessions");
        while (row.Step())
        {
            stop.ThrowIfCancellationRequested();
            if (NameTable.Clean(row.Text(0)) is { } id)
                Take(id, row, answers.GetValueOrDefault(id), CrushLocations.FolderOf(path), sink);
        }
    }

    public override void Finish(RowSink sink) { }

    public override byte[] Save() => [];

    private static void Take(string id, SqliteStatement row, Answers? answers, string? folder, RowSink sink)
    {
        SessionRow session = new(new SessionRef(CrushIdentity.Agent, id))
        {
            ParentSessionId = NameTable.Clean(row.Text(1)),
            Title = NameTable.Clean(row.Text(2)),
            WorkingDirectory = folder,
        };
        long first = Time(row.Int64(4)) ?? sink.FileModifiedMs,
            last = Time(row.Int64(5)) ?? first;
        session.Seen(first);
        session.Seen(last);
        sink.Batch.Sessions.Add(session);
        NanoUsd? cost = CrushUsage.CostOf(row, 3);
        if (session.ParentSessionId is not null || (cost is null && answers is null))
            return;
        sink.Add(
            new UsageRow
            {
                Key = CrushIdentity.OfCost(session.Session),

                // The cost only grows.
                Rank = new Rank(cost?.Value ?? 0, answers?.Count ?? 0),
                UnixMs = last,
                Requests = UsageRow.RequestsOf(Math.Max(1, answers?.Count ?? 1)),
                Evidence = UsageEvidence.Partial,
                Provider = answers?.Provider,
                Model = answers?.Model,
                Terms = PriceTerms.Sum,
                ReportedNano = cost,
                Session = session.Session,
                Folder = folder,
            }
        );
    }

    private static Dictionary<string, Answers> Read(SqliteDatabase database, HashSet<string> columns)
    {
        Dictionary<string, Answers> all = new(StringComparer.Ordinal);
        string select = ForeignSqlite.Select(columns, "session_id", "role", "provider", "model");
        using SqliteStatement row = database.PrepareFresh($"SELECT {select} FROM messages");
        while (row.Step())
        {
            if (row.Text(1) != "assistant" || NameTable.Clean(row.Text(0)) is not { } session)
                continue;
            if (!all.TryGetValue(session, out Answers? answers))
                all.Add(session, answers = new Answers());
            answers.Add(NameTable.Clean(row.Text(2)), NameTable.Clean(row.Text(3)));
        }

        return all;
    }

    private static long? Time(long value)
    {
        if (value <= 0)
            return null;
        return value < LastSecond ? value * MsPerSecond : value;
    }

    /// <summary>The answers of a session, and what model gave them if it is one for all.</summary>
    private sealed class Answers
    {
        private readonly HashSet<(string? Provider, string? Model)> models = [];

        public int Count { get; private set; }

        public string? Provider => models.Count == 1 ? models.First().Provider : null;

        public string? Model => models.Count == 1 ? models.First().Model : null;

        public void Add(string? provider, string? model)
        {
            Count++;
            models.Add((provider, model));
        }
    }
}
