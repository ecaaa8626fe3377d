namespace Rimuru.Core.Tests.Generators;

/// <summary>Homes of Crush: projects with a database each, sessions with a cost and no tokens, and sub-agents whose cost their parent has.</summary>
internal static class CrushHomes
{
    private static readonly string[] Schema =
    [
        "CREATE TABLE sessions(id TEXT PRIMARY KEY, parent_session_id TEXT, title TEXT NOT NULL, prompt_tokens INTEGER NOT NULL DEFAULT 0, completion_tokens INTEGER NOT NULL DEFAULT 0, cost REAL NOT NULL DEFAULT 0.0, updated_at INTEGER NOT NULL, created_at INTEGER NOT NULL)",
        "CREATE TABLE messages(id TEXT PRIMARY KEY, session_id TEXT NOT NULL, role TEXT NOT NULL, model TEXT, created_at INTEGER NOT NULL, provider TEXT)",
    ];

    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("Crush", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        string root = home.Root(".local/share/crush", ("CRUSH_GLOBAL_DATA", ""), ("XDG_DATA_HOME", "/crush"));
        List<string> rows = [];
        for (int i = random.Next(2, 7); i > 0; i--)
            Session(home, rows);
        home.Add(
            new GeneratedDatabase($"{root}/crush.db", Schema, rows)
            {
                CleanUps = ["DELETE FROM sessions", "DELETE FROM messages", "DELETE FROM sessions WHERE rowid % 2 = 0"],
            }
        );
    }

    private static void Session(HomeBuilder home, List<string> rows)
    {
        Random random = home.Random;
        string id = random.Id(),
            model = random.Of("claude-sonnet-4-6", "gpt-5.5");
        bool hasNoAnswer = random.Next(5) == 0;
        DateTimeOffset start = Draw.Epoch.AddMinutes(random.Next(6000)),
            end = start.AddSeconds(random.Next(1, 9000));
        string cost = home.Is("cost of zero", random.Next(4) == 0) ? "0.0" : "0.8421";
        if (!hasNoAnswer)
            rows.Add(
                Draw.Text(
                    $"INSERT INTO messages VALUES('{random.Id()}', '{id}', 'assistant', '{model}', {start.ToUnixTimeSeconds()}, 'anthropic')"
                )
            );
        rows.Add(Row(id, null, start, end, cost));
        if (home.Is("sub-agent", random.Next(3) == 0))
            rows.Add(Row($"m-3$${id}", id, start, end, "0.0512"));
        if (!hasNoAnswer || cost != "0.0")
            home.Bill(id, hasNoAnswer ? null : model, end, default, null, UsageEvidence.Partial);
    }

    private static string Row(string id, string? parent, DateTimeOffset start, DateTimeOffset end, string cost) =>
        Draw.Text(
            $"INSERT INTO sessions VALUES('{id}', {(parent is null ? "NULL" : $"'{parent}'")}, 'a title', 41200, 310, {cost}, {end.ToUnixTimeSeconds()}, {start.ToUnixTimeSeconds()})"
        );
}
