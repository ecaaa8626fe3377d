using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.Hermes;

/// <summary>Reads the counters of sessions, which those of their models and tasks split and add to.</summary>
internal sealed class HermesReader : FileLogReader
{
    private readonly Dictionary<string, Split> splits = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> answers = new(StringComparer.Ordinal);

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using ForeignSqlite foreign = ForeignSqlite.Open(path, stop);
        SqliteDatabase database = foreign.Database;
        database.Execute("BEGIN"); // all queries see one snapshot of the file
        HashSet<string> sessions = foreign.Columns("sessions"),
            models = foreign.Columns("session_model_usage");
        if (!sessions.Contains("id"))
            return;
        if (models.IsSupersetOf(["session_id", "model"]))
            ReadModels(database, models, sink, stop);
        if (foreign.Columns("messages").IsSupersetOf(["session_id", "role", "timestamp"]))
            ReadAnswers(database, models.Contains("session_id"), stop);
        ReadSessions(database, sessions, sink, stop);
    }

    public override void Finish(RowSink sink) { }

    public override byte[] Save() => [];

    private void ReadModels(SqliteDatabase database, HashSet<string> columns, RowSink sink, CancellationToken stop)
    {
        string select = ForeignSqlite.Select(
            columns,
            [
                "session_id",
                "model",
                "billing_provider",
                "billing_base_url",
                "billing_mode",
                "task",
                "api_call_count",
                "last_seen",
                .. HermesUsage.Columns,
            ]
        );
        using SqliteStatement row = database.PrepareFresh($"SELECT {select} FROM session_model_usage");
        while (row.Step())
        {
            stop.ThrowIfCancellationRequested();
            if (NameTable.Clean(row.Text(0)) is not { } session)
                continue;
            Counter counter = new(
                HermesIdentity.OfCounter(session, Enumerable.Range(1, 5).Select(row.Text)),
                NameTable.Clean(row.Text(2)),
                NameTable.Clean(row.Text(1)),
                Math.Max(0, row.Int64(6)),
                TimeOf(row, 7),
                HermesUsage.Of(row, 8, sink)
            );
            if (!splits.TryGetValue(session, out Split? split))
                splits.Add(session, split = new Split());
            split.Counters.Add(counter);

            // The session's counter holds the conversation; what other tasks used comes on top.
            if (row.Text(5) is null or "" or "voice_chat")
                (split.Held, split.Calls) = (split.Held + counter.Tokens, split.Calls + counter.Calls);
        }
    }

    /// <summary>The last answers of sessions without counters of models, which alone tell a last time: those of earlier releases.</summary>
    private void ReadAnswers(SqliteDatabase database, bool hasCounters, CancellationToken stop)
    {
        string without = hasCounters ? " WHERE id NOT IN (SELECT session_id FROM session_model_usage WHERE session_id IS NOT NULL)" : "";
        using SqliteStatement row = database.PrepareFresh(
            $"""
            SELECT session_id, MAX(timestamp) FROM messages
            WHERE role = 'assistant' AND session_id IN (SELECT id FROM sessions{without})
            GROUP BY session_id
            """
        );
        while (row.Step())
        {
            stop.ThrowIfCancellationRequested();
            if (NameTable.Clean(row.Text(0)) is { } session && TimeOf(row, 1) is { } ms)
                answers[session] = ms;
        }
    }

    private void ReadSessions(SqliteDatabase database, HashSet<string> columns, RowSink sink, CancellationToken stop)
    {
        string select = ForeignSqlite.Select(
            columns,
            [
                "id",
                "model",
                "billing_provider",
                "parent_session_id",
                "started_at",
                "ended_at",
                "title",
                "cwd",
                "git_branch",
                "api_call_count",
                "actual_cost_usd",
                "estimated_cost_usd",
                .. HermesUsage.Columns,
            ]
        );
        using SqliteStatement row = database.PrepareFresh($"SELECT {select} FROM sessions");
        while (row.Step())
        {
            stop.ThrowIfCancellationRequested();
            if (NameTable.Clean(row.Text(0)) is { } id)
                Take(id, row, sink);
        }
    }

    private void Take(string id, SqliteStatement row, RowSink sink)
    {
        Split split = splits.GetValueOrDefault(id) ?? new Split();
        long? started = TimeOf(row, 4),
            ended = TimeOf(row, 5);
        bool isAnswered = answers.TryGetValue(id, out long answered);
        long ms = isAnswered ? answered : ended ?? started ?? sink.FileModifiedMs;
        SessionRow session = new(new SessionRef(HermesIdentity.Agent, id))
        {
            ParentSessionId = NameTable.Clean(row.Text(3)),
            Title = NameTable.Clean(row.Text(6)),
            WorkingDirectory = NameTable.Clean(row.Text(7)),
            Branch = NameTable.Clean(row.Text(8)),
            End = ended is null ? SessionEnd.Unknown : SessionEnd.Completed,
        };
        session.Seen(started ?? ms);
        session.Seen(ended ?? ms);
        session.Seen(ms);
        NanoUsd? cost = CostOf(row);
        foreach (Counter counter in split.Counters.Where(counter => !counter.Tokens.IsZero))
            sink.Add(RowOf(session, counter, counter.Ms ?? ms) with { Rank = new Rank(counter.Tokens.Total, counter.Calls) });

        TokenUsage whole = HermesUsage.Of(row, 12, sink),
            rest = HermesUsage.Beyond(whole, split.Held);
        RecordKey key = HermesIdentity.OfRest(id);
        if (rest.IsZero)
        {
            sink.Batch.Replaced.Add(key);
        }
        else
        {
            Counter left = new(key, NameTable.Clean(row.Text(2)), NameTable.Clean(row.Text(1)), row.Int64(9) - split.Calls, ms, rest);

            // Of two readings the later one has the larger sum, and of one sum that with more models leaves less. Earlier readers did not
            // look for the last answer.
            sink.Add(
                RowOf(session, left, ms) with
                {
                    Rank = Rank.Above(whole.Total, (2 * split.Held.Total) + (isAnswered ? 1 : 0)),
                    ReportedNano = split.Counters.Count == 0 ? cost : null,
                }
            );
        }

        foreach (Counter counter in split.Counters)
            session.Seen(counter.Ms ?? ms);
        sink.Batch.Sessions.Add(session);
    }

    private static UsageRow RowOf(SessionRow session, Counter counter, long ms) =>
        new()
        {
            Key = counter.Key,
            UnixMs = ms,
            Tokens = counter.Tokens,
            Requests = (byte)Math.Clamp(counter.Calls, 1, byte.MaxValue),
            Evidence = UsageEvidence.Inferred,
            Provider = counter.Provider,
            Model = counter.Model,
            Terms = counter.Calls == 1 ? null : PriceTerms.Sum,
            Session = session.Session,
            Folder = session.WorkingDirectory,
            Branch = session.Branch,
        };

    /// <summary>What was billed goes before what was estimated.</summary>
    private static NanoUsd? CostOf(SqliteStatement row)
    {
        foreach (int column in new[] { 10, 11 })
        {
            if (decimal.TryParse(row.Text(column), System.Globalization.CultureInfo.InvariantCulture, out decimal usd))
                return ReportedCost.Known(usd);
        }

        return null;
    }

    private static long? TimeOf(SqliteStatement row, int column) => Timestamps.TryParse(row.Utf8(column), out long ms) ? ms : null;

    private sealed class Split
    {
        public List<Counter> Counters { get; } = [];

        public TokenUsage Held { get; set; }

        public long Calls { get; set; }
    }

    private readonly record struct Counter(RecordKey Key, string? Provider, string? Model, long Calls, long? Ms, TokenUsage Tokens);
}
