using System.Text;
using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators.Shapes;

/// <summary>
/// Homes of Cursor: bubbles in rows of their own and inside their conversation, copies in other conversations and databases, bubbles
/// without count, time, model or folder, damaged and empty rows, and a bill that covers a part of the estimates.
/// </summary>
internal static class CursorShapes
{
    private const string Database = "globalStorage/state.vscdb";

    private static readonly DateTimeOffset Epoch = new(2026, 4, 6, 8, 0, 0, TimeSpan.Zero);

    private static readonly string[] Schema =
    [
        "CREATE TABLE ItemTable (key TEXT UNIQUE ON CONFLICT REPLACE, value BLOB)",
        "CREATE TABLE cursorDiskKV (key TEXT UNIQUE ON CONFLICT REPLACE, value BLOB)",
    ];

    public static ShapedHome Create(int seed)
    {
        ShapedHome home = new("Cursor", seed);
        Random random = new((seed * 3319) + 23);
        List<string> rows = [];
        List<CursorShapedConversation> chats = [];
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            CursorShapedConversation chat = new(home, random, Epoch.AddMinutes(random.Next(9000)));
            chat.Work(random.Next(1, 4));
            chats.Add(chat);
            if (!home.Is("copied conversation", random.Next(3) == 0))
                continue;
            CursorShapedConversation copy = chat.Copy();
            copy.Work(random.Next(3));
            chats.Add(copy);
        }

        foreach (CursorShapedConversation chat in chats)
            chat.WriteTo(rows);
        if (home.Is("tool rows, empty rows and damaged rows", random.Next(3) == 0))
            rows.AddRange(CursorShapedConversation.Rubbish(chats[0].Id));
        string root = ".config";
        if (home.Is("moved by XDG_CONFIG_HOME", random.Next(4) == 0))
            home.Variables["XDG_CONFIG_HOME"] = root = "moved";
        string[] places =
        [
            $"{root}/Cursor/User",
            $"{root}/Cursor Nightly/User",
            ".cursor-server/data/User",
            "Library/Application Support/Cursor/User",
        ];
        random.Shuffle(places);
        CursorWindows.AddTo(home, places[0], chats);
        home.AddWhole($"{places[0]}/{Database}", Bytes(rows));
        if (home.Is("two databases", random.Next(4) == 0))
        {
            CursorWindows.AddTo(home, places[1], chats);
            home.AddWhole($"{places[1]}/{Database}", Bytes(rows));
        }

        if (home.Is("bill over a part", random.Next(3) == 0))
            CursorShapedBill.AddTo(home, random);
        return home;
    }

    private static byte[] Bytes(IReadOnlyList<string> rows) => new GeneratedDatabase("", Schema, rows).Bytes;
}

/// <summary>The windows' own databases, which say which folder a conversation was about.</summary>
internal static class CursorWindows
{
    private const string Schema = "CREATE TABLE ItemTable (key TEXT UNIQUE ON CONFLICT REPLACE, value BLOB)";

    public static void AddTo(ShapedHome home, string place, IReadOnlyList<CursorShapedConversation> chats)
    {
        foreach (IGrouping<string, CursorShapedConversation> window in chats.Where(c => c.IsListed).GroupBy(c => c.Project!))
        {
            string folder = $"{place}/workspaceStorage/{window.Key}";
            JsonObject list = Draw.Json(("allComposers", new JsonArray([.. window.Select(chat => Draw.Json(("composerId", chat.Id)))])));
            home.AddFirst($"{folder}/workspace.json", Draw.Json(("folder", $"file:///home/dev/{window.Key}")).ToJsonString());
            home.AddFirst(
                $"{folder}/state.vscdb",
                new GeneratedDatabase(
                    "",
                    [Schema],
                    [$"INSERT INTO ItemTable VALUES ('composer.composerData', '{list.ToJsonString()}')"]
                ).Bytes
            );
        }
    }
}

/// <summary>A bill from some estimate to a later one: what is between them is known better.</summary>
internal static class CursorShapedBill
{
    public static void AddTo(ShapedHome home, Random random)
    {
        DateTimeOffset[] times = [.. home.Requests.Select(request => request.At).Distinct().Order()];
        if (times.Length == 0)
            return;
        int first = random.Next(times.Length),
            last = random.Next(first, times.Length);
        List<string> rows = [];
        home.Requests.RemoveAll(request => request.At >= times[first] && request.At <= times[last]);
        foreach (DateTimeOffset time in times[first..(last + 1)])
        {
            TokenUsage used = random.Tokens(hasReasoning: false);
            bool holds = home.Is("bill whose first column holds the second", used.CacheWrite5m > 0 && random.Next(3) == 0);
            rows.Add(
                Draw.Text(
                    $"{time.Iso()},On-Demand,gpt-5.5,No,{(holds ? used.CacheWrite5m + used.Input : used.CacheWrite5m)},{used.Input},{used.CacheRead},{used.Output},{used.Total},$0.10"
                )
            );
            home.Requests.Add(new TrueRequest(Draw.Text($"billed-{time:yyyy-MM-dd}"), "gpt-5.5", time, used));
        }

        const string Header =
            "Date,Kind,Model,Max Mode,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens,Cost";
        home.AddWhole("bill.csv", Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend(Header)) + "\n"));
        home.Bills.Add("bill.csv");
        if (!home.Is("bill that overlaps", rows.Count > 1 && random.Coin()))
            return;
        home.AddWhole("later.csv", Encoding.UTF8.GetBytes(string.Join('\n', rows.Skip(random.Next(rows.Count)).Prepend(Header)) + "\n"));
        home.Bills.Add("later.csv");
    }
}

/// <summary>Writes one conversation in the shapes that it draws for itself.</summary>
internal sealed class CursorShapedConversation
{
    private readonly ShapedHome home;
    private readonly Random random;
    private readonly DateTimeOffset created;
    private readonly bool isOld;
    private readonly bool isBoth;
    private readonly bool leavesOutTimes;
    private readonly bool hasUpdated;
    private readonly bool namesFolder;
    private readonly string? model;
    private readonly List<(string Id, JsonObject Bubble)> bubbles = [];
    private readonly List<(string? Model, TokenUsage Used)> untimed = [];
    private DateTimeOffset clock;

    public CursorShapedConversation(ShapedHome home, Random random, DateTimeOffset start)
        : this(home, random, start, random.Next(3) == 0 ? null : "composer-2.5", random.Next(4) == 0 ? null : $"shop-{random.Next(3)}") { }

    private CursorShapedConversation(ShapedHome home, Random random, DateTimeOffset start, string? model, string? project)
    {
        (this.home, this.random, created, clock) = (home, random, start, start);
        Id = random.Id();
        isOld = home.Is("bubbles inside the conversation", random.Next(4) == 0);
        isBoth = home.Is("bubbles inside and in rows", isOld && random.Coin());
        leavesOutTimes = home.Is("bubbles without time", random.Next(4) == 0);
        hasUpdated = !home.Is("conversation without a last change", random.Next(4) == 0);
        Project = project;
        home.Is("conversation without a folder", project is null);
        namesFolder = Project is not null && random.Coin();
        IsListed = home.Is("folder that only the window knows", Project is not null && !namesFolder);
        this.model = model;
        home.Is("conversation without a model", model is null);
    }

    private CursorShapedConversation(CursorShapedConversation origin)
        : this(origin.home, origin.random, origin.clock.AddMinutes(origin.random.Next(1, 500)), origin.model, origin.Project)
    {
        foreach ((string id, JsonObject bubble) in origin.bubbles)
            bubbles.Add((id, bubble.DeepClone().AsObject()));
    }

    public string Id { get; }

    public string? Project { get; }

    /// <summary>Whether only a window's own database tells its folder.</summary>
    public bool IsListed { get; }

    /// <summary>Another conversation that begins with the bubbles of this one.</summary>
    public CursorShapedConversation Copy() => new(this);

    public void Work(int turns)
    {
        for (; turns > 0; turns--)
        {
            string request = random.Id();
            string? asked = random.Coin() ? "gpt-5.5" : null;
            Add(1, request, asked, default, hasTime: true);
            for (int i = random.Next(1, 4); i > 0; i--)
                Respond(request, asked);
        }
    }

    public void WriteTo(List<string> rows)
    {
        DateTimeOffset at = hasUpdated ? clock : created;
        foreach ((string? by, TokenUsage used) in untimed)
            Bill(by, used, at);
        JsonObject about = Draw.Json(
            ("composerId", Id),
            ("createdAt", created.ToUnixTimeMilliseconds()),
            ("lastUpdatedAt", hasUpdated ? clock.ToUnixTimeMilliseconds() : null),
            ("status", "completed"),
            ("modelConfig", model is null ? null : Draw.Json(("modelName", model))),
            ("conversation", isOld ? new JsonArray([.. bubbles.Select(Inside)]) : null)
        );
        rows.Add($"INSERT INTO cursorDiskKV VALUES ('composerData:{Id}', '{about.ToJsonString()}')");
        if (isOld && !isBoth)
            return;
        foreach ((string id, JsonObject bubble) in bubbles)
            rows.Add($"INSERT INTO cursorDiskKV VALUES ('bubbleId:{Id}:{id}', '{bubble.ToJsonString()}')");
    }

    /// <summary>Rows that are none of a conversation's answers, or not whole.</summary>
    public static IEnumerable<string> Rubbish(string id)
    {
        const string Counted = """{"type":2,"tokenCount":{"inputTokens":5,"outputTokens":6}}""";
        return
        [
            $"INSERT INTO cursorDiskKV VALUES ('bubbleId:{id}:task-toolu_1' || char(10) || 'fc_1', '{Counted}')",
            $"INSERT INTO cursorDiskKV VALUES ('bubbleId:task-call_1' || char(10) || 'fc_1:b', '{Counted}')",
            $"INSERT INTO cursorDiskKV VALUES ('bubbleId:{id}:empty', NULL)",
            $"INSERT INTO cursorDiskKV VALUES ('bubbleId:{id}:torn', '{Counted[..40]}')",
            $"INSERT INTO cursorDiskKV VALUES ('agentKv:blob:1', '{Counted}')",
        ];
    }

    private void Respond(string request, string? asked)
    {
        TokenUsage used = home.Is("bubbles without counts", random.Next(4) == 0)
            ? default
            : new TokenUsage(random.Next(9000), 0, 0, 0, random.Next(1, 900), 0);
        string? own = random.Coin() ? "claude-4.5-sonnet" : null;
        bool hasTime = !leavesOutTimes || random.Coin();
        Add(2, request, own, used, hasTime);
        string? by = own ?? asked ?? model;
        if (used.IsZero)
            return;
        if (hasTime)
            Bill(by, used, clock);
        else
            untimed.Add((by, used));
    }

    private void Add(int type, string request, string? by, TokenUsage used, bool hasTime)
    {
        if (hasTime)
            clock = clock.AddMilliseconds(random.Next(1, 90_000));
        bubbles.Add(
            (
                random.Id(),
                Draw.Json(
                    ("type", type),
                    ("createdAt", hasTime ? clock.Iso() : null),
                    ("requestId", request),
                    ("tokenCount", Draw.Json(("inputTokens", used.Input), ("outputTokens", used.Output))),
                    ("modelInfo", by is null ? null : Draw.Json(("modelName", by))),
                    ("workspaceUris", namesFolder && type == 1 ? new JsonArray($"file:///home/dev/{Project}") : null)
                )
            )
        );
    }

    private static JsonObject Inside((string Id, JsonObject Bubble) bubble)
    {
        JsonObject inside = bubble.Bubble.DeepClone().AsObject();
        inside["bubbleId"] = bubble.Id;
        return inside;
    }

    private void Bill(string? by, TokenUsage used, DateTimeOffset at) =>
        home.Requests.Add(new TrueRequest(Id, by, at, used) { Project = Project, Evidence = UsageEvidence.Estimated });
}
