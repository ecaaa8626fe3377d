namespace Rimuru.Core.Tests.Generators;

/// <summary>Homes of ZCode: requests that run and complete, totals that prove what the input holds.</summary>
internal static class ZCodeHomes
{
    private static readonly string[] Schema =
    [
        "CREATE TABLE session(id TEXT PRIMARY KEY, directory TEXT, title TEXT)",
        "CREATE TABLE model_usage(id TEXT PRIMARY KEY, session_id TEXT, model_id TEXT, input_tokens INTEGER DEFAULT 0, output_tokens INTEGER DEFAULT 0, reasoning_tokens INTEGER DEFAULT 0, cache_creation_input_tokens INTEGER DEFAULT 0, cache_read_input_tokens INTEGER DEFAULT 0, provider_total_tokens INTEGER, started_at INTEGER, completed_at INTEGER)",
    ];

    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("ZCode", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        List<string> rows = [];
        for (int i = random.Next(2, 6); i > 0; i--)
        {
            string id = random.Id(),
                project = $"shop-{random.Next(3)}";
            DateTimeOffset clock = Draw.Epoch.AddMinutes(random.Next(6000));
            rows.Add($"INSERT INTO session VALUES('{id}', '/home/dev/{project}', 'A title')");
            for (int requests = random.Next(1, 6); requests > 0; requests--)
            {
                string request = random.Id(),
                    model = random.Of("GLM-5.2", "glm-5");
                rows.Add(
                    Draw.Text(
                        $"INSERT INTO model_usage(id, session_id, model_id, started_at) VALUES('{request}', '{id}', '{model}', {clock.ToUnixTimeMilliseconds()})"
                    )
                );
                clock = clock.AddMilliseconds(random.Next(1, 90_000));
                if (home.Is("request that failed", random.Next(6) == 0))
                    continue;
                TokenUsage u = random.Tokens();
                bool isApart = home.Is("total that proves the cache apart", u.CacheRead > 0 && random.Next(4) == 0);
                bool isBeside = home.HasShapes && home.Is("thoughts in the total only", !isApart && u.Prompt > 0 && random.Next(4) == 0);
                if (isBeside)
                    u = u with { Output = u.Output + 700, Reasoning = 700 };
                long input = isApart ? u.Input : u.Input + u.CacheRead + u.CacheWrite5m;
                string total = isApart || isBeside || random.Coin() ? Draw.Text($"{u.Total}") : "NULL";
                rows.Add(
                    Draw.Text(
                        $"UPDATE model_usage SET input_tokens = {input}, output_tokens = {u.Output - (isBeside ? u.Reasoning : 0)}, reasoning_tokens = {u.Reasoning}, cache_creation_input_tokens = {u.CacheWrite5m}, cache_read_input_tokens = {u.CacheRead}, provider_total_tokens = {total}, completed_at = {clock.ToUnixTimeMilliseconds()} WHERE id = '{request}'"
                    )
                );
                home.Bill(id, model, clock, u, project);
            }
        }

        home.Add(
            new GeneratedDatabase(".zcode/cli/db/db.sqlite", Schema, rows)
            {
                CleanUps = ["DELETE FROM model_usage", "DELETE FROM model_usage WHERE rowid % 2 = 0"],
            }
        );
    }
}
