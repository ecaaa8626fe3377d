using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes in which Cline was at work: sessions of its CLI and their sub-agents, sessions of which only the sum is known, tasks of its
/// extension.
/// </summary>
internal static class ClineHomes
{
    public static GeneratedHome Create(int seed)
    {
        GeneratedHome home = new("Cline", seed);
        Random random = new(seed * 947 + 23);
        for (int i = random.Next(3, 7); i > 0; i--)
        {
            DateTimeOffset start = Draw.Epoch.AddMinutes(random.Next(6000));
            string id = Draw.Text($"{start.ToUnixTimeMilliseconds()}_{random.Short()[..5]}");
            if (random.Next(3) == 0)
                Task(home, random, id, start);
            else
                Session(home, random, id, start);
        }

        return home;
    }

    private static void Session(GeneratedHome home, Random random, string id, DateTimeOffset start)
    {
        string folder = $".cline/data/sessions/{id}";
        TokenUsage sum = random.Tokens(hasReasoning: false);
        JsonObject about = Draw.Json(
            ("session_id", id),
            ("started_at", start.Iso()),
            ("ended_at", start.AddHours(1).Iso()),
            ("status", "completed"),
            ("provider", "openai-compatible"),
            ("model", "gpt-5.5"),
            ("cwd", "/home/dev/shop"),
            ("metadata", Draw.Json(("title", "A title"), ("git", Draw.Json(("branch", "main"))), ("usage", Metrics(sum))))
        );
        string text = about.ToJsonString();
        if (random.Next(4) == 0)
        {
            home.Bill(id, "gpt-5.5", sum);
            home.Files.Add(new GeneratedDocument($"{folder}/{id}.json", 1, _ => text));
            return;
        }

        (string, string)[] beside = [($"{folder}/{id}.json", text)];
        List<JsonObject> messages = Messages(home, random, folder, id, null, start, beside);
        if (home.HasFaults && random.Coin())
            Fork(home, random, id, start, messages);
        if (home.HasFaults && random.Next(3) == 0)
            Import(home, random, start);
        for (int i = random.Next(3); i > 0; i--)
            Messages(home, random, folder, $"agent_{random.Short()}", id, start.AddSeconds(5), beside);
    }

    /// <summary>A fork, or a session that was restored from a checkpoint, begins with the first messages of the session.</summary>
    private static void Fork(GeneratedHome home, Random random, string origin, DateTimeOffset start, List<JsonObject> messages)
    {
        DateTimeOffset at = start.AddMinutes(30);
        string id = Draw.Text($"{at.ToUnixTimeMilliseconds()}_{random.Short()[..5]}"),
            folder = $".cline/data/sessions/{id}";
        JsonObject metadata = random.Coin()
            ? Draw.Json(("fork", Draw.Json(("forkedFromSessionId", origin), ("forkedAt", at.Iso()))))
            : Draw.Json(("restoredFromSessionId", origin), ("restoredCheckpointRunCount", 1));
        string about = Draw.Json(("session_id", id), ("started_at", at.Iso()), ("cwd", "/home/dev/shop"), ("metadata", metadata))
            .ToJsonString();
        Messages(
            home,
            random,
            folder,
            id,
            null,
            at,
            [($"{folder}/{id}.json", about)],
            [.. messages.Take(random.Next(1, messages.Count + 1))]
        );
    }

    /// <summary>Another agent's session, which may be gone on with.</summary>
    private static void Import(GeneratedHome home, Random random, DateTimeOffset start)
    {
        string id = Draw.Text($"{start.ToUnixTimeMilliseconds()}_{random.Short()[..5]}"),
            folder = $".cline/data/sessions/{id}";
        DateTimeOffset at = start.AddHours(2);
        List<JsonObject> imported =
        [
            .. Enumerable
                .Range(0, random.Next(1, 4))
                .Select(i =>
                    Draw.Json(
                        ("role", "assistant"),
                        ("ts", start.AddMinutes(i).ToUnixTimeMilliseconds()),
                        ("modelInfo", Draw.Json(("id", "claude-sonnet-4-5"), ("provider", "anthropic"))),
                        ("metrics", Metrics(random.Tokens(hasReasoning: false)))
                    )
                ),
        ];
        string about = Draw.Json(
                ("session_id", id),
                ("started_at", start.Iso()),
                ("cwd", "/home/dev/shop"),
                ("metadata", Draw.Json(("importedFrom", Draw.Json(("tool", "claude-code"), ("importedAt", at.Iso())))))
            )
            .ToJsonString();
        Messages(home, random, folder, id, null, at, [($"{folder}/{id}.json", about)], imported);
    }

    /// <summary>Writes the messages of a session, after some that were written elsewhere, and gives all of them.</summary>
    private static List<JsonObject> Messages(
        GeneratedHome home,
        Random random,
        string folder,
        string id,
        string? parent,
        DateTimeOffset clock,
        (string, string)[] beside,
        List<JsonObject>? before = null
    )
    {
        List<JsonObject> messages = before ?? [];
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            clock = clock.AddSeconds(random.Next(1, 90));
            messages.Add(Draw.Json(("id", random.Id()), ("role", "user"), ("ts", clock.ToUnixTimeMilliseconds())));
            TokenUsage used = random.Tokens(hasReasoning: false);
            string model = random.Of("gpt-5.5", "claude-sonnet-4-5");
            clock = clock.AddSeconds(random.Next(1, 90));
            string message = "msg_" + random.Short();
            messages.Add(
                Draw.Json(
                    ("id", message),
                    ("role", "assistant"),
                    ("ts", clock.ToUnixTimeMilliseconds()),
                    (
                        "content",
                        new JsonArray([.. DrawnTools.Of(message, hasSkills: false).Select(use => DrawnTools.Block(use.Id, use.Tool, null))])
                    ),
                    ("modelInfo", Draw.Json(("id", model), ("provider", "openai-compatible"))),
                    ("metrics", Metrics(used))
                )
            );
            home.Bill(id, model, used);
            home.Use(message, used);
        }

        string Text(int extent) =>
            Draw.Json(
                    ("version", 1),
                    ("agent", parent is null ? "lead" : "scout"),
                    ("sessionId", id),
                    (
                        "origin",
                        Draw.Json(("mode", parent is null ? "user" : "subagent"), ("parentThreadId", parent), ("version", "3.0.65"))
                    ),
                    ("messages", new JsonArray([.. messages.Take(extent).Select(message => message.DeepClone())]))
                )
                .ToJsonString();
        home.Files.Add(new GeneratedDocument($"{folder}/{id}.messages.json", messages.Count, Text) { Companions = beside });
        return messages;
    }

    /// <summary>A request of the extension stands there before it is answered.</summary>
    private static void Task(GeneratedHome home, Random random, string id, DateTimeOffset clock)
    {
        // Roo Code wrote the uncached part of a prompt at first and later the whole; what tells is the row's cost, else its time.
        bool isRoo = home.HasFaults && random.Coin(),
            isWhole = isRoo && random.Coin();
        if (isRoo && !isWhole)
            clock = clock.AddYears(-1).AddMonths(-2);
        if (isRoo)
            id = new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(id)).AsSpan(0, 16)).ToString();
        List<(JsonObject Message, JsonObject Told)> requests = [];
        List<JsonObject[]> calls = [];
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            TokenUsage used = random.Tokens(hasReasoning: false);
            string model = random.Of("gpt-5.5", "claude-sonnet-4-5");
            clock = clock.AddSeconds(random.Next(1, 900));
            requests.Add(
                (
                    Draw.Json(
                        ("ts", clock.ToUnixTimeMilliseconds()),
                        ("type", "say"),
                        ("say", "api_req_started"),
                        ("modelInfo", Draw.Json(("providerId", "anthropic"), ("modelId", model)))
                    ),
                    Draw.Json(
                        ("request", "..."),
                        ("tokensIn", isWhole ? used.Input + used.CacheRead + used.CacheWrite5m : used.Input),
                        ("tokensOut", used.Output),
                        ("cacheReads", used.CacheRead),
                        ("cacheWrites", used.CacheWrite5m),
                        ("cost", isRoo ? Cost(used, random) : random.Next(900) / 10_000m)
                    )
                )
            );
            home.Bill(id, model, used);
            string request = $"{id}{clock.ToUnixTimeMilliseconds()}";
            home.Use(request, used);
            calls.Add([.. DrawnTools.Of(request, hasSkills: false).Select((use, i) => Call(use.Tool, use.Server, isAsked: i == 0))]);
            if (isRoo || !home.HasFaults || random.Next(4) > 0)
                continue;
            TokenUsage agents = random.Tokens(hasReasoning: false);
            clock = clock.AddSeconds(random.Next(1, 900));
            requests.Add(
                (
                    Draw.Json(("ts", clock.ToUnixTimeMilliseconds()), ("type", "say"), ("say", "subagent_usage")),
                    Draw.Json(
                        ("source", "subagents"),
                        ("tokensIn", agents.Input),
                        ("tokensOut", agents.Output),
                        ("cacheReads", agents.CacheRead),
                        ("cacheWrites", agents.CacheWrite5m),
                        ("cost", 0)
                    )
                )
            );
            home.Bill(id, model, agents);
            calls.Add([]);
        }

        string Text(int extent) =>
            new JsonArray([
                .. requests
                    .Take((extent + 1) / 2)
                    .SelectMany(
                        (request, i) =>
                        {
                            bool isOpen = (2 * i) + 1 == extent;
                            JsonObject message = (JsonObject)request.Message.DeepClone();
                            message["text"] = (isOpen ? Draw.Json(("request", "...")) : request.Told).ToJsonString();
                            return isOpen ? [message] : calls[i].Select(call => call.DeepClone()).Prepend(message);
                        }
                    ),
            ]).ToJsonString();
        string path = $"User/globalStorage/{(isRoo ? "rooveterinaryinc.roo-cline" : "saoudrizwan.claude-dev")}/tasks/{id}/ui_messages.json";
        home.Files.Add(new GeneratedDocument($".config/Code/{path}", 2 * requests.Count, Text) { TwinPath = $".config/VSCodium/{path}" });
    }

    /// <summary>A call of a tool, which the user was asked for or was not.</summary>
    private static JsonObject Call(string tool, string? server, bool isAsked)
    {
        string by = isAsked ? "ask" : "say";
        return server is null
            ? Draw.Json(("type", by), (by, "tool"), ("text", Draw.Json(("tool", tool), ("path", "secret")).ToJsonString()))
            : Draw.Json(
                ("type", by),
                (by, "use_mcp_server"),
                ("text", Draw.Json(("type", "use_mcp_tool"), ("serverName", server), ("toolName", tool)).ToJsonString())
            );
    }

    /// <summary>At three dollars a million tokens of input, or not known.</summary>
    private static decimal Cost(TokenUsage used, Random random) =>
        random.Coin() ? 0 : 3 * (used.Input + (1.25m * used.CacheWrite5m) + (0.1m * used.CacheRead) + (5 * used.Output)) / 1_000_000;

    private static JsonObject Metrics(TokenUsage used) =>
        Draw.Json(
            ("inputTokens", used.Input + used.CacheRead + used.CacheWrite5m),
            ("outputTokens", used.Output),
            ("cacheReadTokens", used.CacheRead),
            ("cacheWriteTokens", used.CacheWrite5m)
        );
}
