using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes in which Cursor was at work: conversations and their bubbles, copied conversations, sub-agents, bubbles that are filled in place.
/// </summary>
internal static class CursorHomes
{
    private static readonly string[] Schema =
    [
        "CREATE TABLE ItemTable (key TEXT UNIQUE ON CONFLICT REPLACE, value BLOB)",
        "CREATE TABLE cursorDiskKV (key TEXT UNIQUE ON CONFLICT REPLACE, value BLOB)",
    ];

    public static GeneratedHome Create(int seed)
    {
        GeneratedHome home = new("Cursor", seed);
        Random random = new(seed * 1789 + 17);
        DateTimeOffset clock = Draw.Epoch;
        List<string> rows = [],
            cleanUps = [];
        for (int i = random.Next(2, 6); i > 0; i--)
        {
            CursorConversation chat = new(home, random, rows, ref clock, null);
            for (int turn = random.Next(1, 4); turn > 0; turn--)
                chat.Turn(ref clock);
            cleanUps.Add($"DELETE FROM cursorDiskKV WHERE key LIKE '%{chat.Id}%'");
            if (random.Next(3) == 0)
                new CursorConversation(home, random, rows, ref clock, chat).Turn(ref clock);
            if (random.Coin())
                continue;
            CursorConversation copy = new(home, random, rows, ref clock, null);
            copy.CopyFrom(chat);
            copy.Turn(ref clock);
        }

        home.Files.Add(
            new GeneratedDatabase(".config/Cursor/User/globalStorage/state.vscdb", Schema, rows)
            {
                TwinPath = "Library/Application Support/Cursor/User/globalStorage/state.vscdb",
                CleanUps = cleanUps,
            }
        );
        return home;
    }
}

/// <summary>One conversation: its own row, which is written again with every turn, and a row a bubble.</summary>
internal sealed class CursorConversation
{
    private readonly GeneratedHome home;
    private readonly Random random;
    private readonly List<string> rows;
    private readonly DateTimeOffset created;
    private readonly CursorConversation? parent;
    private readonly List<(string Id, JsonObject Bubble)> bubbles = [];
    private readonly List<string> children = [];

    public CursorConversation(GeneratedHome home, Random random, List<string> rows, ref DateTimeOffset clock, CursorConversation? parent)
    {
        (this.home, this.random, this.rows, this.parent) = (home, random, rows, parent);
        created = clock = clock.AddSeconds(random.Next(1, 9000));
        Id = random.Id();
        Describe(created, "none");
        if (parent is null)
            return;
        parent.children.Add(Id);
        parent.Describe(clock, "completed");
    }

    public string Id { get; }

    /// <summary>A question with its model, and answers, of which some have no counts, as those of newer versions.</summary>
    public void Turn(ref DateTimeOffset clock)
    {
        string request = random.Id();
        string? asked = random.Coin() ? "gpt-5.5" : null;
        clock = clock.AddSeconds(random.Next(1, 900));
        Describe(clock, "generating");
        Put(random.Id(), Bubble(1, clock, request, asked, default));
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            clock = clock.AddMilliseconds(random.Next(1, 90_000));
            string id = random.Id();
            string? own = random.Coin() ? "claude-4.5-sonnet" : null;
            TokenUsage used = random.Next(4) == 0 ? default : new TokenUsage(random.Next(9000), 0, 0, 0, random.Next(1, 900), 0);
            if (random.Coin())
                Put(id, Bubble(2, clock, request, own, default));
            Put(id, Bubble(2, clock, request, own, used));
            if (!used.IsZero)
                home.Bill(Id, own ?? asked ?? "composer-2.5", used);
        }

        Describe(clock, "completed");
    }

    /// <summary>A copy has its origin's bubbles, by the same ids.</summary>
    public void CopyFrom(CursorConversation origin)
    {
        foreach (IGrouping<string, (string Id, JsonObject Bubble)> bubble in origin.bubbles.GroupBy(bubble => bubble.Id))
            Put(bubble.Key, bubble.Last().Bubble);
    }

    private void Describe(DateTimeOffset now, string status) =>
        Put(
            $"composerData:{Id}",
            Draw.Json(
                ("composerId", Id),
                ("name", "A name"),
                ("createdAt", created.ToUnixTimeMilliseconds()),
                ("lastUpdatedAt", now.ToUnixTimeMilliseconds()),
                ("status", status),
                ("createdOnBranch", "main"),
                ("modelConfig", Draw.Json(("modelName", "composer-2.5"))),
                ("subagentInfo", parent is null ? null : Draw.Json(("parentComposerId", parent.Id))),
                ("subComposerIds", children.Count == 0 ? null : new JsonArray([.. children.Select(child => JsonValue.Create(child))]))
            )
        );

    private static JsonObject Bubble(int type, DateTimeOffset time, string request, string? model, TokenUsage used) =>
        Draw.Json(
            ("type", type),
            ("createdAt", time.Iso()),
            ("requestId", request),
            ("tokenCount", Draw.Json(("inputTokens", used.Input), ("outputTokens", used.Output))),
            ("modelInfo", model is null ? null : Draw.Json(("modelName", model))),
            ("workspaceUris", new JsonArray("file:///home/dev/shop"))
        );

    private void Put(string key, JsonObject value)
    {
        if (!key.StartsWith("composerData:", StringComparison.Ordinal))
        {
            bubbles.Add((key, value));
            key = $"bubbleId:{Id}:{key}";
        }

        rows.Add($"INSERT INTO cursorDiskKV VALUES ('{key}', '{value.ToJsonString()}')");
    }
}
