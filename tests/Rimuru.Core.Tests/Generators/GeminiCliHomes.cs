using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes in which Gemini CLI was at work: logs and the documents of older releases, repeated messages, resumed chats that repeat their
/// history, sub-agents.
/// </summary>
internal static class GeminiCliHomes
{
    public static GeneratedHome Create(int seed)
    {
        GeneratedHome home = new("GeminiCli", seed);
        Random random = new(seed * 5099 + 7);
        for (int i = random.Next(2, 5); i > 0; i--)
        {
            GeminiChat chat = new(
                home,
                random,
                Draw.Epoch.AddMinutes(random.Next(6000)),
                $"project-{random.Next(3)}",
                isDocument: random.Next(3) == 0
            );
            for (int turn = random.Next(1, 4); turn > 0; turn--)
            {
                chat.Turn();
                if (random.Next(4) == 0)
                    chat.Repeat();
                if (random.Next(4) != 0)
                    continue;
                GeminiChat agent = new(home, random, chat.Clock, chat.Project, isDocument: false);
                chat.Call(agent);
                agent.Turn();
                agent.Keep();
            }

            chat.Keep();
            if (chat.IsDocument || random.Coin())
                continue;
            GeminiChat resumed = new(home, random, chat.Clock.AddMinutes(9), chat.Project, isDocument: false);
            resumed.CopyFrom(chat);
            resumed.Turn();
            resumed.Keep();
        }

        return home;
    }
}

/// <summary>One chat of Gemini CLI: a log of messages and changes, or one document.</summary>
internal sealed class GeminiChat
{
    private readonly GeneratedHome home;
    private readonly Random random;
    private readonly DateTimeOffset start;
    private readonly string id;
    private readonly List<JsonObject> lines = [];
    private string? model;
    private string? parent;

    public GeminiChat(GeneratedHome home, Random random, DateTimeOffset start, string project, bool isDocument)
    {
        (this.home, this.random, this.start, Project, IsDocument) = (home, random, start, project, isDocument);
        (id, Clock, model) = (random.Id(), start, random.Next(4) == 0 ? "gemini-3-pro" : null);
    }

    public string Project { get; }

    public bool IsDocument { get; }

    public DateTimeOffset Clock { get; private set; }

    public void Turn()
    {
        Add(Message("user"));
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            TokenUsage used = random.Tokens(hasWrites: false);
            long tool = random.Next(5) == 0 ? random.Next(1, 90) : 0;
            bool isOnTop = random.Coin();
            string own = random.Of("gemini-2.5-pro", "gemini-2.5-flash");
            JsonObject message = Message("gemini");
            if (IsDocument && random.Next(3) == 0)
                message["id"] = Draw.Text($"{home.NextNumber()}");
            message["tokens"] = Draw.Json(
                ("input", used.Input + used.CacheRead),
                ("output", used.Output - used.Reasoning),
                ("cached", used.CacheRead),
                ("thoughts", used.Reasoning),
                ("tool", tool),
                ("total", used.Input + used.CacheRead + used.Output + (isOnTop ? tool : 0))
            );
            if (model is null)
                message["model"] = own;
            message["toolCalls"] = Calls((string)message["id"]!);
            home.Use($"{id} {message["id"]}", isOnTop ? used with { Input = used.Input + tool } : used);
            home.Bill(id, model ?? own, isOnTop ? used with { Input = used.Input + tool } : used);
            if (!IsDocument && random.Coin())
            {
                // A message is written again once its tools answered; before, its output may not be all there.
                JsonObject early = (JsonObject)message.DeepClone();
                if (random.Coin())
                    early["tokens"]!["output"] = 0;
                Add(early);
            }

            Add(message);
        }
    }

    private JsonArray Calls(string message) =>
        [
            .. DrawnTools
                .Of($"{id} {message}", hasSkills: false)
                .Select(use => Draw.Json(("id", use.Id), ("name", use.Tool), ("args", Draw.Json(("name", "Decoy"))))),
        ];

    /// <summary>A change of the head that holds the messages so far once more.</summary>
    public void Repeat()
    {
        if (IsDocument)
            return;
        Set(Draw.Json(("messages", new JsonArray([.. Messages().Select(line => line.DeepClone())])), ("lastUpdated", Clock.Iso())));
    }

    /// <summary>A new chat that begins with the messages of another one.</summary>
    public void CopyFrom(GeminiChat chat)
    {
        model = chat.model;
        Set(Draw.Json(("messages", new JsonArray([.. chat.Messages().Select(line => line.DeepClone())])), ("lastUpdated", Clock.Iso())));
    }

    /// <summary>Only the call that started a sub-agent names it.</summary>
    public void Call(GeminiChat agent)
    {
        agent.parent = id;
        JsonObject message = Message("gemini");
        message["toolCalls"] = new JsonArray(Draw.Json(("agentId", agent.id), ("resultDisplay", Draw.Json(("agentName", "generalist")))));
        Add(message);
    }

    public void Keep()
    {
        string cwd = $"/home/dev/{Project}",
            hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cwd)));
        JsonObject projects = Draw.Json([
            .. Enumerable.Range(0, 3).Select(i => ($"/home/dev/project-{i}", (JsonNode?)JsonValue.Create($"project-{i}"))),
        ]);
        (string, string)[] companions =
        [
            ($".gemini/tmp/{Project}/.project_root", cwd),
            (".gemini/projects.json", Draw.Json(("projects", projects)).ToJsonString()),
        ];
        string folder = parent is null ? "chats" : $"chats/{parent}",
            name = parent is null ? $"session-2026-11-22T08-01-{id[..8]}" : id;
        JsonObject head = Draw.Json(
            ("sessionId", id),
            ("projectHash", hash),
            ("startTime", start.Iso()),
            ("lastUpdated", start.Iso()),
            ("model", model)
        );
        string file = $"{folder}/{name}.json" + (IsDocument ? "" : "l");
        string Text(int extent)
        {
            JsonObject document = (JsonObject)head.DeepClone();
            document["messages"] = new JsonArray([.. lines.Take(extent).Select(line => line.DeepClone())]);
            if (extent > 0)
                document["lastUpdated"] = lines[extent - 1]["timestamp"]!.DeepClone();
            return document.ToJsonString();
        }

        // Projects were once named by a hash; their folders were copied to a new name and stayed behind.
        home.Files.Add(
            IsDocument
                ? new GeneratedDocument($".gemini/tmp/{Project}/{file}", lines.Count, Text)
                {
                    Companions = companions,
                    TwinPath = $".gemini/tmp/{hash}/{file}",
                }
                : new GeneratedLog($".gemini/tmp/{Project}/{file}", [.. lines.Prepend(head).Select(line => line.ToJsonString())])
                {
                    Companions = companions,
                    TwinPath = $".gemini/tmp/{hash}/{file}",
                }
        );
    }

    private IEnumerable<JsonObject> Messages() =>
        lines
            .SelectMany(line => line["$set"] is { } set ? set["messages"]?.AsArray().OfType<JsonObject>() ?? [] : [line])
            .DistinctBy(line => (string?)line["id"] + line["tokens"]?["output"]);

    private JsonObject Message(string type)
    {
        Clock = Clock.AddMilliseconds(random.Next(1, 90_000));
        return Draw.Json(("id", random.Id()), ("timestamp", Clock.Iso()), ("type", type), ("content", "..."));
    }

    private void Add(JsonObject message)
    {
        lines.Add(message);
        if (!IsDocument && random.Coin())
            Set(Draw.Json(("lastUpdated", Clock.Iso())));
    }

    private void Set(JsonObject change) => lines.Add(Draw.Json(("$set", change)));
}
