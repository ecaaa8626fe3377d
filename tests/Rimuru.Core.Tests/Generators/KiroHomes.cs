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
        for (int i = random.Next(1, 4); i > 0; i--)
            Log(home, $"{root}/sessions/abcdef012345678{random.Next(3)}");
    }

    /// <summary>A session since release 2.13: a log of events, and a file beside it that tells the folder.</summary>
    private static void Log(HomeBuilder home, string workspace)
    {
        Random random = home.Random;
        string id = $"sess_{random.Id()}",
            project = $"shop-{random.Next(3)}";
        DateTimeOffset start = Draw.Epoch.AddMinutes(random.Next(6000)),
            clock = start;
        List<string> lines = [];
        void Tell(string name, JsonObject payload) =>
            lines.Add(Draw.Json(("id", name), ("timestamp", clock.Iso()), ("payload", payload)).ToJsonString());
        for (int count = random.Next(1, 5); count > 0; count--)
        {
            clock = clock.AddSeconds(random.Next(1, 900));
            string execution = random.Id();
            Tell(random.Id(), Draw.Json(("type", "turn_start"), ("executionId", execution)));
            string?[] models = random.Of<string?[]>(
                ["qdev::claude-sonnet-4.6"],
                ["claude-sonnet-4.6", "qdev::claude-haiku-4.5"],
                ["auto"],
                [null]
            );
            foreach (string? written in models)
                Tell(random.Id(), Draw.Json(("type", "assistant"), ("executionId", execution), ("reasoningModelId", written)));
            string? model = models is ["qdev::claude-sonnet-4.6"] ? "claude-sonnet-4.6" : null;
            JsonArray parts = [Draw.Json(("unit", "token"), ("usage", 5000)), Draw.Json(("unit", "credit"), ("usage", -1))];
            if (!home.Is("turn without credits", random.Next(5) == 0))
            {
                parts.Add(Draw.Json(("unit", random.Of("credit", "credits")), ("usage", 0.25m)));
                home.Bill(id, model, clock, default, project, UsageEvidence.Partial);
            }

            string summary = home.Is("short ids of events", random.Next(4) == 0) ? $"use-{count}" : $"{execution}-usage";
            for (int copy = home.Is("repeated event", random.Next(4) == 0) ? 2 : 1; copy > 0; copy--)
                Tell(summary, Draw.Json(("type", "usage_summary"), ("executionId", execution), ("promptTurnSummaries", parts.DeepClone())));
        }

        string folder = $"{workspace}/{id}";
        home.First.Add(
            (
                $"{folder}/session.json",
                Draw.Json(
                        ("id", id),
                        ("modelId", "auto"),
                        ("createdAt", start.Iso()),
                        ("workspacePaths", new JsonArray($"/home/dev/{project}"))
                    )
                    .ToJsonString()
            )
        );
        home.First.Add(($"{folder}/snapshots/a/package.json", """{"session_state":{}}"""));
        home.Log($"{folder}/messages.jsonl", lines);
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
