using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators.Shapes;

/// <summary>
/// Homes of Gemini CLI: logs and the documents of older releases, a session in two files, copies of copies under new ids, repeated and
/// rewound histories, sub-agents, messages without time or model, projects without a folder.
/// </summary>
internal static class GeminiShapes
{
    private static readonly DateTimeOffset Epoch = new(2026, 7, 12, 7, 0, 0, TimeSpan.Zero);

    public static ShapedHome Create(int seed)
    {
        ShapedHome home = new("GeminiCli", seed);
        Random random = new((seed * 4093) + 11);
        GeminiPlaces places = new(home, random);
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            GeminiShapedChat chat = new(home, random, places, Epoch.AddMinutes(random.Next(9000)), random.Next(3));
            chat.Work(random.Next(1, 4));
            if (home.Is("one session in two files", random.Next(3) == 0))
                Continue(chat.Resume(), random);
            GeminiShapedChat origin = chat;
            for (int copies = random.Next(3); copies > 0; copies--)
            {
                home.Is(origin == chat ? "copy under a new id" : "copy of a copy");
                GeminiShapedChat copy = origin.Copy();
                Continue(copy, random);
                if (random.Coin())
                    origin = copy;
            }

            chat.Close();
        }

        return home;
    }

    private static void Continue(GeminiShapedChat chat, Random random)
    {
        chat.Work(random.Next(3));
        chat.Close();
    }
}

/// <summary>Where the home keeps its chats, and which projects have a folder that is known.</summary>
internal sealed class GeminiPlaces
{
    private readonly string root;
    private readonly string?[] folders = new string?[3];
    private readonly string[] places = new string[3];

    public GeminiPlaces(ShapedHome home, Random random)
    {
        root = ".gemini";
        switch (random.Next(4))
        {
            case 0:
                home.Is("moved by GEMINI_CLI_HOME");
                home.Variables["GEMINI_CLI_HOME"] = "moved";
                root = "moved/.gemini";
                break;
            case 1:
                home.Is("moved by GEMINI_DATA_DIR");
                home.Variables["GEMINI_DATA_DIR"] = root = "data";
                break;
        }

        JsonObject projects = [];
        for (int i = 0; i < places.Length; i++)
        {
            string folder = $"/home/dev/shop-{i}",
                hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)));
            (places[i], folders[i]) = random.Next(3) switch
            {
                0 => ($"{root}/tmp/{hash}", folder),
                1 => ($"{root}/tmp/shop-{i}", folder),
                _ => ($"{root}/tmp/shop-{i}", null),
            };
            if (home.Is("project without a folder", folders[i] is null))
                continue;
            projects[folder] = $"shop-{i}";
            if (!places[i].EndsWith(hash, StringComparison.Ordinal))
                home.AddFirst($"{places[i]}/.project_root", folder);
        }

        home.AddFirst($"{root}/projects.json", Draw.Json(("projects", projects)).ToJsonString());
    }

    public string PlaceOf(int project) => places[project];

    public string? NameOf(int project) => folders[project] is null ? null : $"shop-{project}";
}

/// <summary>Writes one chat in the shapes that it draws for itself.</summary>
internal sealed class GeminiShapedChat
{
    private static readonly string[] Models = ["gemini-2.5-pro", "gemini-3-pro", "house-model"];

    private readonly ShapedHome home;
    private readonly Random random;
    private readonly GeminiPlaces places;
    private readonly int project;
    private readonly string id;
    private readonly string file;
    private readonly bool isDocument;
    private readonly bool leavesOutTimes;
    private readonly bool repeats;
    private readonly string? model;
    private readonly List<JsonObject> lines = [];
    private readonly DateTimeOffset start;
    private readonly string? parent;
    private DateTimeOffset clock;

    public GeminiShapedChat(ShapedHome home, Random random, GeminiPlaces places, DateTimeOffset start, int project)
        : this(home, random, places, start, project, random.Id(), random.Next(4) == 0 ? random.Of<string>(Models) : null, null) { }

    private GeminiShapedChat(
        ShapedHome home,
        Random random,
        GeminiPlaces places,
        DateTimeOffset start,
        int project,
        string id,
        string? model,
        string? parent
    )
    {
        (this.home, this.random, this.places, this.start, this.project, this.id) = (home, random, places, start, project, id);
        (this.model, this.parent, clock, file) = (model, parent, start, random.Id()[..8]);
        home.Is("model of the session", model is not null);
        isDocument = home.Is("document", parent is null && random.Next(3) == 0);
        leavesOutTimes = home.Is("messages without time", random.Next(4) == 0);
        repeats = home.Is("repeated history", !isDocument && random.Next(3) == 0);
    }

    public void Work(int turns)
    {
        for (; turns > 0; turns--)
        {
            lines.Add(Message("user", hasTime: true));
            for (int i = random.Next(1, 4); i > 0; i--)
                Respond();
            if (random.Next(5) == 0)
                Spawn();
            if (repeats && random.Coin())
                lines.Add(History());
            if (home.Is("rewound", !isDocument && random.Next(6) == 0))
                lines.Add(Draw.Json(("$rewindTo", random.Id())));
            if (home.Is("error", random.Next(6) == 0))
                lines.Add(Message("error", hasTime: true));
        }
    }

    /// <summary>The same session goes on in a second file, which begins with all that was said.</summary>
    public GeminiShapedChat Resume() => Begin(id);

    /// <summary>Another session that begins with all that was said in this one.</summary>
    public GeminiShapedChat Copy() => Begin(random.Id());

    public void Close()
    {
        string folder = parent is null ? "chats" : $"chats/{parent}",
            name = parent is null ? Draw.Text($"session-{start:yyyy-MM-dd'T'HH-mm}-{file}") : id;
        JsonObject head = Draw.Json(
            ("sessionId", id),
            ("projectHash", "hash"),
            ("startTime", start.Iso()),
            ("lastUpdated", (isDocument ? clock : start).Iso()),
            ("model", model)
        );
        string path = $"{places.PlaceOf(project)}/{folder}/{name}.json";
        if (isDocument)
        {
            head["messages"] = new JsonArray([.. lines.Select(line => line.DeepClone())]);
            home.Add(path, head.ToJsonString());
        }
        else
        {
            home.Add(path + "l", LineShapes.Write(home, random, [.. lines.Prepend(head).Select(line => line.ToJsonString())]));
        }
    }

    private GeminiShapedChat Begin(string session)
    {
        GeminiShapedChat next = new(home, random, places, clock.AddMinutes(random.Next(1, 500)), project, session, model, null);
        JsonObject history = History();
        if (next.isDocument)
            next.lines.AddRange(history["$set"]!["messages"]!.AsArray().Select(message => message!.DeepClone().AsObject()));
        else
            next.lines.Add(history);
        return next;
    }

    private void Respond()
    {
        TokenUsage used = random.Tokens(hasWrites: false);
        long tool = random.Next(5) == 0 ? random.Next(1, 90) : 0;
        bool isOnTop = random.Coin(),
            isApart = home.Is("cached tokens beside the input", used.CacheRead > 0 && random.Next(5) == 0),
            hasTotal = isApart || (tool > 0 && !isOnTop) || !home.Is("no total", random.Next(5) == 0);
        string? own = random.Next(6) == 0 ? null : random.Of<string>(Models);
        home.Is("message without model", own is null);
        JsonObject message = Message("gemini", hasTime: !leavesOutTimes || random.Coin());
        message["tokens"] = Draw.Json(
            ("input", isApart ? used.Input : used.Input + used.CacheRead),
            ("output", used.Output - used.Reasoning),
            ("cached", used.CacheRead),
            ("thoughts", used.Reasoning),
            ("tool", tool),
            ("total", hasTotal ? used.Input + used.CacheRead + used.Output + (isOnTop ? tool : 0) : null)
        );
        if (own is not null)
            message["model"] = own;
        if (home.Is("counts that grow", !isDocument && random.Next(3) == 0))
        {
            JsonObject early = (JsonObject)message.DeepClone();
            early["tokens"]!["output"] = 0;
            early["tokens"]!.AsObject().Remove("total");
            lines.Add(early);
        }

        lines.Add(message);
        TokenUsage told = isOnTop || !hasTotal ? used with { Input = used.Input + tool } : used;
        home.Requests.Add(new TrueRequest(id, own ?? model, clock, told) { Project = places.NameOf(project) });
        if (!isDocument && random.Coin())
            lines.Add(Set(Draw.Json(("lastUpdated", clock.Iso()))));
    }

    /// <summary>A sub-agent, whose file lies in a folder that is named after the session.</summary>
    private void Spawn()
    {
        home.Is("sub-agent");
        GeminiShapedChat agent = new(home, random, places, clock, project, random.Id(), null, parent: id);
        JsonObject call = Message("gemini", hasTime: true);
        call["toolCalls"] = new JsonArray(Draw.Json(("agentId", agent.id), ("resultDisplay", Draw.Json(("agentName", "generalist")))));
        lines.Add(call);
        agent.Work(random.Next(1, 3));
        agent.Close();
    }

    private JsonObject History() =>
        Set(Draw.Json(("messages", new JsonArray([.. Messages().Select(message => message.DeepClone())])), ("lastUpdated", clock.Iso())));

    /// <summary>Each message as its last line has it, in order.</summary>
    private IEnumerable<JsonObject> Messages() =>
        lines
            .SelectMany(line => line["$set"] is { } set ? set["messages"]?.AsArray().OfType<JsonObject>() ?? [] : [line])
            .Where(line => line.ContainsKey("type"))
            .GroupBy(line => (string?)line["id"])
            .Select(message => message.Last());

    private JsonObject Message(string type, bool hasTime)
    {
        if (hasTime)
            clock = clock.AddMilliseconds(random.Next(1, 90_000));
        return Draw.Json(("id", random.Id()), ("timestamp", hasTime ? clock.Iso() : null), ("type", type), ("content", "..."));
    }

    private static JsonObject Set(JsonObject change) => Draw.Json(("$set", change));
}
