using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>Homes of Shelley: conversations, further calls of a message, sub-agents, forks that copy messages.</summary>
internal static class ShelleyHomes
{
    private static readonly string[] Schema =
    [
        "CREATE TABLE conversations(conversation_id TEXT PRIMARY KEY, slug TEXT, cwd TEXT, parent_conversation_id TEXT, model TEXT)",
        "CREATE TABLE messages(message_id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL, type TEXT, usage_data TEXT, created_at DATETIME, model_name TEXT, other_usage_data TEXT, forked_from_message_id TEXT)",
    ];

    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("Shelley", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        List<string> rows = [];
        for (int i = random.Next(2, 6); i > 0; i--)
        {
            string id = random.Id(),
                project = $"shop-{random.Next(3)}";
            rows.Add(Conversation(id, project, null));
            List<(string Id, string Usage)> messages = Work(home, rows, id, project);
            if (random.Next(3) == 0)
            {
                string agent = random.Id();
                rows.Add(Conversation(agent, project, id));
                Work(home, rows, agent, project);
            }

            if (random.Next(3) != 0)
                continue;
            string fork = random.Id();
            rows.Add(Conversation(fork, project, null));
            foreach ((string message, string usage) in messages)
                rows.Add(Message(random.Id(), fork, Draw.Epoch, usage, "[]", message));
            Work(home, rows, fork, project);
        }

        home.Add(
            new GeneratedDatabase(".config/shelley/shelley.db", Schema, rows)
            {
                CleanUps = ["DELETE FROM messages", "DELETE FROM messages WHERE rowid % 2 = 0"],
            }
        );
    }

    private static List<(string Id, string Usage)> Work(HomeBuilder home, List<string> rows, string id, string project)
    {
        Random random = home.Random;
        DateTimeOffset clock = Draw.Epoch.AddMinutes(random.Next(6000));
        List<(string Id, string Usage)> messages = [];
        for (int count = random.Next(1, 5); count > 0; count--)
        {
            clock = clock.AddSeconds(random.Next(1, 90));
            string message = home.Is("ids that are used again", random.Next(6) == 0) ? Draw.Text($"m{rows.Count}") : random.Id(),
                usage = Call(home, id, project, clock).ToJsonString();
            JsonArray others = [];
            for (int other = random.Next(3); other > 0; other--)
                others.Add(Call(home, id, project, clock));
            rows.Add(Message(message, id, clock, usage, others.ToJsonString(), null));
            messages.Add((message, usage));
        }

        return messages;
    }

    private static JsonObject Call(HomeBuilder home, string id, string project, DateTimeOffset at)
    {
        TokenUsage used = home.Random.Tokens(hasReasoning: false);
        string model = home.Random.Of("claude-opus-4-8", "claude-haiku-4-5");
        home.Bill(id, model, at, used, project);
        return Draw.Json(
            ("input_tokens", used.Input),
            ("cache_creation_input_tokens", used.CacheWrite5m),
            ("cache_read_input_tokens", used.CacheRead),
            ("output_tokens", used.Output),
            ("cost_usd", 0.01m),
            ("model", model)
        );
    }

    private static string Conversation(string id, string project, string? parent) =>
        $"INSERT INTO conversations VALUES('{id}', 'a-title', '/home/dev/{project}', {(parent is null ? "NULL" : $"'{parent}'")}, 'claude-opus-4-8')";

    private static string Message(string message, string id, DateTimeOffset at, string usage, string others, string? origin) =>
        $"INSERT INTO messages VALUES('{message}', '{id}', 'agent', '{usage}', '{at:yyyy-MM-dd HH:mm:ss}', NULL, '{others}', {(origin is null ? "NULL" : $"'{origin}'")})";
}
