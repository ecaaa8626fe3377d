using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Devin's database. The nodes of a session are a forest: a message has several nodes, branches are left, a compaction copies what it
/// keeps, and a fork copies the beginning of another session.
/// </summary>
internal sealed class DevinDatabase(HomeBuilder home, string root)
{
    private const string Model = "claude-sonnet-4-6";

    private static readonly string[] Schema =
    [
        "CREATE TABLE sessions(id TEXT PRIMARY KEY, working_directory TEXT NOT NULL, backend_type TEXT, model TEXT NOT NULL, created_at INTEGER, last_activity_at INTEGER, title TEXT, main_chain_id INTEGER, hidden INTEGER DEFAULT 0)",
        "CREATE TABLE message_nodes(row_id INTEGER PRIMARY KEY, session_id TEXT NOT NULL, node_id INTEGER NOT NULL, parent_node_id INTEGER, chat_message TEXT NOT NULL, created_at INTEGER NOT NULL, metadata TEXT, UNIQUE(session_id, node_id))",
    ];

    private readonly Random random = home.Random;
    private readonly List<string> rows = [];

    public void Write()
    {
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            Tree tree = Begin(Draw.Epoch.AddMinutes(random.Next(6000)), $"shop-{random.Next(3)}");
            Work(tree);
            if (random.Coin())
                Work(Fork(tree));
        }

        string file = home.Is("database of an older release", random.Next(4) == 0) ? "cli_sessions.db" : "sessions.db";
        home.Add(
            new GeneratedDatabase($"{root}/{file}", Schema, rows)
            {
                TwinPath = $".local/share/cognition/cli/{file}",
                CleanUps =
                [
                    "DELETE FROM message_nodes; DELETE FROM sessions",
                    "DELETE FROM message_nodes WHERE row_id % 2 = 0",
                    "DELETE FROM message_nodes WHERE session_id IN (SELECT min(id) FROM sessions); DELETE FROM sessions WHERE id IN (SELECT min(id) FROM sessions)",
                ],
            }
        );
    }

    private Tree Begin(DateTimeOffset at, string project)
    {
        string id = home.Is("short names of sessions", random.Coin()) ? Draw.Text($"pond-neptune-{rows.Count}") : random.Id();
        DateTimeOffset start = DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
        rows.Add(
            Draw.Text(
                $"INSERT INTO sessions(id, working_directory, model, created_at, last_activity_at, title, hidden) VALUES('{id}', '/home/dev/{project}', '{Model}', {start.ToUnixTimeSeconds()}, {start.ToUnixTimeSeconds()}, 'Mend it', {random.Next(2)})"
            )
        );
        return new Tree(id, project, start);
    }

    /// <summary>A session that begins with the messages of another one.</summary>
    private Tree Fork(Tree of)
    {
        Tree fork = Begin(of.Clock.AddSeconds(random.Next(5, 600)), of.Project);
        foreach (JsonObject message in of.Messages.Take(random.Next(1, of.Messages.Count + 1)))
            Add(fork, message, fork.Last);
        return fork;
    }

    private void Work(Tree tree)
    {
        List<JsonObject> steps = [];
        for (int turn = random.Next(1, 4); turn > 0; turn--)
        {
            Add(tree, OfUser(tree), tree.Last);
            for (int request = random.Next(1, 4); request > 0; request--)
            {
                long? parent = tree.Last;
                JsonObject message = Request(tree, steps);
                if (random.Next(3) == 0)
                    Add(tree, Unfinished(message), parent);
                for (int copy = random.Next(1, 4); copy > 0; copy--)
                    Add(tree, message, random.Coin() ? parent : tree.Last);
            }

            int shape = random.Next(4);
            if (shape == 0)
                tree.Last = random.Next(2, (int)tree.Count + 1); // the rest of the branch is left
            else if (shape == 1)
                Compact(tree);
        }

        if (random.Coin())
            DevinHomes.Transcript(home, root, tree.Id, steps);
    }

    private void Compact(Tree tree)
    {
        JsonObject[] kept = [.. tree.Messages.Skip(random.Next(tree.Messages.Count))];
        tree.Last = null;
        foreach (JsonObject message in kept)
            Add(tree, message, tree.Last);
    }

    private JsonObject Request(Tree tree, List<JsonObject> steps)
    {
        TokenUsage used = random.Tokens(hasReasoning: false);
        string? model = random.Next(4) switch
        {
            0 => null,
            1 => "MODEL_PRIVATE_11",
            2 => "gpt-5.5",
            _ => "claude-opus-4-8",
        };
        bool isNamed = model?.StartsWith("MODEL_", StringComparison.Ordinal) == false;
        bool isUntimed = home.Is("time of the node", random.Next(5) == 0);
        DateTimeOffset at = isUntimed ? tree.NextSecond(random) : tree.Next(random);
        home.Bill(tree.Id, isNamed ? model : Model, at, used, tree.Project);
        steps.Add(
            Draw.Json(
                ("step_id", steps.Count + 1),
                ("source", "agent"),
                ("timestamp", at.Iso()),
                ("model_name", "Adaptive"),
                ("metrics", DevinHomes.Metrics(used)),
                ("extra", Draw.Json(("generation_model", model)))
            )
        );
        return Draw.Json(
            ("message_id", IdOf(tree)),
            ("role", "assistant"),
            ("content", "why does \"role\":\"user\" fail"),
            (
                "metadata",
                Draw.Json(
                    ("created_at", isUntimed ? null : at.Iso()),
                    ("generation_model", model),
                    ("request_id", random.Id()),
                    ("is_user_input", false),
                    ("metrics", DevinHomes.Apart(used))
                )
            )
        );
    }

    private string? IdOf(Tree tree) =>
        home.Is("messages without an id", random.Next(8) == 0) ? null
        : home.Is("ids that are used again", random.Next(5) == 0) ? Draw.Text($"m{tree.Count}")
        : random.Id();

    /// <summary>The message as it was before its end.</summary>
    private static JsonObject Unfinished(JsonObject message)
    {
        JsonObject made = (JsonObject)message.DeepClone();
        ((JsonObject)made["metadata"]!)["metrics"] = null;
        return made;
    }

    private JsonObject OfUser(Tree tree) =>
        Draw.Json(
            ("message_id", random.Id()),
            ("role", "user"),
            ("content", "mend it"),
            (
                "metadata",
                Draw.Json(
                    ("is_user_input", random.Next(4) > 0),
                    ("created_at", tree.Next(random).Iso()),
                    ("metrics", Draw.Json(("input_tokens", 99)))
                )
            )
        );

    private void Add(Tree tree, JsonObject message, long? parent)
    {
        tree.Count++;
        if (!tree.Messages.Contains(message))
            tree.Messages.Add(message);
        string text = message.ToJsonString().Replace("'", "''", StringComparison.Ordinal);
        rows.Add(
            Draw.Text(
                $"INSERT INTO message_nodes(session_id, node_id, parent_node_id, chat_message, created_at) VALUES('{tree.Id}', {tree.Count}, {parent?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "NULL"}, '{text}', {tree.Clock.ToUnixTimeSeconds()})"
            )
        );
        tree.Last = tree.Count;
    }

    /// <summary>The nodes of a session.</summary>
    private sealed class Tree(string id, string project, DateTimeOffset start)
    {
        public string Id { get; } = id;

        public string Project { get; } = project;

        public DateTimeOffset Clock { get; private set; } = start;

        public List<JsonObject> Messages { get; } = [];

        public long Count { get; set; }

        public long? Last { get; set; }

        public DateTimeOffset Next(Random random) => Clock = Clock.AddMilliseconds(random.Next(1, 90_000));

        public DateTimeOffset NextSecond(Random random) =>
            Clock = DateTimeOffset.FromUnixTimeSeconds(Next(random).ToUnixTimeSeconds()).AddSeconds(1);
    }
}
