using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators.Shapes;

/// <summary>
/// Homes of Qwen Code: telemetry, messages, a month's requests and the sums of sessions, each alone or overlapping; deleted and archived
/// chats, forks, sub-agents, thoughts and cached tokens inside or outside of other counts, ids that relays give again.
/// </summary>
internal static class QwenShapes
{
    private static readonly DateTimeOffset Epoch = new(2026, 9, 7, 8, 0, 0, TimeSpan.Zero);

    public static ShapedHome Create(int seed)
    {
        ShapedHome home = new("QwenCode", seed);
        Random random = new((seed * 2887) + 43);
        QwenShapedHome files = new(home, random, Root(home, random));
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            QwenShapedChat chat = new(home, random, files, Epoch.AddMinutes(random.Next(9000)));
            chat.Work(random.Next(1, 4));
            if (home.Is("deleted chat", random.Next(4) == 0))
            {
                chat.Delete();
                continue;
            }

            QwenShapedChat from = chat;
            for (int forks = random.Next(3); forks > 0; forks--)
            {
                home.Is(from == chat ? "fork" : "fork of a fork");
                QwenShapedChat fork = from.Fork();
                fork.Work(random.Next(3));
                fork.Close();
                if (random.Coin())
                    from = fork;
            }

            chat.Work(random.Next(2));
            chat.Close();
        }

        files.Close();
        return home;
    }

    private static string Root(ShapedHome home, Random random)
    {
        switch (random.Next(8))
        {
            case 0:
                home.Is("moved by QWEN_DATA_DIR");
                home.Variables["QWEN_DATA_DIR"] = "moved";
                return "moved";
            case 1:
                home.Is("moved by QWEN_RUNTIME_DIR");
                home.Variables["QWEN_RUNTIME_DIR"] = "elsewhere";
                return "elsewhere";
            case 2:
                home.Is("moved by a setting");
                home.AddFirst(".qwen/settings.json", Draw.Json(("advanced", Draw.Json(("runtimeOutputDir", "~/output")))).ToJsonString());
                return "output";
            case 3:
                home.Is("moved by QWEN_HOME");
                home.Variables["QWEN_HOME"] = "home";
                return "home";
            case 4:
                home.Is("moved by a file of variables");
                string name = random.Of("QWEN_HOME", "QWEN_RUNTIME_DIR");
                home.AddFirst(random.Of(".env", ".qwen/.env"), $"# mine\n{name}=~/named\n");
                return "named";
            default:
                return ".qwen";
        }
    }
}

/// <summary>The files that all chats of a home share.</summary>
internal sealed class QwenShapedHome(ShapedHome home, Random random, string root)
{
    /// <summary>The lines of the month's requests.</summary>
    public List<string> Log { get; } = [];

    /// <summary>The lines of the sums of sessions.</summary>
    public List<string> Sums { get; } = [];

    public string Root => root;

    public void Close()
    {
        if (Log.Count > 0)
            home.Add($"{root}/usage/token-usage-2026-09.jsonl", LineShapes.Write(home, random, Log));
        if (Sums.Count > 0)
            home.Add($"{root}/usage_record.jsonl", LineShapes.Write(home, random, Sums));
    }
}

/// <summary>Writes one chat in the shapes that it draws for itself.</summary>
internal sealed class QwenShapedChat
{
    private static readonly string[] Models = ["qwen3-coder-plus", "qwen3-max", "house-model"];

    private readonly ShapedHome home;
    private readonly Random random;
    private readonly QwenShapedHome files;
    private readonly string id;
    private readonly string? project;
    private readonly QwenShapedChat? parent;
    private readonly bool hasTelemetry;
    private readonly bool hasMessages;
    private readonly bool leavesOutTimes;
    private readonly bool leavesOutIds;
    private readonly bool isRelayed;
    private readonly List<JsonObject> lines = [];
    private readonly List<QwenShapedRequest> requests = [];
    private readonly List<(string Path, string Text)> agents = [];
    private DateTimeOffset clock;
    private DateTimeOffset last;

    public QwenShapedChat(ShapedHome home, Random random, QwenShapedHome files, DateTimeOffset start)
        : this(home, random, files, start, null) { }

    private QwenShapedChat(ShapedHome home, Random random, QwenShapedHome files, DateTimeOffset start, QwenShapedChat? parent)
    {
        (this.home, this.random, this.files, this.parent, clock) = (home, random, files, parent, start);
        id = random.Id();
        project = parent?.project;
        if (parent is null && !home.Is("chat without a folder", random.Next(5) == 0))
            project = $"shop-{random.Next(3)}";
        hasTelemetry = home.Is("telemetry", parent?.hasTelemetry ?? random.Next(3) > 0);
        hasMessages = parent?.hasMessages ?? (!hasTelemetry || !home.Is("telemetry alone", random.Next(4) == 0));
        leavesOutTimes = home.Is("lines without time", random.Next(5) == 0);
        leavesOutIds = home.Is("lines without id", parent is null && random.Next(5) == 0);
        isRelayed = home.Is("ids that a relay gives again", hasTelemetry && (parent?.isRelayed ?? random.Next(4) == 0));
        if (parent is null)
            return;
        foreach (JsonObject line in parent.lines)
        {
            JsonObject copy = line.DeepClone().AsObject();
            if (copy.ContainsKey("uuid"))
                copy["uuid"] = random.Id();
            copy["sessionId"] = id;
            copy["forkedFrom"] ??= Draw.Json(("sessionId", parent.id), ("messageUuid", line["uuid"]?.GetValue<string>()));
            lines.Add(copy);
        }
    }

    public QwenShapedChat Fork() => new(home, random, files, clock.AddMinutes(random.Next(1, 500)), this);

    public void Work(int turns)
    {
        for (; turns > 0; turns--)
        {
            lines.Add(Line("user", hasTime: true));
            for (int i = random.Next(1, 4); i > 0; i--)
                Request(null, lines);
            if (hasTelemetry && home.Is("background request", random.Next(4) == 0))
                Request("managed-auto-memory-extractor", null);
            if (home.Is("sub-agent", random.Next(5) == 0))
                Spawn();
            if (random.Next(3) == 0)
                lines.Add(Line("tool_result", hasTime: true));
        }
    }

    public void Close()
    {
        if (lines.Count == 0)
            return;
        string folder = $"{files.Root}/projects/-home-dev-{project}",
            archive = home.Is("archived chat", random.Next(4) == 0) ? "archive/" : "";
        home.Add($"{folder}/chats/{archive}{id}.jsonl", LineShapes.Write(home, random, [.. lines.Select(line => line.ToJsonString())]));
        foreach ((string path, string text) in agents)
            home.Add($"{folder}/subagents/{id}/{path}", text);

        // The month's log tells no folder, and is better than a sub-agent's own log.
        if (home.Is("requests in the month's log too", (hasTelemetry || agents.Count == 0) && random.Next(3) == 0))
            files.Log.AddRange(requests.Skip(random.Next(requests.Count)).Select(Logged));
        if (parent is null && home.Is("sum beside a chat", requests.Count > 0 && random.Next(3) == 0))
            Sum(requests, home.Is("request that only a sum tells", random.Next(2) == 0));
    }

    /// <summary>A chat that is gone: the month's requests, or the session's sum, are all that is left.</summary>
    public void Delete()
    {
        home.Requests.RemoveAll(request => request.Session == id);
        if (home.Is("deleted chat whose requests the month's log has", random.Coin()))
        {
            files.Log.AddRange(requests.Select(Logged));
            foreach (QwenShapedRequest request in requests)
                home.Requests.Add(new TrueRequest(id, request.Model, request.At, request.Used));
            return;
        }

        Sum(requests, hasMore: false);
        foreach (IGrouping<string, QwenShapedRequest> told in requests.Where(request => request.Model is not null).GroupBy(r => r.Model!))
        {
            TokenUsage all = told.Aggregate(default(TokenUsage), (sum, request) => sum + request.Used);
            foreach (QwenShapedRequest _ in told)
                home.Requests.Add(new TrueRequest(id, told.Key, clock, all) { Project = project, Evidence = UsageEvidence.Inferred });
        }
    }

    private void Request(string? agent, List<JsonObject>? messages, bool isFirst = false)
    {
        bool hasTime = isFirst || !leavesOutTimes || random.Coin();
        string? model = agent is null && home.Is("request without a model", random.Next(8) == 0) ? null : random.Of<string>(Models);
        QwenShapedRequest request = QwenShapedRequest.Draw(home, random, model, agent, hasTelemetry);
        if (hasTelemetry)
        {
            JsonObject told = Line("system", hasTime);
            told["subtype"] = "ui_telemetry";
            string? response = isRelayed ? "chatcmpl-1" : "chatcmpl-" + random.Id();
            if (leavesOutIds && !isRelayed)
                response = null;
            told["systemPayload"] = Draw.Json(("uiEvent", request.Told(response, hasTime ? clock : null)));
            lines.Add(told);
        }

        request = request with { At = last, Number = requests.Count };
        if (messages is not null && (hasMessages || agent is not null))
        {
            DateTimeOffset before = last;
            JsonObject message = Line("assistant", hasTime);
            message["model"] = model;
            message["usageMetadata"] = request.Message();
            if (leavesOutIds)
                message.Remove("uuid");
            messages.Add(message);
            if (!hasTelemetry)
                request = request with { At = last };
            if (messages != lines && hasTelemetry)
                last = before;
        }

        requests.Add(request);
        home.Requests.Add(new TrueRequest(id, model, request.At, request.Used) { Project = project });
    }

    /// <summary>A sub-agent's own log has its responses once more; its model may stand beside it.</summary>
    private void Spawn()
    {
        string agent = "general-purpose-call_" + random.Short();
        List<JsonObject> own = [];
        DateTimeOffset before = last;
        for (int i = random.Next(1, 3); i > 0; i--)
            Request("general-purpose", own, isFirst: own.Count == 0);
        foreach (JsonObject line in own)
        {
            line["agentId"] = agent;
            line["agentName"] = "general-purpose";
            line["isSidechain"] = true;
        }

        agents.Add(($"agent-{agent}.jsonl", LineShapes.Write(home, random, [.. own.Select(line => line.ToJsonString())])));
        if (!hasTelemetry)
            last = before;
    }

    /// <summary>The sum of a session so far, written whenever a process of it ends: the last line holds all.</summary>
    private void Sum(List<QwenShapedRequest> told, bool hasMore)
    {
        if (home.Is("earlier sum of a session", told.Count > 1 && random.Coin()))
            Sum(told.Take(told.Count / 2), clock.AddSeconds(-1), default);
        TokenUsage more = hasMore ? random.Tokens(hasWrites: false) with { Input = 1 + random.Next(900) } : default;
        Sum(told, clock, more);
        if (hasMore)
            home.Requests.Add(new TrueRequest(id, Models[0], clock, more) { Project = project, Evidence = UsageEvidence.Inferred });
    }

    private void Sum(IEnumerable<QwenShapedRequest> told, DateTimeOffset at, TokenUsage more)
    {
        JsonObject models = [];
        Dictionary<string, (TokenUsage Used, int Count)> sums = new(StringComparer.Ordinal);
        if (!more.IsZero)
            sums[Models[0]] = (more, 1);
        foreach (QwenShapedRequest request in told.Where(request => request.Model is not null))
        {
            (TokenUsage used, int count) = sums.GetValueOrDefault(request.Model!);
            sums[request.Model!] = (used + request.Used, count + 1);
        }

        foreach ((string model, (TokenUsage used, int count)) in sums)
            models[model] = Draw.Json(
                ("requests", count),
                ("inputTokens", used.Input + used.CacheRead),
                ("outputTokens", used.Output),
                ("cachedTokens", used.CacheRead),
                ("thoughtsTokens", used.Reasoning),
                ("totalTokens", used.Total)
            );
        files.Sums.Add(
            Draw.Json(
                    ("version", 1),
                    ("sessionId", id),
                    ("timestamp", at.ToUnixTimeMilliseconds()),
                    ("project", project is null ? null : $"/home/dev/{project}"),
                    ("models", models)
                )
                .ToJsonString()
        );
    }

    private string Logged(QwenShapedRequest request) => request.Logged(id, $"{id}-{request.Number}").ToJsonString();

    private JsonObject Line(string type, bool hasTime)
    {
        if (hasTime)
            last = clock = clock.AddMilliseconds(random.Next(1, 90_000));
        return Draw.Json(
            ("uuid", random.Id()),
            ("sessionId", id),
            ("timestamp", hasTime ? clock.Iso() : null),
            ("type", type),
            ("cwd", project is null ? null : $"/home/dev/{project}"),
            ("version", "0.24.4"),
            ("gitBranch", "main")
        );
    }
}

/// <summary>One request, and what each source tells of it.</summary>
internal sealed record QwenShapedRequest(string? Model, string? Agent, TokenUsage Used, long Input, long Output, long? Total, bool IsOpenAi)
{
    public DateTimeOffset At { get; init; }

    public int Number { get; init; }

    /// <summary>A total tells every reading; without one the kind of seller tells whether the output holds the thoughts.</summary>
    public static QwenShapedRequest Draw(ShapedHome home, Random random, string? model, string? agent, bool hasTelemetry)
    {
        TokenUsage used = random.Tokens(hasWrites: false);
        bool hasTotal = !home.Is("counts without a total", random.Next(4) == 0),
            isOpenAi = random.Coin() || (!hasTotal && !hasTelemetry),
            isInside = hasTotal ? random.Coin() : isOpenAi,
            isApart = home.Is("cached tokens beside the input", hasTotal && used.CacheRead > 0 && random.Next(4) == 0);
        home.Is("thoughts beside the output", !isInside && used.Reasoning > 0);
        return new QwenShapedRequest(
            model,
            agent,
            used,
            isApart ? used.Input : used.Input + used.CacheRead,
            isInside ? used.Output : used.Output - used.Reasoning,
            hasTotal ? used.Total : null,
            isOpenAi
        );
    }

    public JsonObject Told(string? response, DateTimeOffset? at) =>
        Generators.Draw.Json(
            ("event.name", "qwen-code.api_response"),
            ("event.timestamp", at?.Iso()),
            ("response_id", response),
            ("model", Model),
            ("input_token_count", Input),
            ("output_token_count", Output),
            ("cached_content_token_count", Used.CacheRead),
            ("thoughts_token_count", Used.Reasoning),
            ("total_token_count", Total),
            ("auth_type", IsOpenAi ? "openai" : "qwen-oauth"),
            ("subagent_name", Agent)
        );

    public JsonObject Message() =>
        Generators.Draw.Json(
            ("promptTokenCount", Input),
            ("candidatesTokenCount", Output),
            ("thoughtsTokenCount", Used.Reasoning),
            ("totalTokenCount", Total),
            ("cachedContentTokenCount", Used.CacheRead)
        );

    public JsonObject Logged(string session, string id) =>
        Generators.Draw.Json(
            ("schemaVersion", 1),
            ("id", id),
            ("timestamp", At.Iso()),
            ("sessionId", session),
            ("model", Model ?? "unknown"),
            ("authType", IsOpenAi ? "openai" : "qwen-oauth"),
            ("source", Agent ?? "main"),
            ("inputTokens", Input),
            ("outputTokens", Output),
            ("cachedTokens", Used.CacheRead),
            ("thoughtsTokens", Used.Reasoning),
            ("totalTokens", Total)
        );
}
