using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>Homes of Kiro: sessions whose turns have credits in several parts and counts of zero, and turns without any.</summary>
internal static class KiroHomes
{
    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("Kiro", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        string root = home.Root(".kiro", ("KIRO_HOME", ""));
        for (int i = random.Next(2, 6); i > 0; i--)
            Session(home, $"{root}/sessions/cli");
    }

    private static void Session(HomeBuilder home, string folder)
    {
        Random random = home.Random;
        string id = random.Id(),
            project = $"shop-{random.Next(3)}";
        DateTimeOffset start = Draw.Epoch.AddMinutes(random.Next(6000)),
            clock = start;
        List<JsonObject> turns = [];
        for (int count = random.Next(1, 6); count > 0; count--)
        {
            clock = clock.AddSeconds(random.Next(1, 900));
            JsonArray parts = [];
            if (!home.Is("turn without credits", random.Next(5) == 0))
            {
                for (int part = random.Next(1, 3); part > 0; part--)
                    parts.Add(Draw.Json(("value", 0.13m), ("unit", "credit")));
                home.Bill(id, "claude-sonnet-4.6", clock, default, project, UsageEvidence.Partial);
            }

            turns.Add(
                Draw.Json(("input_token_count", 0), ("output_token_count", 0), ("end_timestamp", clock.Iso()), ("metering_usage", parts))
            );
        }

        home.Add(
            new GeneratedDocument(
                $"{folder}/{id}.json",
                turns.Count,
                upTo =>
                    Draw.Json(
                            ("session_id", id),
                            ("cwd", $"/home/dev/{project}"),
                            ("created_at", start.Iso()),
                            ("updated_at", start.AddHours(5).Iso()),
                            (
                                "session_state",
                                Draw.Json(
                                    ("rts_model_state", Draw.Json(("model_info", Draw.Json(("model_id", "claude-sonnet-4.6"))))),
                                    (
                                        "conversation_metadata",
                                        Draw.Json(
                                            ("user_turn_metadatas", new JsonArray([.. turns.Take(upTo).Select(turn => turn.DeepClone())]))
                                        )
                                    )
                                )
                            )
                        )
                        .ToJsonString()
            )
            {
                TwinPath = $"{folder}/copy/{id}.json",
            }
        );
    }
}
