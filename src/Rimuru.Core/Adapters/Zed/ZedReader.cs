using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.Zed;

/// <summary>Reads the threads: the sum of each, or before June 2026 the last request of each prompt.</summary>
internal sealed class ZedReader : FileLogReader
{
    private const int LargestThread = 256 << 20;

    private static readonly string[] Columns =
    [
        "id",
        "summary",
        "updated_at",
        "data_type",
        "data",
        "parent_id",
        "folder_paths",
        "created_at",
    ];

    private readonly NameTable names = new();

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using ForeignSqlite foreign = ForeignSqlite.Open(path, stop);
        HashSet<string> columns = foreign.Columns("threads");
        if (!columns.IsSupersetOf(["id", "data_type", "data"]))
            return;
        using SqliteStatement row = foreign.Database.PrepareFresh($"SELECT {ForeignSqlite.Select(columns, Columns)} FROM threads");
        while (row.Step())
        {
            stop.ThrowIfCancellationRequested();
            if (NameTable.Clean(row.Text(0)) is { } id)
                Take(id, row, sink);
        }
    }

    public override void Finish(RowSink sink) { }

    public override byte[] Save() => [];

    private void Take(string id, SqliteStatement row, RowSink sink)
    {
        try
        {
            using JsonDocument document = JsonFields.Parse(
                row.Text(3) == "zstd" ? ZstdFile.TextOf(row.Blob(4), LargestThread) : row.Utf8(4)
            );
            JsonElement root = document.RootElement;
            SessionRow session = new(new SessionRef(ZedIdentity.Agent, id))
            {
                Title = NameTable.Clean(row.Text(1)) ?? root.Text("title"u8, names),
                ParentSessionId = NameTable.Clean(row.Text(5)) ?? root.Get("subagent_context"u8).Text("parent_thread_id"u8, names),
                WorkingDirectory = NameTable.Clean(row.Text(6)?.Split('\n')[0]),
            };
            long ms = TimeOf(row, 2) ?? root.Time("updated_at"u8) ?? sink.FileModifiedMs;
            session.Seen(TimeOf(row, 7) ?? ms);
            session.Seen(ms);
            sink.Batch.Sessions.Add(session);
            AddUsage(root, session, ms, sink);
        }
        catch (Exception e) when (e is InvalidDataException || Json.IsDefect(e))
        {
            sink.Batch.MalformedLines++;
        }
    }

    private void AddUsage(JsonElement root, SessionRow session, long ms, RowSink sink)
    {
        string id = session.Session.SessionId;
        JsonElement model = root.Get("model"u8);
        TokenUsage sum = ZedUsage.Of(root.Get("cumulative_token_usage"u8), sink);
        UsageRow row = new()
        {
            UnixMs = ms,
            Requests = 1,
            Provider = SellerOf(model.Text("provider"u8, names)),
            Model = model.Text("model"u8, names),
            Session = session.Session,
            Folder = session.WorkingDirectory,
        };
        if (!sum.IsZero)
            sink.Add(
                row with
                {
                    Key = ZedIdentity.OfThread(id),

                    // The sum only grows: of two copies of the database the larger one is later.
                    Rank = new Rank(sum.Total, sum.Output),
                    Tokens = sum,
                    Evidence = UsageEvidence.Inferred,
                    Terms = PriceTerms.Sum,
                }
            );
        foreach ((string prompt, JsonElement usage) in root.Get("request_token_usage"u8).Properties())
        {
            TokenUsage tokens = ZedUsage.Of(usage, sink);
            RecordKey key = ZedIdentity.OfPrompt(id, prompt);
            if (!sum.IsZero)
                sink.Batch.Replaced.Add(key);
            else if (!tokens.IsZero)
                sink.Add(row with { Key = key, Rank = new Rank(tokens.Total, 0), Tokens = tokens, Evidence = UsageEvidence.Partial });
        }
    }

    /// <summary>The seller; null for Zed's own service, which passes requests on to the model's maker.</summary>
    private static string? SellerOf(string? provider) => provider is "zed.dev" or "copilot_chat" ? null : provider;

    private static long? TimeOf(SqliteStatement row, int column) => Timestamps.TryParse(row.Utf8(column), out long ms) ? ms : null;
}
