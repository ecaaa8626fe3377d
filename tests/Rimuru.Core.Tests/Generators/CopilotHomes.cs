using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>Which sources tell of a session's requests.</summary>
internal enum CopilotStyle
{
    /// <summary>The event log, request by request.</summary>
    Records,

    /// <summary>The database alone.</summary>
    Store,

    /// <summary>The database and the event log, which lacks some of the requests.</summary>
    Both,

    /// <summary>Event log, database and traces.</summary>
    All,

    /// <summary>Older releases: totals at the end of each leg of a session, and what a crashed leg leaves.</summary>
    Legs,

    /// <summary>Totals, then, after an update, the database.</summary>
    Updated,

    /// <summary>Traces alone.</summary>
    Traces,
}

/// <summary>
/// Homes in which Copilot CLI was at work: event logs of old and new releases, a database, traces, forks, sub-agents, resumed and crashed
/// legs.
/// </summary>
internal static class CopilotHomes
{
    private static readonly string[] Schema =
    [
        "CREATE TABLE sessions (id TEXT PRIMARY KEY, cwd TEXT, branch TEXT, summary TEXT, created_at TEXT, updated_at TEXT)",
        """
            CREATE TABLE assistant_usage_events (id INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT, turn_index INTEGER, agent_id TEXT, parent_tool_call_id TEXT, model TEXT, input_tokens INTEGER,
                output_tokens INTEGER, cache_read_tokens INTEGER, cache_write_tokens INTEGER, reasoning_tokens INTEGER, total_nano_aiu INTEGER, initiator TEXT, created_at TEXT)
            """,
    ];

    public static GeneratedHome Create(int seed)
    {
        GeneratedHome home = new("Copilot", seed);
        Random random = new(seed * 6133 + 5);
        List<string> rows = [],
            spans = [];
        for (int i = random.Next(3, 7); i > 0; i--)
        {
            CopilotSession session = new(
                home,
                random,
                (CopilotStyle)random.Next(7),
                random.Id(),
                Draw.Epoch.AddMinutes(random.Next(6000)),
                rows,
                spans
            );
            for (int leg = random.Next(1, 4); leg > 0; leg--)
                session.Leg();
            Add(home, session);
            if (session.Style != CopilotStyle.Records || random.Coin())
                continue;
            CopilotSession fork = new(home, random, CopilotStyle.Records, random.Id(), session.Clock.AddMinutes(5), rows, spans);
            fork.CopyFrom(session);
            fork.Leg();
            Add(home, fork);
        }

        if (rows.Count > 0)
            home.Files.Add(new GeneratedDatabase(".copilot/session-store.db", Schema, rows));
        if (spans.Count > 0)
            home.Files.Add(new GeneratedLog(".copilot/otel/traces.jsonl", spans) { TwinPath = ".copilot/otel/traces-old.jsonl" });
        return home;
    }

    private static void Add(GeneratedHome home, CopilotSession session)
    {
        if (session.Lines.Count == 0)
            return;
        home.Files.Add(
            new GeneratedLog($".copilot/session-state/{session.Id}/events.jsonl", [.. session.Lines.Select(line => line.ToJsonString())])
            {
                TwinPath = $".copilot/history-session-state/{session.Id}.jsonl",
            }
        );
    }
}

/// <summary>One session, in all the places where it is told of.</summary>
internal sealed class CopilotSession
{
    private static readonly string[] Models = ["claude-sonnet-4.5", "gpt-5.5", "claude-haiku-4.5"];
    private readonly GeneratedHome home;
    private readonly Random random;
    private readonly List<string> rows;
    private readonly List<string> spans;
    private readonly SortedDictionary<string, (TokenUsage Tokens, long Requests)> totals = new(StringComparer.Ordinal);
    private readonly string cwd;
    private readonly bool countsByLeg;
    private bool isStarted;
    private bool isStored;

    public CopilotSession(
        GeneratedHome home,
        Random random,
        CopilotStyle style,
        string id,
        DateTimeOffset start,
        List<string> rows,
        List<string> spans
    )
    {
        (this.home, this.random, this.rows, this.spans) = (home, random, rows, spans);
        (Style, Id, Clock) = (style, id, start);
        cwd = $"/home/dev/work/project-{random.Next(3)}";
        countsByLeg = home.HasFaults && style == CopilotStyle.Legs && random.Coin();
    }

    public CopilotStyle Style { get; }

    public string Id { get; }

    public DateTimeOffset Clock { get; private set; }

    public List<JsonObject> Lines { get; } = [];

    private bool HasEvents => Style is not (CopilotStyle.Store or CopilotStyle.Traces);

    /// <summary>A fork's log begins with its own head; then come its parent's lines as they were.</summary>
    public void CopyFrom(CopilotSession parent)
    {
        Begin();
        Lines.AddRange(parent.Lines.Skip(1).Take(random.Next(1, parent.Lines.Count)).Select(line => (JsonObject)line.DeepClone()));
    }

    /// <summary>From a start or a resume to a shutdown, or to a crash.</summary>
    public void Leg()
    {
        Begin();
        bool isUpdated = Style == CopilotStyle.Updated && isStarted && totals.Count > 0;
        if (Style == CopilotStyle.Legs && random.Next(3) == 0)
        {
            // Before the leg has a request: no total loses any.
            Line("session.compaction_complete", Draw.Json(("success", true)));
            totals.Clear();
        }

        if (countsByLeg)
            totals.Clear();
        bool isCrash = Style == CopilotStyle.Legs && random.Next(4) == 0;
        SortedDictionary<string, (TokenUsage Tokens, long Requests)> before = new(totals, StringComparer.Ordinal);
        if (home.HasFaults && Style == CopilotStyle.Legs && random.Next(4) == 0)
        {
            // What came before it is in no total: the output of its messages is all that is known.
            for (int i = random.Next(1, 4); i > 0; i--)
                Request(isUpdated, isCrash: true);
            Compact();
            before.Clear();
        }

        for (int i = random.Next(1, 5); i > 0; i--)
            Request(isUpdated, isCrash);
        if (isCrash)
        {
            // The next process knows no more than the last shutdown did.
            totals.Clear();
            foreach ((string model, (TokenUsage, long) total) in before)
                totals.Add(model, total);
        }
        else
        {
            Shutdown(before, isBilled: Style == CopilotStyle.Legs || (Style == CopilotStyle.Updated && !isUpdated));
        }

        Clock = Clock.AddMinutes(random.Next(1, 600));
    }

    /// <summary>A compaction in the middle of a leg; older releases tell its own request.</summary>
    private void Compact()
    {
        JsonObject data = Draw.Json(("success", true));
        if (random.Coin())
        {
            TokenUsage used = random.Tokens(hasReasoning: false);
            JsonObject usage = Usage(used);
            usage["model"] = Models[0];
            data["compactionTokensUsed"] = usage;
            home.Bill(Id, Models[0], used);
        }

        Line("session.compaction_complete", data);
        totals.Clear();
    }

    /// <summary>The data of the event that starts a session.</summary>
    public static JsonObject Start(string id, string time, string? cwd) =>
        Draw.Json(
            ("sessionId", id),
            ("copilotVersion", "1.0.102"),
            ("startTime", time),
            ("selectedModel", Models[0]),
            ("context", Draw.Json(("cwd", cwd), ("branch", "main")))
        );

    /// <summary>The data of the event with which a session goes on.</summary>
    public static JsonObject Resume() => Draw.Json(("selectedModel", Models[0]));

    private void Begin()
    {
        if (!HasEvents)
            return;
        JsonObject data = isStarted ? Resume() : Start(Id, Clock.Iso(), cwd);
        Line(isStarted ? "session.resume" : "session.start", data);
        isStarted = true;
    }

    private void Request(bool isUpdated, bool isCrash)
    {
        TokenUsage used = random.Tokens();
        string model = random.Of(Models),
            call = "msg_" + random.Short();
        string? agent = random.Next(4) == 0 ? random.Id() : null;
        long aiu = random.Next(3) == 0 ? random.Next(1, 900) * 1_000_000L : 0;
        Clock = Clock.AddSeconds(random.Next(1, 90));
        bool isStoredOnly = Style is CopilotStyle.Both && random.Next(4) == 0;
        if (HasEvents && !isStoredOnly)
        {
            if (agent is not null)
                Line("subagent.started", Draw.Json(("agentName", "explorer")), agent);
            Line("assistant.turn_start", []);
            JsonObject message = Draw.Json(("messageId", random.Id()), ("model", model), ("outputTokens", used.Output));
            if (Style is CopilotStyle.Records or CopilotStyle.Both or CopilotStyle.All)
            {
                JsonObject usage = Usage(used);
                usage["model"] = model;
                usage["apiCallId"] = call;
                if (aiu > 0)
                    usage["totalNanoAiu"] = aiu;
                usage["accounting"] = Draw.Json(("sourceSessionId", Id));
                message["apiCallId"] = call;
                if (random.Coin())
                {
                    message["toolRequests"] = new JsonArray([
                        .. DrawnTools
                            .Of(call, hasSkills: false)
                            .Select(use =>
                                Draw.Json(("toolCallId", use.Id), ("name", use.Tool), ("type", "function"), ("mcpServerName", use.Server))
                            ),
                    ]);
                    home.Use(call, used);
                    Line("assistant.message", message, agent);
                }

                bool hasTool = home.HasFaults && Style == CopilotStyle.Records && random.Next(5) == 0,
                    isToolFirst = hasTool && random.Coin();
                if (isToolFirst)
                    Tool(agent);
                Line("session.usage_record", Draw.Json(("usage", usage)), agent);
                if (hasTool && !isToolFirst)
                    Tool(agent);
            }
            else
            {
                Line("assistant.message", message, agent);
            }

            Line("assistant.turn_end", []);
        }

        if (Style is CopilotStyle.Store or CopilotStyle.Both or CopilotStyle.All || (isUpdated && (!home.HasFaults || random.Next(4) > 0)))
            Row(used, model, agent, aiu);
        if (Style is CopilotStyle.All or CopilotStyle.Traces)
            Spans(used, model, call);
        (TokenUsage tokens, long requests) = totals.GetValueOrDefault(model);
        totals[model] = (tokens + used, requests + 1);
        if (isCrash)
            home.Bill(Id, model, new TokenUsage(0, 0, 0, 0, used.Output, 0));
        else if (Style is not (CopilotStyle.Legs or CopilotStyle.Updated) || isUpdated)
            home.Bill(Id, model, used);
    }

    /// <summary>A tool that uses a model, which no usage record tells.</summary>
    private void Tool(string? agent)
    {
        TokenUsage used = random.Tokens();
        JsonObject usage = Usage(used);
        (usage["model"], usage["requestId"]) = ("gpt-image-2", random.Id());
        Line("tool.execution_complete", Draw.Json(("toolCallId", random.Id()), ("success", true), ("toolUsage", usage)), agent);
        (TokenUsage tokens, long requests) = totals.GetValueOrDefault("gpt-image-2");
        totals["gpt-image-2"] = (tokens + used, requests + 1);
        home.Bill(Id, "gpt-image-2", used);
    }

    private void Row(TokenUsage used, string model, string? agent, long aiu)
    {
        string text(string? value) => value is null ? "NULL" : $"'{value}'";
        if (!isStored)
            rows.Add($"INSERT INTO sessions VALUES ('{Id}', '{cwd}', 'main', 'Title of {Id[..4]}', '{Clock.Iso()}', '{Clock.Iso()}')");
        isStored = true;
        rows.Add(
            Draw.Text(
                $"""
                INSERT INTO assistant_usage_events(session_id, turn_index, agent_id, model, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, total_nano_aiu, initiator, created_at)
                VALUES ('{Id}', 0, {text(agent)}, '{model}', {Prompt(
                    used
                )}, {used.Output}, {used.CacheRead}, {used.CacheWrite5m}, {used.Reasoning}, {aiu}, 'user', '{Clock.Iso()}')
                """
            )
        );
    }

    /// <summary>One response as its chat span, in the log of inferences, and in the sum of the agent that asked.</summary>
    private void Spans(TokenUsage used, string model, string call)
    {
        string trace = random.Short();
        JsonObject[] told =
        [
            Span("chat", trace, model, used, call),
            Span("invoke_agent", trace, model, used, null),
            Inference(trace, model, used, call),
        ];
        spans.AddRange(told.Where((_, i) => i == 0 || random.Coin()).OrderBy(_ => random.Next()).Select(span => span.ToJsonString()));
    }

    private JsonObject Span(string operation, string trace, string model, TokenUsage used, string? call) =>
        Draw.Json(
            ("type", "span"),
            ("traceId", trace),
            ("spanId", random.Short()),
            ("name", $"{operation} {model}"),
            ("endTime", new JsonArray(Clock.ToUnixTimeSeconds(), 0)),
            ("attributes", Attributes(operation, model, used, call))
        );

    private JsonObject Inference(string trace, string model, TokenUsage used, string call)
    {
        JsonObject attributes = Attributes(null, model, used, call);
        attributes["event.name"] = "gen_ai.client.inference.operation.details";
        return Draw.Json(
            ("hrTime", new JsonArray(Clock.ToUnixTimeSeconds(), 0)),
            ("spanContext", Draw.Json(("traceId", trace), ("spanId", random.Short()))),
            ("attributes", attributes)
        );
    }

    private JsonObject Attributes(string? operation, string model, TokenUsage used, string? call)
    {
        string dot = !home.HasFaults || random.Coin() ? "." : "_"; // of releases up to 1.0.63
        return Draw.Json(
            ("gen_ai.operation.name", operation),
            ("gen_ai.provider.name", "github"),
            ("gen_ai.conversation.id", Id),
            ("gen_ai.response.id", call),
            ("gen_ai.response.model", model),
            ("gen_ai.usage.input_tokens", Prompt(used)),
            ("gen_ai.usage.output_tokens", used.Output),
            ($"gen_ai.usage.cache_read{dot}input_tokens", used.CacheRead),
            ($"gen_ai.usage.cache_creation{dot}input_tokens", used.CacheWrite5m),
            ($"gen_ai.usage.reasoning{dot}output_tokens", used.Reasoning)
        );
    }

    /// <summary>The totals of the session so far; what they have more than before is what this leg used.</summary>
    private void Shutdown(SortedDictionary<string, (TokenUsage Tokens, long Requests)> before, bool isBilled)
    {
        JsonObject metrics = [];
        foreach ((string model, (TokenUsage tokens, long requests)) in totals)
        {
            metrics[model] = Draw.Json(("requests", Draw.Json(("count", requests), ("cost", 0))), ("usage", Usage(tokens)));
            (TokenUsage known, long knownRequests) = before.GetValueOrDefault(model);
            if (isBilled && requests > knownRequests)
                home.Bill(Id, model, Minus(tokens, known), requests - knownRequests);
        }

        if (HasEvents)
            Line("session.shutdown", Draw.Json(("shutdownType", "routine"), ("modelMetrics", metrics)));
    }

    private void Line(string type, JsonObject data, string? agent = null)
    {
        Clock = Clock.AddMilliseconds(random.Next(1, 900));
        Lines.Add(Draw.Json(("type", type), ("data", data), ("agentId", agent), ("id", random.Id()), ("timestamp", Clock.Iso())));
    }

    private static JsonObject Usage(TokenUsage used) =>
        Draw.Json(
            ("inputTokens", Prompt(used)),
            ("cacheReadTokens", used.CacheRead),
            ("cacheWriteTokens", used.CacheWrite5m),
            ("outputTokens", used.Output),
            ("reasoningTokens", used.Reasoning)
        );

    private static long Prompt(TokenUsage used) => used.Input + used.CacheRead + used.CacheWrite5m;

    private static TokenUsage Minus(TokenUsage a, TokenUsage b) =>
        new(
            a.Input - b.Input,
            a.CacheRead - b.CacheRead,
            a.CacheWrite5m - b.CacheWrite5m,
            0,
            a.Output - b.Output,
            a.Reasoning - b.Reasoning
        );
}
