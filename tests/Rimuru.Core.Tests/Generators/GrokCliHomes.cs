namespace Rimuru.Core.Tests.Generators;

/// <summary>Homes of grok-cli: sessions with calls of messages, titles and recaps, and batches whose thoughts only the total has.</summary>
internal static class GrokCliHomes
{
    private static readonly string[] Schema =
    [
        "CREATE TABLE sessions(id TEXT PRIMARY KEY, title TEXT, model TEXT, cwd_at_start TEXT, created_at TEXT, updated_at TEXT) STRICT",
        "CREATE TABLE usage_events(id INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT NOT NULL, message_seq INTEGER, source TEXT NOT NULL, model TEXT NOT NULL, input_tokens INTEGER NOT NULL DEFAULT 0, output_tokens INTEGER NOT NULL DEFAULT 0, total_tokens INTEGER NOT NULL DEFAULT 0, cost_micros INTEGER NOT NULL DEFAULT 0, created_at TEXT NOT NULL) STRICT",
    ];

    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("GrokCli", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        List<string> rows = [];
        for (int i = random.Next(2, 6); i > 0; i--)
        {
            string id = random.Id(),
                project = $"shop-{random.Next(3)}";
            DateTimeOffset clock = Draw.Epoch.AddMinutes(random.Next(6000));
            rows.Add(
                $"INSERT INTO sessions VALUES('{id}', 'A title', 'grok-4.3', '/home/dev/{project}', '{clock.Iso()}', '{clock.Iso()}')"
            );
            for (int calls = random.Next(1, 6); calls > 0; calls--)
            {
                clock = clock.AddMilliseconds(random.Next(1, 90_000));
                TokenUsage used = random.Next(8) == 0 ? default : new TokenUsage(random.Next(9000), 0, 0, 0, random.Next(1, 900), 0);
                if (home.HasShapes && home.Is("thoughts in the total only", used.Input > 0 && random.Next(3) == 0))
                    used = used with { Output = used.Output + 700, Reasoning = 700 };
                (string source, string model) = random.Of(("message", "grok-4.3"), ("title", "grok-4.3-mini"), ("recap", "grok-4.3"));
                rows.Add(
                    Draw.Text(
                        $"INSERT INTO usage_events(session_id, source, model, input_tokens, output_tokens, total_tokens, cost_micros, created_at) VALUES('{id}', '{source}', '{model}', {used.Input}, {used.Output - used.Reasoning}, {used.Total}, 7, '{clock.Iso()}')"
                    )
                );
                if (!used.IsZero)
                    home.Bill(id, model, clock, used, project);
            }
        }

        home.Add(
            new GeneratedDatabase(".grok/grok.db", Schema, rows)
            {
                CleanUps = ["DELETE FROM usage_events", "DELETE FROM usage_events WHERE id % 2 = 0"],
            }
        );
    }
}
