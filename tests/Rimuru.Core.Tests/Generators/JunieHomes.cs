using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes of Junie: responses of several models, replayed lines, prompts that name the events; and tasks of the plugin in the caches of IDEs.
/// </summary>
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

        if (!home.HasShapes && home.Seed == 1)
            return;
        Plugin(home, ".cache/JetBrains/IntelliJIdea2025.3");
        if (random.Coin())
            Plugin(home, "Library/Caches/JetBrains/WebStorm2025.3");
    }

    /// <summary>A session in an IDE, with a log per task.</summary>
    private static void Plugin(HomeBuilder home, string ide)
    {
        Random random = home.Random;
        string id = random.Id(),
            folder = $"{ide}/projects/shop.1a2b3c4d/matterhorn/.matterhorn/events";
        DateTimeOffset clock = Draw.Epoch.AddMinutes(random.Next(6000));
        for (int task = 0, tasks = random.Next(1, 4); task < tasks; task++)
        {
            List<string> lines = [Event(clock, Draw.Json(("type", "LlmRequestEvent"), ("note", "LlmResponseEvent")))];
            for (int call = random.Next(1, 5); call > 0; call--)
            {
                clock = clock.AddMilliseconds(random.Next(1, 90_000));
                lines.Add(Event(clock, Answer(home, id, clock)));
                if (home.Is("replayed line", random.Next(3) == 0))
                    lines.Add(lines[^1]);
            }

            string name = Draw.Text($"{id} {task}-events.jsonl");
            home.Log($"{folder}/{name}", lines, $"{folder}/copy/{name}");
        }
    }

    private static JsonObject Answer(HomeBuilder home, string id, DateTimeOffset at)
    {
        Random random = home.Random;
        TokenUsage used = random.Next(6) == 0 ? default : random.Tokens(hasReasoning: false);
        (string name, string provider, string model) = random.Of(
            ("anthropic-claude-4-6-sonnet", "Anthropic", "claude-4-6-sonnet"),
            ("openai-gpt-5-3-codex", "OpenAI", "gpt-5-3-codex"),
            ("google-gemini-3-0-flash", "Google", "gemini-3-0-flash")
        );
        if (!used.IsZero)
            home.Bill(id, model, at, used);
        JsonObject counts = Draw.Json(
            ("inputTokens", used.Input),
            ("outputTokens", used.Output),
            ("cacheInputTokens", used.CacheRead),
            ("cacheCreateInputTokens", used.CacheWrite5m)
        );
        JsonObject answer = home.Is("counts one level deeper", random.Next(3) == 0) ? Draw.Json(("usage", counts)) : counts;
        answer["llm"] = Draw.Json(("jbai", name), ("name", "x"), ("provider", provider));
        return Draw.Json(("type", "LlmResponseEvent"), ("id", random.Id()), ("answer", answer));
    }

    private static string Event(DateTimeOffset at, JsonObject logged) =>
        Draw.Json(("event", logged), ("timestampMs", at.ToUnixTimeMilliseconds())).ToJsonString();

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
