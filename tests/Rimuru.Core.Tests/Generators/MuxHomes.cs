using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes of Mux: turns in the chat and in its archive, models that tools asked, calls outside the chat, transcripts of sub-agents, sums that
/// repeat them.
/// </summary>
internal static class MuxHomes
{
    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("Mux", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        string root = home.Root(random.Of(".mux", ".xum"), ("MUX_ROOT", ""), ("XUM_ROOT", ""));
        JsonArray projects = [];
        for (int i = random.Next(2, 6); i > 0; i--)
        {
            string id = random.Short(),
                project = $"shop-{random.Next(3)}",
                folder = $"{root}/sessions/{id}";
            projects.Add(new JsonArray($"/home/dev/{project}", Draw.Json(("workspaces", new JsonArray(Draw.Json(("id", id)))))));
            MuxWorkspace workspace = new(home, id, project);
            home.Log($"{folder}/chat-archive.jsonl", workspace.Chat());
            home.Log($"{folder}/chat.jsonl", workspace.Chat());
            if (random.Coin())
                home.Log($"{folder}/headless-usage.jsonl", workspace.Calls());
            if (home.Is("sub-agent", random.Next(3) == 0))
                home.Log($"{folder}/subagent-transcripts/task-1/chat.jsonl", workspace.Chat());
            home.First.Add(($"{folder}/session-usage.json", """{"byModel":{"x":{"input":{"tokens":8000}}},"version":1}"""));
        }

        home.First.Add(($"{root}/config.json", Draw.Json(("projects", projects)).ToJsonString()));
    }
}

/// <summary>One workspace of Mux.</summary>
internal sealed class MuxWorkspace(HomeBuilder home, string id, string project)
{
    private readonly Random random = home.Random;
    private DateTimeOffset clock = Draw.Epoch.AddMinutes(home.Random.Next(6000));

    public List<string> Chat()
    {
        List<string> lines = [];
        for (int turn = random.Next(1, 5); turn > 0; turn--)
        {
            lines.Add(Draw.Json(("id", random.Id()), ("role", "user"), ("metadata", Draw.Json(("timestamp", Tick())))).ToJsonString());
            lines.Add(Turn());
            if (home.Is("repeated line", random.Next(6) == 0))
                lines.Add(lines[^1]);
        }

        return lines;
    }

    public List<string> Calls()
    {
        List<string> lines = [];
        for (int call = random.Next(1, 4); call > 0; call--)
        {
            long ms = Tick();
            TokenUsage used = random.Tokens(hasWrites: false);
            lines.Add(
                Draw.Json(
                        ("timestamp", ms),
                        ("source", "workspace-status"),
                        ("model", "anthropic:claude-haiku-4-5"),
                        ("usage", Usage(used))
                    )
                    .ToJsonString()
            );
            home.Bill(id, "claude-haiku-4-5", clock, used, project);
        }

        return lines;
    }

    private string Turn()
    {
        long ms = Tick();
        TokenUsage used = random.Tokens();
        string model = random.Of("claude-sonnet-4-6", "gpt-5.5");
        home.Bill(id, model, clock, used, project);
        JsonArray tools = [];
        for (int tool = random.Next(3); tool > 0; tool--)
        {
            TokenUsage asked = random.Tokens(hasWrites: false);
            tools.Add(
                Draw.Json(
                    ("toolCallId", $"call-{tool}"),
                    ("timestamp", ms),
                    ("model", "anthropic:claude-haiku-4-5"),
                    ("usage", Usage(asked))
                )
            );
            home.Bill(id, "claude-haiku-4-5", clock, asked, project);
        }

        return Draw.Json(
                ("id", random.Id()),
                ("role", "assistant"),
                (
                    "metadata",
                    Draw.Json(
                        ("model", $"{(model[0] == 'c' ? "anthropic" : "openai")}:{model}"),
                        ("timestamp", ms),
                        ("usage", Usage(used)),
                        ("contextUsage", Draw.Json(("inputTokens", 5))),
                        (
                            "providerMetadata",
                            used.CacheWrite5m > 0
                                ? Draw.Json(("anthropic", Draw.Json(("cacheCreationInputTokens", used.CacheWrite5m))))
                                : null
                        ),
                        ("toolModelUsages", tools)
                    )
                )
            )
            .ToJsonString();
    }

    private long Tick()
    {
        clock = clock.AddMilliseconds(random.Next(1, 90_000));
        return clock.ToUnixTimeMilliseconds();
    }

    private static JsonObject Usage(TokenUsage used) =>
        Draw.Json(
            ("inputTokens", used.Input + used.CacheRead + used.CacheWrite5m),
            ("outputTokens", used.Output),
            ("totalTokens", used.Total),
            ("reasoningTokens", used.Reasoning),
            ("cachedInputTokens", used.CacheRead)
        );
}
