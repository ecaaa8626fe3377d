using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes of Copilot Chat: chats of which only the last request of each turn is known, and chats whose requests are in a debug log, in the
/// traces or in both, some of them only since logging was switched on.
/// </summary>
internal static class CopilotChatHomes
{
    private static readonly string[] Schema =
    [
        "CREATE TABLE spans(span_id TEXT PRIMARY KEY, trace_id TEXT, parent_span_id TEXT, start_time_ms INTEGER, operation_name TEXT, agent_name TEXT, conversation_id TEXT, chat_session_id TEXT, request_model TEXT, response_model TEXT, input_tokens INTEGER, output_tokens INTEGER, cached_tokens INTEGER, reasoning_tokens INTEGER)",
    ];

    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("CopilotChat", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        string user = home.Root(".config", ("XDG_CONFIG_HOME", "")) + "/Code/User";
        List<string> spans = [];
        for (int i = random.Next(2, 6); i > 0; i--)
            new CopilotChatChat(home, user, spans).Write();
        if (spans.Count > 0)
            home.Add(
                new GeneratedDatabase($"{user}/globalStorage/github.copilot-chat/agent-traces.db", Schema, spans)
                {
                    CleanUps = ["DELETE FROM spans", "DELETE FROM spans WHERE rowid % 2 = 0"],
                }
            );
    }
}

/// <summary>One chat.</summary>
internal sealed class CopilotChatChat(HomeBuilder home, string user, List<string> spans)
{
    private readonly Random random = home.Random;
    private readonly string id = home.Random.Id();
    private readonly string project = $"shop-{home.Random.Next(3)}";
    private readonly string storage = $"{user}/workspaceStorage/{home.Random.Short()}";
    private readonly bool hasLog = home.Random.Coin();
    private readonly bool hasTraces = home.Random.Next(3) == 0;
    private readonly bool hasDocument = home.Random.Next(3) == 0;
    private readonly List<string> log = [];
    private readonly List<JsonObject> turns = [];
    private readonly List<string> journal = [];
    private DateTimeOffset clock = Draw.Epoch.AddMinutes(home.Random.Next(6000));

    public void Write()
    {
        DateTimeOffset start = clock;
        home.First.Add(($"{storage}/workspace.json", Draw.Json(("folder", $"file:///home/dev/{project}")).ToJsonString()));
        int count = random.Next(1, 5),
            unlogged = home.Is("logging that was switched on later", random.Next(3) == 0) ? random.Next(count) : 0;
        journal.Add(Line(0, null, Root(id, start, [])));
        for (int turn = 0; turn < count; turn++)
            Ask(turn, (hasLog || hasTraces) && turn >= unlogged);
        if (hasLog)
            home.Log(
                $"{storage}/GitHub.copilot-chat/debug-logs/{id}/main.jsonl",
                log,
                $"{user}/workspaceStorage/copy/GitHub.copilot-chat/debug-logs/{id}/main.jsonl"
            );
        if (hasDocument)
            home.Add(
                new GeneratedDocument(
                    $"{storage}/chatSessions/{id}.json",
                    turns.Count,
                    upTo => Root(id, start, turns.Take(upTo)).ToJsonString()
                )
                {
                    TwinPath = $"{user}/workspaceStorage/copy/chatSessions/{id}.json",
                }
            );
        else
            home.Log($"{storage}/chatSessions/{id}.jsonl", journal, $"{user}/workspaceStorage/copy/chatSessions/{id}.jsonl");
        if ((home.HasShapes || home.Seed > 1) && random.Next(3) == 0)
            Fork();
    }

    /// <summary>A chat that begins with copies of the turns, which have ids and times of their own, and goes on.</summary>
    private void Fork()
    {
        string fork = random.Id();
        DateTimeOffset at = clock.AddMinutes(5);
        JsonObject[] copies =
        [
            .. turns.Select((turn, i) => Timed((JsonObject)turn.DeepClone(), Draw.Text($"copy_{i}"), at.AddMilliseconds(i), 0)),
        ];
        JsonObject own = Timed(Draw.Json(("modelId", "copilot/gpt-5.5")), "own", at.AddSeconds(40), 9000);
        TokenUsage used = random.Tokens(hasWrites: false) with { CacheRead = 0, Reasoning = 0 };
        (own["promptTokens"], own["completionTokens"]) = (used.Input, used.Output);
        home.Log(
            $"{storage}/chatSessions/{fork}.jsonl",
            [Line(0, null, Root(fork, at, copies)), Line(2, new JsonArray("requests"), new JsonArray(own))],
            $"{user}/workspaceStorage/copy/chatSessions/{fork}.jsonl"
        );
        home.Bill(fork, "gpt-5.5", at.AddSeconds(40), used, project, UsageEvidence.Partial);
    }

    private static JsonObject Timed(JsonObject turn, string request, DateTimeOffset at, long ms)
    {
        (turn["requestId"], turn["timestamp"]) = (request, at.ToUnixTimeMilliseconds());
        turn["modelState"] = Draw.Json(("value", 1), ("completedAt", at.ToUnixTimeMilliseconds() + ms));
        return turn;
    }

    /// <summary>What the turn used with each of its models, beside its last request.</summary>
    private JsonArray Totals(string model, DateTimeOffset asked, bool isLogged)
    {
        JsonArray totals = [];
        foreach (string name in random.Coin() ? (string[])[model] : [model, "gpt-5-mini"])
        {
            TokenUsage used = random.Tokens(hasWrites: false) with { Reasoning = 0 };
            totals.Add(
                Draw.Json(
                    ("model", name),
                    ("inputTokens", used.Input + used.CacheRead),
                    ("cachedTokens", used.CacheRead),
                    ("outputTokens", used.Output)
                )
            );
            if (!isLogged)
                home.Bill(id, name, asked, used, project);
        }

        return totals;
    }

    private void Ask(int number, bool isLogged)
    {
        DateTimeOffset asked = clock = clock.AddSeconds(random.Next(1, 90));
        string model = random.Of("claude-opus-4.6", "gpt-5.4-mini");
        TokenUsage last = default;
        string agent = random.Short();
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            TokenUsage used = random.Tokens(hasWrites: false);
            clock = clock.AddMilliseconds(random.Next(1, 9000));
            last = Respond(model, used, agent, isLogged);
        }

        if (isLogged && hasTraces)
            spans.Add(Span(agent, null, "invoke_agent", model, last));
        long prompt = last.Input + last.CacheRead;
        JsonObject turn = Draw.Json(
            ("requestId", Draw.Text($"request_{number}")),
            ("timestamp", asked.ToUnixTimeMilliseconds()),
            ("modelId", $"copilot/{model}")
        );
        journal.Add(Line(2, new JsonArray("requests"), new JsonArray(turn.DeepClone())));
        journal.Add(Line(1, new JsonArray("requests", number, "promptTokens"), prompt));
        journal.Add(Line(1, new JsonArray("requests", number, "completionTokens"), last.Output));
        (turn["promptTokens"], turn["completionTokens"]) = (prompt, last.Output);
        turns.Add(turn);
        if ((home.HasShapes || home.Seed > 1) && random.Next(4) == 0)
        {
            JsonArray totals = Totals(model, asked, isLogged);
            journal.Add(Line(1, new JsonArray("requests", number, "modelTotals"), totals.DeepClone()));
            turn["modelTotals"] = totals;
        }
        else if (!isLogged)
            home.Bill(id, model, asked, new TokenUsage(prompt, 0, 0, 0, last.Output, 0), project, UsageEvidence.Partial);
    }

    private TokenUsage Respond(string model, TokenUsage used, string agent, bool isLogged)
    {
        if (!isLogged)
            return used;
        string span = random.Short() + random.Short();
        if (!hasTraces)
            used = used with { Reasoning = 0 };
        if (hasTraces)
            spans.Add(Span(span, agent, "chat", model, used));
        if (hasLog)
            log.Add(
                Draw.Json(
                        ("ts", clock.ToUnixTimeMilliseconds()),
                        ("dur", 500),
                        ("sid", id),
                        ("type", "llm_request"),
                        ("spanId", span),
                        (
                            "attrs",
                            Draw.Json(
                                ("model", model),
                                ("inputTokens", used.Input + used.CacheRead),
                                ("outputTokens", used.Output),
                                ("cachedTokens", used.CacheRead)
                            )
                        )
                    )
                    .ToJsonString()
            );

        // The traces do not know the folder.
        home.Bill(id, model, clock, used, hasLog ? project : null);
        return used;
    }

    private string Span(string span, string? parent, string operation, string model, TokenUsage u) =>
        Draw.Text(
            $"INSERT INTO spans(span_id, parent_span_id, start_time_ms, operation_name, agent_name, conversation_id, response_model, input_tokens, output_tokens, cached_tokens, reasoning_tokens) VALUES('{span}', {(parent is null ? "NULL" : $"'{parent}'")}, {clock.ToUnixTimeMilliseconds()}, '{operation}', 'copilot', '{id}', '{model}', {u.Input + u.CacheRead}, {u.Output}, {u.CacheRead}, {u.Reasoning})"
        );

    private static JsonObject Root(string session, DateTimeOffset start, IEnumerable<JsonObject> requests) =>
        Draw.Json(
            ("version", 3),
            ("sessionId", session),
            ("creationDate", start.ToUnixTimeMilliseconds()),
            ("requests", new JsonArray([.. requests.Select(turn => turn.DeepClone())]))
        );

    private static string Line(int kind, JsonArray? path, JsonNode value) =>
        Draw.Json(("kind", kind), ("k", path), ("v", value)).ToJsonString();
}
