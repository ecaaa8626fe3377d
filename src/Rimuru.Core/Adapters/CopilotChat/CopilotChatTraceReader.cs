using Rimuru.Core.AdapterContract;
using Rimuru.Core.Adapters.Copilot;
using Rimuru.Core.Formats;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Adapters.CopilotChat;

/// <summary>Reads the traces: a span per request, below the spans of the agents, which repeat their sum.</summary>
internal sealed class CopilotChatTraceReader : FileLogReader
{
    private const int DeepestAgent = 64;

    private static readonly string[] Columns =
    [
        "span_id",
        "chat_session_id",
        "conversation_id",
        "parent_span_id",
        "start_time_ms",
        "response_model",
        "request_model",
        "input_tokens",
        "cached_tokens",
        "output_tokens",
        "reasoning_tokens",
        "agent_name",
    ];

    private readonly Dictionary<string, Agent> agents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (SessionRow Row, List<(RecordKey Key, long Ms)> Requests)> sessions = new(StringComparer.Ordinal);

    public override void Read(string path, RowSink sink, CancellationToken stop)
    {
        using ForeignSqlite foreign = ForeignSqlite.Open(path, stop);
        SqliteDatabase database = foreign.Database;
        database.Execute("BEGIN"); // both queries see one snapshot of the file
        HashSet<string> columns = foreign.Columns("spans");
        if (!columns.IsSupersetOf(["span_id", "operation_name"]))
            return;
        ReadAgents(database, columns);
        bool hasAttributes = foreign.Columns("span_attributes").IsSupersetOf(["span_id", "key", "value"]);
        string cost = hasAttributes
            ? "LEFT JOIN span_attributes cost ON cost.span_id = chat.span_id AND cost.key = 'copilot_chat.copilot_usage_nano_aiu'"
            : "LEFT JOIN (SELECT NULL AS value) cost";
        using SqliteStatement row = database.PrepareFresh(
            $"SELECT chat.*, cost.value FROM (SELECT {ForeignSqlite.Select(columns, Columns)} FROM spans WHERE operation_name = 'chat') "
                + $"chat {cost} ORDER BY chat.span_id"
        );
        while (row.Step())
        {
            stop.ThrowIfCancellationRequested();
            string? session = NameTable.Clean(row.Text(1)) ?? NameTable.Clean(row.Text(2));
            if (row.Text(0) is { } span && session is not null)
                Take(span, session, row, sink);
        }
    }

    public override void Finish(RowSink sink)
    {
        foreach ((SessionRow session, List<(RecordKey Key, long Ms)> requests) in sessions.Values)
        {
            sink.Batch.Sessions.Add(session);
            sink.Batch.Lineages.Add(CopilotChatHistory.LineageOf(session.Session, CopilotChatSource.Traces, requests));
        }
    }

    public override byte[] Save() => [];

    private void ReadAgents(SqliteDatabase database, HashSet<string> columns)
    {
        using SqliteStatement row = database.PrepareFresh(
            $"SELECT {ForeignSqlite.Select(columns, "span_id", "parent_span_id", "agent_name", "operation_name")} FROM spans"
        );
        while (row.Step())
        {
            if (row.Text(0) is { } span)
                agents[span] = new Agent(row.Text(1), row.Text(3) == "invoke_agent" ? NameTable.Clean(row.Text(2)) ?? "sub-agent" : null);
        }
    }

    private void Take(string span, string id, SqliteStatement row, RowSink sink)
    {
        TokenUsage tokens = CopilotChatUsage.Of(
            TokenFields.Of(row.Int64(7), sink),
            TokenFields.Of(row.Int64(8), sink),
            TokenFields.Of(row.Int64(9), sink),
            TokenFields.Of(row.Int64(10), sink)
        );
        if (tokens.IsZero)
            return;
        RecordKey key = CopilotChatIdentity.OfSpan(id, span);
        if (CopilotChatUsage.IsOfClaudeCode(row.Text(11)))
        {
            if (sink.HasOlderRecords)
                sink.Batch.Replaced.Add(key);
            return;
        }

        if (!sessions.TryGetValue(id, out (SessionRow Row, List<(RecordKey Key, long Ms)> Requests) session))
        {
            session = (new SessionRow(new SessionRef(CopilotChatIdentity.Agent, id)), []);
            sessions.Add(id, session);
        }

        long ms = Timestamps.TryParse(row.Utf8(4), out long started) ? started : sink.FileModifiedMs;
        session.Row.Seen(ms);
        session.Requests.Add((key, ms));
        long nanoAiu = CopilotChatUsage.IsBilled(row.Text(11)) ? row.Int64(12) : 0;
        Credits credits = CopilotUsage.CreditsOfAiu(nanoAiu);
        sink.Add(
            new UsageRow
            {
                Key = key,
                Rank = CopilotChatUsage.RankOf(tokens, credits, CopilotChatSource.Traces),
                UnixMs = ms,
                Tokens = tokens,
                Requests = 1,
                Evidence = UsageEvidence.Recorded,
                Model = NameTable.Clean(row.Text(5)) ?? NameTable.Clean(row.Text(6)),
                ReportedNano = CopilotUsage.NanoOfAiu(nanoAiu),
                Credits = credits,
                Session = session.Row.Session,
                SubAgent = SubAgentOf(row.Text(3)),
            }
        );
    }

    /// <summary>The nearest agent above a request, if it runs below another; null for the session's own.</summary>
    private string? SubAgentOf(string? span)
    {
        string? nearest = null;
        for (int depth = 0; span is not null && depth < DeepestAgent && agents.TryGetValue(span, out Agent agent); depth++)
        {
            if (agent.Name is not null && nearest is not null)
                return nearest;
            nearest ??= agent.Name;
            span = agent.Parent;
        }

        return null;
    }

    private readonly record struct Agent(string? Parent, string? Name);
}
