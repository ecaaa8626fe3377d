using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes of Devin: a database of sessions, and transcripts with the counts of steps in both places, steps of users, a sum that repeats
/// them. A session may be in both.
/// </summary>
internal static class DevinHomes
{
    private const string Session = "claude-sonnet-4-6";

    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("Devin", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        string root = home.HasShapes && home.Is("folder of an older release", random.Next(4) == 0) ? "cognition" : "devin";
        root = $".local/share/{root}/cli";
        for (int i = random.Next(2, 6); i > 0; i--)
            OnlyTranscript(home, root);
        if (home.HasShapes || home.Seed > 1)
            new DevinDatabase(home, root).Write();
    }

    /// <summary>A transcript as it grows.</summary>
    public static void Transcript(HomeBuilder home, string root, string id, IReadOnlyList<JsonObject> steps) =>
        home.Add(
            new GeneratedDocument(
                $"{root}/transcripts/{id}.json",
                steps.Count,
                upTo =>
                    Draw.Json(
                            ("schema_version", "1.7"),
                            ("session_id", id),
                            ("agent", Draw.Json(("name", "devin"), ("version", "2.0"), ("model_name", Session))),
                            ("final_metrics", Draw.Json(("total_prompt_tokens", 5315), ("total_completion_tokens", 330))),
                            ("steps", new JsonArray([.. steps.Take(upTo).Select(step => step.DeepClone())]))
                        )
                        .ToJsonString()
            )
            {
                TwinPath = $"{root}/transcripts/copy/{id}.json",
            }
        );

    /// <summary>The counts of a step, whose prompt is all that was sent.</summary>
    public static JsonObject Metrics(TokenUsage used) =>
        Draw.Json(
            ("prompt_tokens", used.Input + used.CacheRead + used.CacheWrite5m),
            ("completion_tokens", used.Output),
            ("cached_tokens", used.CacheRead),
            ("extra", Draw.Json(("cache_creation_input_tokens", used.CacheWrite5m)))
        );

    /// <summary>The same counts in the metadata of a message, or of a step of an older release.</summary>
    public static JsonObject Apart(TokenUsage used) =>
        Draw.Json(
            ("input_tokens", used.Input),
            ("output_tokens", used.Output),
            ("cache_creation_tokens", used.CacheWrite5m),
            ("cache_read_tokens", used.CacheRead)
        );

    private static void OnlyTranscript(HomeBuilder home, string root)
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

        Transcript(home, root, id, steps);
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
        string? model = home.Is("model of the session", random.Next(4) == 0) ? null : random.Of(Session, "gpt-5.5");
        home.Bill(id, model ?? Session, at, used);
        JsonObject step = Draw.Json(
            ("step_id", number),
            ("source", home.HasShapes && home.Is("source of an older release", random.Next(4) == 0) ? "assistant" : "agent"),
            ("model_name", model),
            ("metrics", isLegacy ? null : Metrics(used)),
            (
                "metadata",
                Draw.Json(
                    ("created_at", at.Iso()),
                    ("committed_acu_cost", 0.02m),
                    ("metrics", isLegacy || random.Coin() ? Apart(used) : null)
                )
            )
        );
        if (home.HasShapes && !isLegacy && home.Is("facts beside the step", random.Next(3) == 0))
        {
            step["extra"] = Draw.Json(("committed_acu_cost", 0.02m), ("generation_model", model));
            step["model_name"] = model is null ? null : "Adaptive";
            step["timestamp"] = at.Iso();
            step.Remove("metadata");
        }

        return step;
    }
}
