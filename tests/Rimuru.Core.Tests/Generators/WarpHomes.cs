using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>Homes of Warp: conversations with credits, cents and totals of tokens, which go on, and some that were never answered.</summary>
internal static class WarpHomes
{
    private static readonly string[] Schema =
    [
        "CREATE TABLE agent_conversations(id INTEGER PRIMARY KEY NOT NULL, conversation_id TEXT NOT NULL UNIQUE, conversation_data TEXT NOT NULL, last_modified_at TIMESTAMP NOT NULL)",
        "CREATE TABLE ai_queries(id INTEGER PRIMARY KEY NOT NULL, exchange_id TEXT NOT NULL, conversation_id TEXT NOT NULL, start_ts DATETIME NOT NULL, input TEXT NOT NULL, working_directory TEXT, model_id TEXT NOT NULL DEFAULT '')",
    ];

    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("Warp", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        string root = home.Root(".local/state/warp-terminal", ("XDG_STATE_HOME", "/warp-terminal"));
        List<string> rows = [];
        for (int i = random.Next(2, 7); i > 0; i--)
            Conversation(home, rows);
        home.Add(
            new GeneratedDatabase($"{root}/warp.sqlite", Schema, rows)
            {
                CleanUps = ["DELETE FROM agent_conversations", "DELETE FROM agent_conversations WHERE rowid % 2 = 0"],
            }
        );
    }

    private static void Conversation(HomeBuilder home, List<string> rows)
    {
        Random random = home.Random;
        string id = random.Id(),
            project = $"shop-{random.Next(3)}";
        DateTimeOffset clock = Draw.Epoch.AddMinutes(random.Next(6000));
        rows.Add(
            $"INSERT INTO ai_queries(exchange_id, conversation_id, start_ts, input, working_directory) VALUES('{random.Id()}', '{id}', '{clock:yyyy-MM-dd HH:mm:ss}', '[]', '/home/dev/{project}')"
        );
        if (home.Is("conversation without usage", random.Next(5) == 0))
        {
            rows.Add(
                $"INSERT INTO agent_conversations(conversation_id, conversation_data, last_modified_at) VALUES('{id}', '{{}}', '{clock:yyyy-MM-dd HH:mm:ss}')"
            );
            return;
        }

        bool hasTwoModels = home.Is("several models", random.Next(3) == 0);
        decimal credits = 0;
        for (int looks = random.Next(1, 4); looks > 0; looks--)
        {
            clock = clock.AddSeconds(random.Next(1, 900));
            credits += 1.4m;
            rows.Add(
                Draw.Text(
                    $"INSERT INTO agent_conversations(conversation_id, conversation_data, last_modified_at) VALUES('{id}', '{Data(credits, hasTwoModels)}', '{clock:yyyy-MM-dd HH:mm:ss}') ON CONFLICT (conversation_id) DO UPDATE SET conversation_data = excluded.conversation_data, last_modified_at = excluded.last_modified_at"
                )
            );
        }

        home.Bill(id, hasTwoModels ? null : "claude-opus-4-8", clock, default, project, UsageEvidence.Partial);
    }

    private static string Data(decimal credits, bool hasTwoModels)
    {
        JsonArray models = [Draw.Json(("model_id", "claude-opus-4-8"), ("warp_tokens", 80_112))];
        if (hasTwoModels)
            models.Add(Draw.Json(("model_id", "gpt-5.4-mini"), ("byok_tokens", 4400)));
        return Draw.Json(
                (
                    "conversation_usage_metadata",
                    Draw.Json(("credits_spent", credits), ("total_provider_cost_in_cents", credits * 7), ("token_usage", models))
                )
            )
            .ToJsonString();
    }
}
