using System.Globalization;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.Hermes;

/// <summary>Reads the counters of sessions, which those of their models and tasks split and add to, and their days share out.</summary>
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
        HashSet<string> days = foreign.Columns("session_daily_usage");
        if (days.IsSupersetOf(["session_id", "day"]))
            ReadDays(database, days, sink, stop);
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
                "first_seen",
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
            HermesCounter counter = new(
                HermesIdentity.OfCounter(session, Enumerable.Range(1, 5).Select(row.Text)),
                NameTable.Clean(row.Text(2)),
                NameTable.Clean(row.Text(1)),
                new HermesCounts(HermesUsage.Of(row, 9, sink), Math.Max(0, row.Int64(6))),
                TimeOf(row, 7),
                TimeOf(row, 8)
            );

            // The session's counter holds the conversation; what other tasks used comes on top.
            (row.Text(5) is null or "" or "voice_chat" ? SplitOf(session).Counters : SplitOf(session).Others).Add(counter);
        }
    }

    private void ReadDays(SqliteDatabase database, HashSet<string> columns, RowSink sink, CancellationToken stop)
    {
        string select = ForeignSqlite.Select(columns, ["session_id", "day", "api_call_count", .. HermesUsage.Columns]);
        using SqliteStatement row = database.PrepareFresh($"SELECT {select} FROM session_daily_usage");
        while (row.Step())
        {
            stop.ThrowIfCancellationRequested();
            if (
                NameTable.Clean(row.Text(0)) is { } session
                && HermesDay.Of(row.Text(1), new HermesCounts(HermesUsage.Of(row, 3, sink), Math.Max(0, row.Int64(2)))) is { } day
            )
                SplitOf(session).Days.Add(day);
        }
    }

    private Split SplitOf(string session)
    {
        if (!splits.TryGetValue(session, out Split? split))
            splits.Add(session, split = new Split());
        return split;
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
        long? last = isAnswered ? answered : ended;
        long ms = last ?? started ?? sink.FileModifiedMs;
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
        foreach (HermesCounter counter in split.Others.Where(counter => !counter.Counts.Tokens.IsZero))
        {
            HermesCounts counts = counter.Counts;
            sink.Add(RowOf(session, counter, counts, counter.LastMs ?? ms) with { Rank = new Rank(counts.Tokens.Total, counts.Calls) });
        }

        HermesCounts held = split.Counters.Aggregate(default(HermesCounts), (sum, counter) => sum + counter.Counts);
        TokenUsage whole = HermesUsage.Of(row, 12, sink);
        HermesCounter rest = new(
            HermesIdentity.OfRest(id),
            NameTable.Clean(row.Text(2)),
            NameTable.Clean(row.Text(1)),
            new HermesCounts(whole.Beyond(held.Tokens), Math.Max(0, row.Int64(9) - held.Calls)),
            null,
            null
        );
        HermesCounter[] counters = [.. split.Counters, rest];
        HermesReading reading = new(id, whole.Total, held.Tokens.Total, split.Days.Sum(day => day.Counts.Tokens.Total));
        HermesShare[] shares = [.. HermesDays.Split(counters, split.Days)];
        NanoUsd?[] costs = HermesUsage.CostsOf(split.Counters.Count == 0 ? CostOf(row) : null, shares);
        foreach ((HermesShare share, NanoUsd? cost) in shares.Zip(costs))
        {
            HermesCounter counter = share.Counter;
            long at = share.Day?.TimeIn(counter.FirstMs ?? started, counter.LastMs ?? last) ?? counter.LastMs ?? ms;
            session.Seen(at);
            sink.Add(
                RowOf(session, counter, share.Counts, at) with
                {
                    Key = share.Key,
                    Rank = RankOf(share, reading, isAnswered),
                    ReportedNano = cost,
                }
            );
        }

        foreach (HermesCounter counter in split.Counters.Concat(split.Others))
            session.Seen(counter.LastMs ?? ms);
        sink.Batch.Lineages.AddRange(
            reading.Lineages(shares.Select(share => share.Key).ToHashSet(), counters.Select(counter => counter.Key))
        );
        sink.Batch.Sessions.Add(session);
    }

    /// <summary>
    /// What has no day also stands above the whole of its counter, as earlier readers recorded it. Those did not look for the last answer.
    /// </summary>
    private static Rank RankOf(HermesShare share, HermesReading reading, bool isAnswered)
    {
        if (share.Day is not null)
            return reading.Rank;
        return share.Counter.Key == HermesIdentity.OfRest(reading.Session)
            ? Rank.Above(reading.Whole, (2 * (reading.Held + reading.InDays)) + (isAnswered ? 1 : 0))
            : Rank.Above(share.Counter.Counts.Tokens.Total, reading.Whole + reading.Held + reading.InDays);
    }

    private static UsageRow RowOf(SessionRow session, HermesCounter counter, HermesCounts counts, long ms) =>
        new()
        {
            Key = counter.Key,
            UnixMs = ms,
            Tokens = counts.Tokens,
            Requests = UsageRow.RequestsOf(Math.Max(1, counts.Calls)),
            Evidence = UsageEvidence.Inferred,
            Provider = counter.Provider,
            Model = counter.Model,
            Terms = counts.Calls == 1 ? null : PriceTerms.Sum,
            Session = session.Session,
            Folder = session.WorkingDirectory,
            Branch = session.Branch,
        };

    /// <summary>What was billed goes before what was estimated.</summary>
    private static NanoUsd? CostOf(SqliteStatement row)
    {
        foreach (int column in new[] { 10, 11 })
        {
            if (
                decimal.TryParse(row.Text(column), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal usd)
                && ReportedCost.Known(usd) is { } cost
            )
                return cost;
        }

        return null;
    }

    private static long? TimeOf(SqliteStatement row, int column) => Timestamps.TryParse(row.Utf8(column), out long ms) ? ms : null;

    /// <summary>What tells more of a session than its own counter.</summary>
    private sealed class Split
    {
        /// <summary>The counters of models, which add up to the session's or less.</summary>
        public List<HermesCounter> Counters { get; } = [];

        public List<HermesCounter> Others { get; } = [];

        public List<HermesDay> Days { get; } = [];
    }
}
