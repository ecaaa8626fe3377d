using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>Homes of Junie: responses of several models, replayed lines, prompts that name the events.</summary>
internal static class JunieHomes
{
    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("Junie", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        for (int i = random.Next(2, 6); i > 0; i--)
        {
            string id = $"session-{random.Short()}";
            DateTimeOffset clock = Draw.Epoch.AddMinutes(random.Next(6000));
            List<string> lines = [];
            for (int turn = random.Next(1, 5); turn > 0; turn--)
            {
                clock = clock.AddSeconds(random.Next(1, 90));
                lines.Add(
                    Draw.Json(
                            ("kind", "UserPromptEvent"),
                            ("timestampMs", clock.ToUnixTimeMilliseconds()),
                            ("prompt", "why does LlmResponseMetadataEvent fail")
                        )
                        .ToJsonString()
                );
                clock = clock.AddSeconds(random.Next(1, 90));
                lines.Add(Response(home, id, clock));
                if (home.Is("replayed line", random.Next(3) == 0))
                    lines.Add(lines[^1]);
            }

            home.Log($".junie/sessions/{id}/events.jsonl", lines, $".junie/sessions/copy/{id}/events.jsonl");
        }
    }

    private static string Response(HomeBuilder home, string id, DateTimeOffset at)
    {
        Random random = home.Random;
        JsonArray calls = [];
        for (int call = random.Next(1, 4); call > 0; call--)
        {
            TokenUsage used = random.Next(6) == 0 ? default : random.Tokens();
            string model = random.Of("claude-opus-4-8", "gpt-5.4-mini");
            calls.Add(
                Draw.Json(
                    ("model", model),
                    ("provider", model[0] == 'c' ? "anthropic" : "openai"),
                    ("cost", 0.02m),
                    ("inputTokens", used.Input),
                    ("cacheInputTokens", used.CacheRead),
                    ("cacheCreateTokens", used.CacheWrite5m),
                    ("outputTokens", used.Output),
                    ("reasoningTokens", used.Reasoning),
                    ("time", 2500)
                )
            );
            if (!used.IsZero)
                home.Bill(id, model, at, used);
        }

        JsonObject agentEvent = Draw.Json(
            ("kind", "LlmResponseMetadataEvent"),
            ("agent", Draw.Json(("kind", "MainAgent"), ("id", "main"), ("name", "main"))),
            ("modelUsage", calls)
        );
        return Draw.Json(
                ("kind", "SessionA2uxEvent"),
                ("event", Draw.Json(("agentEvent", agentEvent))),
                ("timestampMs", at.ToUnixTimeMilliseconds())
            )
            .ToJsonString();
    }
}
