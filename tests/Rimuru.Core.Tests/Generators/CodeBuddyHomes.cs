using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>Homes of CodeBuddy: answers and calls of tools that have the usage of their request, repeated lines, copies of a session.</summary>
internal static class CodeBuddyHomes
{
    private const string Root = ".codebuddy/projects";

    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("CodeBuddy", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        for (int i = random.Next(2, 6); i > 0; i--)
        {
            string id = random.Id(),
                project = $"shop-{random.Next(3)}";
            DateTimeOffset clock = Draw.Epoch.AddMinutes(random.Next(6000));
            List<string> lines = [];
            for (int turn = random.Next(1, 5); turn > 0; turn--)
            {
                clock = clock.AddMilliseconds(random.Next(1, 90_000));
                lines.Add(Line(id, project, clock, "message", "user", random.Id(), null, null).ToJsonString());
                for (int request = random.Next(1, 4); request > 0; request--)
                {
                    clock = clock.AddMilliseconds(random.Next(1, 90_000));
                    lines.Add(Request(home, id, project, clock));
                    if (home.Is("repeated line", random.Next(6) == 0))
                        lines.Add(lines[^1]);
                }
            }

            home.Log($"{Root}/-home-dev-{project}/{id}.jsonl", lines, $"{Root}/copy/{id}.jsonl");
        }
    }

    private static string Request(HomeBuilder home, string id, string project, DateTimeOffset at)
    {
        Random random = home.Random;
        TokenUsage used = random.Tokens();
        string model = random.Of("glm-5.2", "deepseek-v4.1-flash");
        bool isOwn = home.Is("counts of the agent only", random.Next(6) == 0);
        JsonObject raw = Draw.Json(
            ("prompt_tokens", used.Input + used.CacheRead + used.CacheWrite5m),
            ("completion_tokens", used.Output),
            ("prompt_cache_hit_tokens", used.CacheRead),
            ("prompt_cache_write_tokens", used.CacheWrite5m),
            ("completion_thinking_tokens", used.Reasoning),
            ("credit", 0.25m)
        );
        JsonObject own = Draw.Json(
            ("requests", 1),
            ("inputTokens", used.Input + used.CacheRead),
            ("outputTokens", used.Output),
            ("inputTokensDetails", new JsonArray(Draw.Json(("cached_tokens", used.CacheRead))))
        );
        if (isOwn)
            used = used with { CacheWrite5m = 0, Reasoning = 0 };
        bool isInMessage = home.HasShapes && home.Is("usage in the message", random.Next(4) == 0),
            isBeside = isInMessage && home.Is("usage beside the message's", random.Coin()),
            isWithTotal = !isInMessage || home.Is("total in the message", random.Coin()),
            holdsCache = !isInMessage || !isWithTotal || random.Coin();
        if (isInMessage && !isBeside)
            used = used with { Reasoning = 0 };
        home.Bill(id, model, at, used, project);
        JsonObject data = Draw.Json(
            ("messageId", home.Is("ids of lines only", random.Next(5) == 0) ? null : random.Id()),
            ("model", isInMessage && !isBeside ? "auto" : model),
            ("usage", isInMessage && !isBeside ? null : own),
            ("rawUsage", isOwn || (isInMessage && !isBeside) ? null : raw)
        );
        JsonObject message = Draw.Json(
            ("model", model),
            (
                "usage",
                Draw.Json(
                    ("input_tokens", used.Input + (holdsCache ? used.CacheRead + used.CacheWrite5m : 0)),
                    ("cache_read_input_tokens", used.CacheRead),
                    ("cache_creation_input_tokens", used.CacheWrite5m),
                    ("output_tokens", used.Output),
                    ("total_tokens", isWithTotal ? (long?)used.Total : null)
                )
            )
        );
        bool isCall = random.Coin();
        return Line(
                id,
                project,
                at,
                isCall ? "function_call" : "message",
                isCall ? null : "assistant",
                random.Id(),
                data,
                isInMessage ? message : null
            )
            .ToJsonString();
    }

    private static JsonObject Line(
        string id,
        string project,
        DateTimeOffset at,
        string type,
        string? role,
        string line,
        JsonObject? data,
        JsonObject? message
    ) =>
        Draw.Json(
            ("id", line),
            ("timestamp", at.ToUnixTimeMilliseconds()),
            ("type", type),
            ("role", role),
            ("sessionId", id),
            ("cwd", $"/home/dev/{project}"),
            ("providerData", data),
            ("message", message)
        );
}
