using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes in which Qwen Code was at work: telemetry and messages of the same responses, or messages alone; background requests, sub-agents,
/// forks.
/// </summary>
internal static class QwenCodeHomes
{
    public static GeneratedHome Create(int seed)
    {
        GeneratedHome home = new("QwenCode", seed);
        Random random = new(seed * 2273 + 13);
        List<string> log = [],
            sums = [];
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            QwenChat chat = new(
                home,
                random,
                Draw.Epoch.AddMinutes(random.Next(6000)),
                $"project-{random.Next(3)}",
                hasTelemetry: random.Next(3) > 0
            )
            {
                Log = log,
                Sums = sums,
            };
            for (int turn = random.Next(1, 4); turn > 0; turn--)
                chat.Turn();
            if (home.HasFaults && random.Next(3) == 0)
            {
                chat.Delete();
                continue;
            }

            for (int fork = random.Next(3); fork > 0; fork--)
            {
                QwenChat copy = chat.Fork();
                copy.Turn();
                copy.Keep();
                if (random.Next(3) == 0)
                    copy.Fork().Keep();
            }

            if (random.Coin())
                chat.Turn();
            chat.Keep();
        }

        if (log.Count > 0)
            home.Files.Add(new GeneratedLog(".qwen/usage/token-usage-2026-10.jsonl", log));
        if (sums.Count > 0)
            home.Files.Add(new GeneratedLog(".qwen/usage_record.jsonl", sums));
        return home;
    }
}

/// <summary>One chat of Qwen Code and the logs of its sub-agents.</summary>
internal sealed class QwenChat(GeneratedHome home, Random random, DateTimeOffset start, string project, bool hasTelemetry)
{
    private readonly string id = random.Id();
    private readonly List<JsonObject> lines = [];
    private readonly bool isArchived = home.HasFaults && random.Next(4) == 0;
    private readonly List<(string Model, TokenUsage Used, JsonObject Line)> requests = [];
    private readonly List<GeneratedFile> subAgents = [];
    private DateTimeOffset clock = start;

    /// <summary>The lines of the month's requests.</summary>
    public List<string>? Log { get; init; }

    /// <summary>The lines of the sums of sessions.</summary>
    public List<string>? Sums { get; init; }

    private string Folder => $".qwen/projects/-home-dev-{project}";

    public void Turn()
    {
        lines.Add(Line("user"));
        for (int i = random.Next(1, 4); i > 0; i--)
            Request(null, lines);
        if (hasTelemetry && random.Next(3) == 0)
            Request("managed-auto-memory-extractor", null);
        if (random.Next(4) == 0)
            SubAgent();
        if (random.Next(3) == 0)
            lines.Add(Line("tool_result"));
    }

    /// <summary>A fork's copies have ids of their own and name where they come from.</summary>
    public QwenChat Fork()
    {
        QwenChat fork = new(home, random, clock.AddMinutes(random.Next(1, 90)), project, hasTelemetry);
        foreach (JsonObject line in lines)
        {
            JsonObject copy = (JsonObject)line.DeepClone();
            copy["uuid"] = random.Id();
            copy["sessionId"] = fork.id;
            copy["forkedFrom"] ??= Draw.Json(("sessionId", id), ("messageUuid", (string?)line["uuid"]));
            fork.lines.Add(copy);
        }

        return fork;
    }

    /// <summary>A chat that is gone: the month's requests, or the session's sum, are all that is left.</summary>
    public void Delete()
    {
        foreach (GeneratedFile file in subAgents)
            home.Files.Remove(file);
        home.Tools.RemoveAll(use => use.Request.StartsWith(id, StringComparison.Ordinal));
        if (random.Coin())
        {
            Log!.AddRange(requests.Select(request => request.Line.ToJsonString()));
            return;
        }

        JsonObject models = [];
        foreach (IGrouping<string, (string Model, TokenUsage Used, JsonObject Line)> told in requests.GroupBy(request => request.Model))
        {
            TokenUsage sum = told.Aggregate(default(TokenUsage), (all, request) => all + request.Used);
            models[told.Key] = Draw.Json(
                ("requests", told.Count()),
                ("inputTokens", sum.Input + sum.CacheRead),
                ("outputTokens", sum.Output),
                ("cachedTokens", sum.CacheRead),
                ("thoughtsTokens", sum.Reasoning),
                ("totalTokens", sum.Input + sum.CacheRead + sum.Output)
            );
        }

        Sums!.Add(
            Draw.Json(
                    ("version", 1),
                    ("sessionId", id),
                    ("timestamp", clock.ToUnixTimeMilliseconds()),
                    ("startTime", clock.AddHours(-1).ToUnixTimeMilliseconds()),
                    ("project", $"/home/dev/{project}"),
                    ("models", models)
                )
                .ToJsonString()
        );
    }

    public void Keep()
    {
        if (Log is not null && home.HasFaults && random.Coin())
            Log.AddRange(requests.Select(request => request.Line.ToJsonString()));
        home.Files.Add(Chat());
    }

    private GeneratedLog Chat() =>
        new($"{Folder}/chats/{(isArchived ? "archive/" : "")}{id}.jsonl", [.. lines.Select(line => line.ToJsonString())])
        {
            TwinPath = $".qwen/projects/-home-dev-moved/chats/{id}.jsonl",
        };

    private void SubAgent()
    {
        string agent = "general-purpose-call_" + random.Short();
        List<JsonObject> own = [];
        for (int i = random.Next(1, 3); i > 0; i--)
            Request("general-purpose", own);
        foreach (JsonObject line in own)
        {
            line.Remove("model");
            line["agentId"] = agent;
            line["agentName"] = "general-purpose";
            line["isSidechain"] = true;
        }

        string path = $"{Folder}/subagents/{id}/agent-{agent}";
        GeneratedLog log = new(path + ".jsonl", [.. own.Select(line => line.ToJsonString())])
        {
            Companions =
            [
                (path + ".meta.json", Draw.Json(("agentId", agent), ("parentSessionId", id), ("model", "qwen3-coder-plus")).ToJsonString()),
            ],
        };
        subAgents.Add(log);
        home.Files.Add(log);
    }

    /// <summary>Telemetry in the chat, and behind it the message, wherever it stands.</summary>
    private void Request(string? subAgent, List<JsonObject>? messages)
    {
        TokenUsage used = random.Tokens(hasWrites: false);
        bool isOpenAi = random.Coin();
        string model = subAgent == "general-purpose" ? "qwen3-coder-plus" : random.Of("qwen3-coder-plus", "qwen3-max");

        // Either way to count thoughts is told by the total.
        bool isInside = used.Reasoning == 0 || isOpenAi;
        long output = isInside ? used.Output : used.Output - used.Reasoning,
            prompt = used.Input + used.CacheRead;
        clock = clock.AddSeconds(random.Next(1, 90));
        if (hasTelemetry)
        {
            JsonObject told = Line("system");
            told["subtype"] = "ui_telemetry";
            told["systemPayload"] = Draw.Json(
                (
                    "uiEvent",
                    Draw.Json(
                        ("event.name", "qwen-code.api_response"),
                        ("event.timestamp", clock.Iso()),
                        ("response_id", "chatcmpl-" + random.Short()),
                        ("model", model),
                        ("input_token_count", prompt),
                        ("output_token_count", output),
                        ("cached_content_token_count", used.CacheRead),
                        ("thoughts_token_count", used.Reasoning),
                        ("total_token_count", prompt + used.Output),
                        ("auth_type", isOpenAi ? "openai" : "qwen-oauth"),
                        ("subagent_name", subAgent)
                    )
                )
            );
            lines.Add(told);
        }

        if (messages is not null)
        {
            JsonObject message = Line("assistant");
            message["model"] = model;
            message["usageMetadata"] = Draw.Json(
                ("promptTokenCount", prompt),
                ("candidatesTokenCount", output),
                ("thoughtsTokenCount", used.Reasoning),
                ("totalTokenCount", prompt + used.Output),
                ("cachedContentTokenCount", used.CacheRead)
            );
            string request = $"{id} {(string)message["uuid"]!}";
            if (messages == lines)
                home.Use(request, used);
            message["message"] = Draw.Json(("role", "model"), ("parts", Calls(messages == lines ? request : "")));
            messages.Add(message);
        }

        home.Bill(id, model, used);
        requests.Add(
            (
                model,
                used,
                Draw.Json(
                    ("schemaVersion", 1),
                    ("id", $"{id}-{requests.Count}"),
                    ("timestamp", clock.Iso()),
                    ("sessionId", id),
                    ("model", model),
                    ("authType", isOpenAi ? "openai" : "qwen-oauth"),
                    ("source", subAgent ?? "main"),
                    ("inputTokens", prompt),
                    ("outputTokens", output),
                    ("cachedTokens", used.CacheRead),
                    ("thoughtsTokens", used.Reasoning),
                    ("totalTokens", prompt + used.Output)
                )
            )
        );
    }

    /// <summary>Calls among other parts; a sub-agent's are not told, since its telemetry is in another file.</summary>
    private static JsonArray Calls(string request) =>
        [
            Draw.Json(("text", "functionCall")),
            .. (request.Length == 0 ? [] : DrawnTools.Of(request, hasSkills: false)).Select(use =>
                Draw.Json(("functionCall", Draw.Json(("id", use.Id), ("name", use.Tool), ("args", Draw.Json(("name", "Decoy"))))))
            ),
        ];

    private JsonObject Line(string type)
    {
        clock = clock.AddMilliseconds(random.Next(1, 90));
        return Draw.Json(
            ("uuid", random.Id()),
            ("sessionId", id),
            ("timestamp", clock.Iso()),
            ("type", type),
            ("cwd", $"/home/dev/{project}"),
            ("version", "0.24.4"),
            ("gitBranch", "main")
        );
    }
}
