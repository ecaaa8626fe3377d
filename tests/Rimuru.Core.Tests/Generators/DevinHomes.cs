using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>Homes of Devin: transcripts with the counts of steps in both places, steps of users, a sum that repeats them.</summary>
internal static class DevinHomes
{
    private const string Root = ".local/share/devin/cli";

    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("Devin", seed, Write);

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
        DateTimeOffset clock = Draw.Epoch.AddMinutes(random.Next(6000));
        List<JsonObject> steps = [];
        for (int number = 1, count = random.Next(2, 9); number <= count; number++)
        {
            clock = clock.AddMilliseconds(random.Next(1, 90_000));
            steps.Add(number % 3 == 1 ? OfUser(number, clock) : OfAgent(home, id, number, clock));
        }

        home.Add(
            new GeneratedDocument(
                $"{Root}/transcripts/{id}.json",
                steps.Count,
                upTo =>
                    Draw.Json(
                            ("schema_version", "1.7"),
                            ("session_id", id),
                            ("agent", Draw.Json(("name", "devin"), ("version", "2.0"), ("model_name", "claude-sonnet-4-6"))),
                            ("final_metrics", Draw.Json(("total_prompt_tokens", 5315), ("total_completion_tokens", 330))),
                            ("steps", new JsonArray([.. steps.Take(upTo).Select(step => step.DeepClone())]))
                        )
                        .ToJsonString()
            )
            {
                TwinPath = $"{Root}/transcripts/copy/{id}.json",
            }
        );
    }

    private static JsonObject OfUser(int number, DateTimeOffset at) =>
        Draw.Json(
            ("step_id", number),
            ("source", "user"),
            ("metadata", Draw.Json(("is_user_input", true), ("created_at", at.Iso()), ("metrics", Draw.Json(("input_tokens", 99)))))
        );

    private static JsonObject OfAgent(HomeBuilder home, string id, int number, DateTimeOffset at)
    {
        Random random = home.Random;
        TokenUsage used = random.Tokens(hasReasoning: false);
        bool isLegacy = home.Is("counts of an older release", random.Next(3) == 0);
        string? model = home.Is("model of the session", random.Next(4) == 0) ? null : random.Of("claude-sonnet-4-6", "gpt-5.5");
        home.Bill(id, model ?? "claude-sonnet-4-6", at, used);
        JsonObject legacy = Draw.Json(
            ("input_tokens", used.Input),
            ("output_tokens", used.Output),
            ("cache_creation_tokens", used.CacheWrite5m),
            ("cache_read_tokens", used.CacheRead)
        );
        return Draw.Json(
            ("step_id", number),
            ("source", "agent"),
            ("model_name", model),
            (
                "metrics",
                isLegacy
                    ? null
                    : Draw.Json(
                        ("prompt_tokens", used.Input + used.CacheRead),
                        ("completion_tokens", used.Output),
                        ("cached_tokens", used.CacheRead),
                        ("extra", Draw.Json(("cache_creation_input_tokens", used.CacheWrite5m)))
                    )
            ),
            (
                "metadata",
                Draw.Json(("created_at", at.Iso()), ("committed_acu_cost", 0.02m), ("metrics", isLegacy || random.Coin() ? legacy : null))
            )
        );
    }
}
