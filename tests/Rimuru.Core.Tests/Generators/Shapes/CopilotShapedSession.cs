using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators.Shapes;

/// <summary>Writes one session of Copilot CLI in the shapes that it draws for itself.</summary>
internal sealed class CopilotShapedSession
{
    private const string RowColumns =
        "session_id, turn_index, agent_id, model, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, created_at";

    private static readonly string[] Models = ["claude-sonnet-4.5", "gpt-5.5", "claude-haiku-4.5"];

    private readonly CopilotShapedHome files;
    private readonly ShapedHome home;
    private readonly Random random;
    private readonly string id;
    private readonly string? project;
    private readonly bool hasEvents;
    private readonly bool namesFolder;
    private readonly bool countsByLeg;
    private readonly bool leavesOutTimes;
    private readonly bool leavesOutIds;
    private readonly bool isRelayed;
    private readonly bool isTraced;
    private readonly int recordsSince;
    private readonly int rowsSince;
    private readonly List<JsonObject> lines = [];
    private readonly SortedDictionary<string, CopilotSum> totals = new(StringComparer.Ordinal);
    private readonly List<CopilotShapedRequest> leg = [];
    private SortedDictionary<string, CopilotSum> known = new(StringComparer.Ordinal);
    private DateTimeOffset last;
    private bool isStarted;
    private bool isStored;
    private int legs;

    public CopilotShapedSession(CopilotShapedHome files, DateTimeOffset start, CopilotShapedSession? origin)
    {
        (this.files, home, random, Clock, last) = (files, files.Home, files.Random, start, start);
        id = random.Id();
        project = home.Is("session without a folder", random.Next(5) == 0) ? null : $"shop-{random.Next(3)}";
        hasEvents = origin is not null || !home.Is("database alone", random.Next(5) == 0);
        recordsSince = home.Is("records", origin is not null || random.Coin()) ? 0 : 99;
        if (origin is null && home.Is("records that begin midway", recordsSince == 0 && random.Next(3) == 0))
            recordsSince = 1;
        rowsSince = home.Is("database", !hasEvents || (origin is null && random.Coin())) ? 0 : 99;
        if (home.Is("database that begins midway", hasEvents && rowsSince == 0 && random.Next(3) == 0))
            rowsSince = 1;
        countsByLeg = home.Is("totals of a leg", random.Coin());
        leavesOutTimes = home.Is("lines without time", random.Next(6) == 0);
        isRelayed = home.Is("calls whose id a relay gives again", recordsSince < 99 && (origin?.isRelayed ?? random.Next(4) == 0));
        isTraced = home.Is("traces too", recordsSince == 0 && random.Next(4) == 0);
        leavesOutIds = home.Is("events without id", origin is null && !isRelayed && random.Next(6) == 0);
        namesFolder = (hasEvents && rowsSince == 99) || random.Coin();
        if (origin is null)
            return;
        Begin();
        lines.AddRange(origin.lines.Skip(1).Select(line => line.DeepClone().AsObject()));
    }

    public DateTimeOffset Clock { get; private set; }

    public bool MayBeForked => recordsSince == 0 && rowsSince == 99 && !isTraced && !leavesOutIds;

    private bool HasRecords => legs >= recordsSince;

    private bool HasRows => legs >= rowsSince;

    public static long Prompt(TokenUsage used) => used.Input + used.CacheRead + used.CacheWrite5m;

    /// <summary>From a start or a resume to a shutdown, or to a crash.</summary>
    public void Leg()
    {
        leg.Clear();
        Begin();
        if (countsByLeg)
            totals.Clear();
        known = new SortedDictionary<string, CopilotSum>(totals, StringComparer.Ordinal);
        bool crashes = hasEvents && !HasRecords && home.Is("leg that crashed", random.Next(4) == 0);
        for (int i = random.Next(1, 5); i > 0; i--)
            Request();
        if (!crashes && !HasRecords && home.Is("compaction", random.Next(4) == 0))
        {
            Compact();
            for (int i = random.Next(1, 4); i > 0; i--)
                Request();
        }

        if (crashes)
            Crash();
        else
            Shutdown();
        legs++;
        Clock = Clock.AddMinutes(random.Next(1, 600));
    }

    public void Close()
    {
        if (isStored && !namesFolder && project is not null)
        {
            home.Is("folder that the database lacks");
            home.AddFirst($"{files.Root}/session-state/{id}/workspace.yaml", $"id: {id}\ncwd: \"/home/dev/{project}\"\nbranch: main\n");
        }

        if (lines.Count == 0)
            return;
        string path = random.Next(4) switch
        {
            0 => $"history-session-state/{id}.jsonl",
            1 => $"session-state/{id}.jsonl",
            _ => $"session-state/{id}/events.jsonl",
        };
        home.Add($"{files.Root}/{path}", LineShapes.Write(home, random, [.. lines.Select(line => line.ToJsonString())]));
    }

    private void Begin()
    {
        if (!hasEvents)
            return;
        string? cwd = project is null ? null : $"/home/dev/{project}";
        JsonObject data = isStarted ? CopilotSession.Resume() : CopilotSession.Start(id, Clock.Iso(), cwd);
        Line(isStarted ? "session.resume" : "session.start", data, hasTime: true);
        isStarted = true;
    }

    private void Request()
    {
        TokenUsage used = random.Tokens();
        string model = random.Of<string>(Models);
        Clock = Clock.AddSeconds(random.Next(1, 90));
        bool isLost = HasRecords && HasRows && home.Is("request that only the database tells", random.Next(4) == 0);
        DateTimeOffset at = Clock;
        if (hasEvents && !isLost)
            at = Tell(used, model);
        CopilotShapedRequest request = new(model, used, at) { IsInRow = HasRows };
        if (hasEvents && !HasRecords)
        {
            CopilotSum sum = totals.GetValueOrDefault(model);
            totals[model] = new CopilotSum(sum.Tokens + used, sum.Requests + 1);
        }

        leg.Add(request);
        if (HasRecords || !hasEvents)
            Bill(model, used, isLost || !hasEvents ? Clock : at, UsageEvidence.Recorded);
        if (HasRows && (HasRecords || !hasEvents))
            Row(request with { At = Clock });
    }

    /// <summary>The lines of a request in the event log, and what time it has there.</summary>
    private DateTimeOffset Tell(TokenUsage used, string model)
    {
        string call = isRelayed ? "chatcmpl-1" : "chatcmpl-" + random.Id();
        string? agent = random.Next(4) == 0 ? random.Id() : null;
        JsonObject message = Draw.Json(("messageId", random.Id()), ("model", model), ("outputTokens", used.Output));
        if (agent is not null)
            Line("subagent.started", Draw.Json(("agentName", "explorer")), hasTime: true, agent);
        Line("assistant.turn_start", [], hasTime: true);
        if (!HasRecords)
            return Line("assistant.message", message, !leavesOutTimes || random.Coin(), agent);
        JsonObject usage = Usage(used);
        usage["model"] = model;
        usage["apiCallId"] = call;
        usage["accounting"] = Draw.Json(("sourceSessionId", id));
        message["apiCallId"] = call;
        bool isFirst = random.Coin();
        if (isFirst)
            Line("assistant.message", message, hasTime: true, agent);
        DateTimeOffset at = Line("session.usage_record", Draw.Json(("usage", usage)), !leavesOutTimes || random.Coin(), agent);
        if (!isFirst && random.Coin())
            Line("assistant.message", message, hasTime: true, agent);
        if (isTraced)
            new CopilotShapedTrace(files, id, Clock).Tell(used, model, call, Clock);
        return at;
    }

    /// <summary>What came before is in no total any more: the output of its messages is all that is known of it.</summary>
    private void Compact()
    {
        if (!hasEvents)
            return;
        JsonObject data = Draw.Json(("success", true));
        TokenUsage used = default;
        if (home.Is("compaction that tells its request", random.Coin()))
        {
            used = random.Tokens(hasReasoning: false);
            JsonObject usage = Usage(used);
            usage["model"] = Models[0];
            data["compactionTokensUsed"] = usage;
        }

        DateTimeOffset at = Line("session.compaction_complete", data, hasTime: true);
        if (!HasRows)
        {
            foreach (CopilotShapedRequest request in leg)
                Bill(request.Model, new TokenUsage(0, 0, 0, 0, request.Used.Output, 0), request.At, UsageEvidence.Partial);
        }

        for (int i = 0; i < leg.Count; i++)
            leg[i] = leg[i] with { IsBefore = true };
        totals.Clear();
        known = new SortedDictionary<string, CopilotSum>(StringComparer.Ordinal);
        if (used.IsZero)
            return;
        CopilotShapedRequest summary = new(Models[0], used, at) { IsInRow = HasRows, IsBefore = true };
        if (home.Is("total that holds its compaction", random.Coin()))
        {
            totals[Models[0]] = new CopilotSum(used, 1);
            leg.Add(summary with { IsBefore = false });
        }
        else
        {
            leg.Add(summary);
            if (!HasRows)
                Bill(Models[0], used, at, UsageEvidence.Recorded);
        }
    }

    private void Crash()
    {
        foreach (CopilotShapedRequest request in leg)
        {
            if (request.IsInRow)
                Row(request);
            Bill(
                request.Model,
                request.IsInRow ? request.Used : new TokenUsage(0, 0, 0, 0, request.Used.Output, 0),
                request.At,
                request.IsInRow ? UsageEvidence.Recorded : UsageEvidence.Partial
            );
        }

        // The next process knows no more than the last shutdown did.
        totals.Clear();
        foreach ((string model, CopilotSum sum) in known)
            totals.Add(model, sum);
    }

    /// <summary>The totals, whose difference to those before is what the leg used, unless the database has all of it.</summary>
    private void Shutdown()
    {
        if (!hasEvents)
            return;
        JsonObject metrics = [];
        foreach ((string model, CopilotSum sum) in totals)
            metrics[model] = Draw.Json(("requests", Draw.Json(("count", sum.Requests), ("cost", 0))), ("usage", Usage(sum.Tokens)));
        Clock = Clock.AddSeconds(random.Next(1, 9));
        DateTimeOffset at = Line("session.shutdown", Draw.Json(("shutdownType", "routine"), ("modelMetrics", metrics)), hasTime: true);
        if (HasRecords)
            return;
        bool lacksRows = HasRows && !leg.Exists(request => request.IsBefore) && home.Is("rows that the database lacks", random.Coin());
        foreach (IGrouping<string, CopilotShapedRequest> told in leg.GroupBy(request => request.Model))
        {
            CopilotShapedRequest[] all = [.. told],
                kept = HasRows ? [.. all.Where(_ => !lacksRows || random.Coin())] : [];
            foreach (CopilotShapedRequest request in kept)
                Row(request);
            if (HasRows && kept.Length == all.Length)
                foreach (CopilotShapedRequest request in all)
                    Bill(told.Key, request.Used, request.At, UsageEvidence.Recorded);
            else
                Share([.. all.Where(request => !request.IsBefore)], at);
        }
    }

    /// <summary>A sum of n requests is n records of one size.</summary>
    private void Share(CopilotShapedRequest[] requests, DateTimeOffset at)
    {
        TokenUsage sum = requests.Aggregate(default(TokenUsage), (all, request) => all + request.Used);
        int count = requests.Length;
        for (int i = 0; i < count; i++)
        {
            long Part(long whole) => (whole * (i + 1) / count) - (whole * i / count);
            long reasoning = Part(sum.Reasoning);
            TokenUsage part = new(
                Part(sum.Input),
                Part(sum.CacheRead),
                Part(sum.CacheWrite5m),
                0,
                Part(sum.Output - sum.Reasoning) + reasoning,
                reasoning
            );
            Bill(requests[0].Model, part, at, UsageEvidence.Inferred);
        }
    }

    private void Row(CopilotShapedRequest request)
    {
        if (!isStored)
            files.Insert(
                "sessions",
                "id, cwd, branch, summary",
                id,
                namesFolder && project is not null ? $"/home/dev/{project}" : null,
                "main",
                "A title"
            );
        isStored = true;
        files.Insert(
            "assistant_usage_events",
            RowColumns,
            id,
            0,
            null,
            request.Model,
            Prompt(request.Used),
            request.Used.Output,
            request.Used.CacheRead,
            request.Used.CacheWrite5m,
            request.Used.Reasoning,
            request.At.Iso()
        );
    }

    private DateTimeOffset Line(string type, JsonObject data, bool hasTime, string? agent = null)
    {
        if (hasTime)
            last = Clock = Clock.AddMilliseconds(random.Next(1, 900));
        lines.Add(
            Draw.Json(
                ("type", type),
                ("data", data),
                ("agentId", agent),
                ("id", leavesOutIds ? null : random.Id()),
                ("timestamp", hasTime ? Clock.Iso() : null)
            )
        );
        return last;
    }

    private static JsonObject Usage(TokenUsage used) =>
        Draw.Json(
            ("inputTokens", Prompt(used)),
            ("cacheReadTokens", used.CacheRead),
            ("cacheWriteTokens", used.CacheWrite5m),
            ("outputTokens", used.Output),
            ("reasoningTokens", used.Reasoning)
        );

    private void Bill(string model, TokenUsage used, DateTimeOffset at, UsageEvidence evidence) =>
        home.Requests.Add(new TrueRequest(id, model, at, used) { Project = project, Evidence = evidence });
}

/// <summary>A request of a leg.</summary>
internal sealed record CopilotShapedRequest(string Model, TokenUsage Used, DateTimeOffset At)
{
    /// <summary>Whether the database may have it.</summary>
    public bool IsInRow { get; init; }

    /// <summary>Whether a compaction came behind it, so that no total holds it.</summary>
    public bool IsBefore { get; init; }
}

/// <summary>What a model used so far.</summary>
internal readonly record struct CopilotSum(TokenUsage Tokens, int Requests);
