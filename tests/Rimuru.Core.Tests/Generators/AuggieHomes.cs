using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>Homes of Auggie: exchanges that repeat their usage, sub-agents, summaries, ids that are used again.</summary>
internal static class AuggieHomes
{
    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("Auggie", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        for (int i = random.Next(2, 6); i > 0; i--)
            Session(home);
    }

    private static void Session(HomeBuilder home)
    {
        Random random = home.Random;
        string id = random.Id();
        DateTimeOffset start = Draw.Epoch.AddMinutes(random.Next(6000)),
            clock = start;
        List<JsonObject> exchanges = [];
        string? project = home.Is("no folder", id[0] % 3 == 0) ? null : $"shop-{id[1] % 3}";
        for (int count = random.Next(1, 6); count > 0; count--)
        {
            clock = clock.AddMilliseconds(random.Next(1, 90_000));
            exchanges.Add(Exchange(home, id, project, clock, count));
        }

        JsonArray subAgents = [],
            summaries = [];
        if (home.Is("sub-agent", random.Next(3) == 0))
            subAgents.Add(Draw.Json(("name", "scout"), ("chatHistory", new JsonArray(Exchange(home, id, project, clock, 90)))));
        if (home.Is("summary of the history", random.Next(3) == 0))
        {
            TokenUsage used = random.Tokens(hasReasoning: false);
            JsonObject summary = Usage(used);
            string? by = home.Is("summary of another model", id[2] % 2 == 0) ? "claude-haiku-4-5" : null;
            summary["model"] = by;
            summaries.Add(summary);
            home.Bill(id, by ?? "claude-opus-4-8", start, used, project);
        }

        home.Add(
            new GeneratedDocument(
                $".augment/sessions/{id}.json",
                exchanges.Count,
                upTo =>
                    Draw.Json(
                            ("sessionId", id),
                            ("created", start.Iso()),
                            ("modified", start.AddDays(1).Iso()),
                            ("chatHistory", new JsonArray([.. exchanges.Take(upTo).Select(exchange => exchange.DeepClone())])),
                            ("agentState", Draw.Json(("modelId", "claude-opus-4-8"))),
                            ("subAgents", subAgents.DeepClone()),
                            ("summarizations", summaries.DeepClone())
                        )
                        .ToJsonString()
            )
            {
                TwinPath = $".augment/sessions/copy/{id}.json",
            }
        );
    }

    private static JsonObject Exchange(HomeBuilder home, string session, string? project, DateTimeOffset at, int number)
    {
        Random random = home.Random;
        TokenUsage used = random.Next(8) == 0 ? default : random.Tokens(hasReasoning: false);
        string? model = home.Is("model of the session", random.Next(4) == 0) ? null : random.Of("claude-opus-4-8", "gpt-5.5");
        string? billed =
            model is null && home.Is("model of the bill", session[number % session.Length] % 2 == 0) ? "claude-sonnet-4-6" : null;
        JsonObject bill = Draw.Json(("credits_consumed", 12), ("effective_model_name", billed));
        JsonArray nodes = [Draw.Json(("type", 0)), Draw.Json(("type", 9), ("billing_metadata", bill))];
        for (int repeats = random.Next(1, 3); repeats > 0; repeats--)
            nodes.Add(Draw.Json(("type", 10), ("token_usage", Usage(used))));
        if (!used.IsZero)
            home.Bill(session, model ?? billed ?? "claude-opus-4-8", at, used, project);
        string id = home.Is("ids that are used again", random.Next(4) == 0) ? Draw.Text($"req-{number}") : random.Id();
        return Draw.Json(
            ("exchange", Draw.Json(("request_id", id), ("model_id", model), ("request_nodes", State(project)), ("response_nodes", nodes))),
            ("finishedAt", at.Iso()),
            ("completed", true)
        );
    }

    /// <summary>What the program tells of the machine beside a request.</summary>
    private static JsonArray State(string? project)
    {
        JsonArray folders = project is null ? [] : [Draw.Json(("folder_root", $"/home/dev/{project}"))];
        return [Draw.Json(("type", 0)), Draw.Json(("type", 4), ("ide_state_node", Draw.Json(("workspace_folders", folders))))];
    }

    private static JsonObject Usage(TokenUsage used) =>
        Draw.Json(
            ("input_tokens", used.Input),
            ("output_tokens", used.Output),
            ("cache_read_input_tokens", used.CacheRead),
            ("cache_creation_input_tokens", used.CacheWrite5m)
        );
}
