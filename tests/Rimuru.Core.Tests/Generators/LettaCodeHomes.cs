using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>Homes of Letta Code: sessions with an empty line at their start and their sum at their end, and some that crashed before it.</summary>
internal static class LettaCodeHomes
{
    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("LettaCode", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        List<string> lines = [];
        DateTimeOffset clock = Draw.Epoch.AddMinutes(random.Next(6000));
        for (int i = random.Next(2, 8); i > 0; i--)
        {
            string id = random.Id(),
                project = $"shop-{random.Next(3)}",
                model = random.Of("gpt-5.5", "claude-sonnet-4-6");
            bool isHosted = random.Coin();
            string type = isHosted || home.Is("backend here that says hosted", id[0] % 2 == 0) ? "hosted" : "local";
            lines.Add(Line(id, project, model, clock, default, isHosted, type));
            clock = clock.AddSeconds(random.Next(1, 9000));
            if (home.Is("session that crashed", random.Next(5) == 0))
                continue;
            TokenUsage used = random.Tokens();
            if (isHosted)
                home.Is("cache in the prompt");
            if (home.Is("session that was resumed", random.Next(4) == 0))
            {
                TokenUsage part = new(used.Input / 2, used.CacheRead / 2, used.CacheWrite5m / 2, 0, Math.Max(1, used.Output / 2), 0);
                if (part.Total < used.Total)
                    lines.Add(Line(id, project, model, clock, part, isHosted, type));
                clock = clock.AddSeconds(random.Next(1, 9000));
            }

            lines.Add(Line(id, project, model, clock, used, isHosted, type));
            home.Bill(id, model, clock, used, project, UsageEvidence.Inferred);
            if (home.Is("repeated line", random.Next(6) == 0))
                lines.Add(lines[^1]);
        }

        home.Log(".letta/sessions.jsonl", lines);
    }

    private static string Line(string id, string project, string model, DateTimeOffset at, TokenUsage used, bool isHosted, string type)
    {
        long whole = used.Input + used.CacheRead + used.CacheWrite5m,
            prompt = isHosted ? whole : used.Input;
        JsonObject line = Draw.Json(
            ("agent_id", "agent-1"),
            ("session_id", id),
            ("timestamp", at.ToUnixTimeMilliseconds()),
            ("project", project),
            ("model", model),
            ("provider", model[0] == 'c' ? "anthropic" : "openai"),
            (
                "usage",
                Draw.Json(
                    ("prompt_tokens", prompt),
                    ("completion_tokens", used.Output),
                    ("total_tokens", whole + used.Output),
                    ("cached_input_tokens", used.CacheRead),
                    ("cache_write_tokens", used.CacheWrite5m),
                    ("reasoning_tokens", used.Reasoning),
                    ("steps", used.IsZero ? 0 : 1)
                )
            ),
            ("cost", Draw.Json(("type", type)))
        );
        if (!used.IsZero)
            line["exit_reason"] = "exit";
        return line.ToJsonString();
    }
}
