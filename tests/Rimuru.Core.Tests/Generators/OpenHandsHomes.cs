using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes of OpenHands: conversations whose models have several uses, sub-agents that their conversation repeats, agents that log by
/// themselves, ids that are used again.
/// </summary>
internal static class OpenHandsHomes
{
    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("OpenHands", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        string root = home.Root(
            ".openhands/conversations",
            ("OPENHANDS_CONVERSATIONS_DIR", ""),
            ("OPENHANDS_PERSISTENCE_DIR", "/conversations")
        );
        for (int i = random.Next(2, 6); i > 0; i--)
        {
            OpenHandsConversation conversation = new(home, Draw.Epoch.AddMinutes(random.Next(6000)));
            conversation.Work();
            if (home.Is("sub-agent", random.Next(3) == 0))
                conversation.Delegate(root);
            conversation.Keep(root);
        }
    }
}

/// <summary>One conversation of OpenHands.</summary>
internal sealed class OpenHandsConversation(HomeBuilder home, DateTimeOffset start, bool isSubAgent = false)
{
    private readonly string id = home.Random.Id();
    private readonly string project = $"shop-{home.Random.Next(3)}";
    private readonly bool isAnothers = home.Is("agent that logs by itself", !isSubAgent && home.Random.Next(6) == 0);
    private readonly SortedDictionary<string, List<(JsonObject Usage, JsonObject Cost)>> uses = new(StringComparer.Ordinal);
    private DateTimeOffset clock = start;

    private string Folder => id.Replace("-", "", StringComparison.Ordinal);

    public void Work()
    {
        for (int i = home.Random.Next(1, 6); i > 0; i--)
            Respond(home.Random.Of("agent", "agent", "condenser"));
    }

    /// <summary>A sub-agent's state, which the conversation that started it repeats.</summary>
    public void Delegate(string root)
    {
        OpenHandsConversation agent = new(home, clock, isSubAgent: true);
        agent.Work();
        agent.Keep($"{root}/{Folder}/subagents");
        uses[$"delegate:{agent.id}"] = [.. agent.uses.Values.SelectMany(use => use)];
    }

    public void Keep(string root)
    {
        int extent = uses.Values.Max(use => use.Count);
        home.Add(
            new GeneratedDocument($"{root}/{Folder}/base_state.json", extent, Text) { TwinPath = $"{root}/copy/{Folder}/base_state.json" }
        );
    }

    private string Text(int upTo)
    {
        JsonObject metrics = [];
        foreach ((string use, List<(JsonObject Usage, JsonObject Cost)> entries) in uses)
        {
            // What a sub-agent used is repeated as soon as it is there.
            int count = use.StartsWith("delegate:", StringComparison.Ordinal) ? entries.Count : upTo;
            metrics[use] = Draw.Json(
                ("model_name", "a-model"),
                ("accumulated_token_usage", Draw.Json(("prompt_tokens", 99_999))),
                ("costs", new JsonArray([.. entries.Take(count).Select(entry => entry.Cost.DeepClone())])),
                ("token_usages", new JsonArray([.. entries.Take(count).Select(entry => entry.Usage.DeepClone())]))
            );
        }

        return Draw.Json(
                ("id", id),
                ("agent", Draw.Json(("kind", isAnothers ? "ACPAgent" : "Agent"))),
                ("workspace", Draw.Json(("working_dir", $"/home/dev/{project}"))),
                ("execution_status", "finished"),
                ("stats", Draw.Json(("usage_to_metrics", metrics)))
            )
            .ToJsonString();
    }

    private void Respond(string use)
    {
        Random random = home.Random;
        clock = clock.AddMilliseconds(random.Next(1, 90_000));
        TokenUsage used = random.Next(8) == 0 ? default : random.Tokens();
        string model = random.Of("claude-sonnet-4-5", "gpt-5.5");
        if (!uses.TryGetValue(use, out List<(JsonObject Usage, JsonObject Cost)>? entries))
            uses.Add(use, entries = []);
        entries.Add(
            (
                Draw.Json(
                    ("model", model),
                    ("prompt_tokens", used.Input + used.CacheRead + used.CacheWrite5m),
                    ("completion_tokens", used.Output),
                    ("cache_read_tokens", used.CacheRead),
                    ("cache_write_tokens", used.CacheWrite5m),
                    ("reasoning_tokens", used.Reasoning),
                    ("response_id", home.Is("ids that are used again", !isSubAgent && random.Next(4) == 0) ? "chatcmpl-1" : random.Id())
                ),
                Draw.Json(("model", model), ("cost", 0.01m), ("timestamp", clock.ToUnixTimeMilliseconds() / 1000m))
            )
        );
        if (!used.IsZero && !isAnothers)
            home.Bill(id, model, clock, used, project);
    }
}
