using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>One session of OpenCode and its messages, to be rows of a database or files.</summary>
internal sealed class OpenCodeSession
{
    private static readonly (string Provider, string Model)[] Models =
    [
        ("openai", "gpt-5.5"),
        ("anthropic", "claude-sonnet-4-5"),
        ("google", "gemini-3-pro"),
    ];
    private readonly GeneratedHome home;
    private readonly Random random;
    private readonly List<string> rows;
    private readonly string version;
    private readonly DateTimeOffset created;
    private readonly List<Message> messages = [];

    public OpenCodeSession(GeneratedHome home, Random random, ref DateTimeOffset clock, List<string> rows, string version)
    {
        (this.home, this.random, this.rows, this.version) = (home, random, rows, version);
        created = clock = clock.AddSeconds(random.Next(1, 9000));
        Id = "ses_" + random.Short();
        Project = $"p{random.Next(2)}";
    }

    public string Id { get; }

    public string Project { get; init; }

    public string? Parent { get; init; }

    /// <summary>False where the messages are files alone, which tell equal messages apart only while all are there.</summary>
    public bool HasTwins { get; init; } = true;

    public bool IsInDatabase { get; private set; }

    public IEnumerable<string> MessageIds => messages.Select(message => message.Id);

    /// <summary>A question, and answers of several steps; one may have the very numbers of the one before.</summary>
    public void Turn(ref DateTimeOffset clock)
    {
        clock = clock.AddSeconds(random.Next(1, 900));
        home.Turns[Id] = home.Turns.GetValueOrDefault(Id, 0) + 1;
        messages.Add(
            new Message(NewId(), clock, Draw.Json(("role", "user"), ("time", Draw.Json(("created", clock.ToUnixTimeMilliseconds())))))
        );
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            clock = clock.AddMilliseconds(random.Next(1, 90_000));
            Answer(clock);
            if (HasTwins && random.Next(6) == 0)
                Twin();
        }
    }

    /// <summary>
    /// A fork has its origin's messages under new ids; Kilo's copies cost nothing, and those of an imported session are no requests here.
    /// </summary>
    public void CopyFrom(OpenCodeSession origin, bool isFree)
    {
        foreach (Message message in origin.messages.Take(random.Next(1, origin.messages.Count + 1)))
        {
            JsonObject data = (JsonObject)message.Data.DeepClone();
            if (isFree && data.ContainsKey("cost"))
                data["cost"] = 0;
            messages.Add(message with { Id = NewId(), Origin = origin.home == home ? message.Origin : null, Data = data, Early = null });
        }
    }

    /// <summary>An answer stands in the database before it is complete; its steps are there before its end is.</summary>
    public void Insert()
    {
        IsInDatabase = true;
        string parent = Parent is null ? "NULL" : $"'{Parent}'";
        rows.Add(
            Draw.Text(
                $"INSERT INTO session VALUES ('{Id}', '{Project}', {parent}, '/home/dev/{Project}', 'Title', '{version}', 'build', {created.ToUnixTimeMilliseconds()}, {created.ToUnixTimeMilliseconds()})"
            )
        );
        foreach (Message message in messages)
        {
            long ms = message.Time.ToUnixTimeMilliseconds();
            rows.Add(
                Draw.Text(
                    $"INSERT INTO message VALUES ('{message.Id}', '{Id}', {ms}, {ms}, '{(message.Early ?? message.Data).ToJsonString()}')"
                )
            );
            if (message.Step is not null)
                rows.Insert(
                    rows.Count - (message.Early is null ? 1 : 0),
                    $"INSERT INTO part VALUES ('prt_{random.Short()}', '{message.Id}', '{Id}', '{message.Step.ToJsonString()}')"
                );
            Use(message);
            if (message.Early is not null)
                rows.Add(
                    Draw.Text($"UPDATE message SET data = '{message.Data.ToJsonString()}', time_updated = {ms} WHERE id = '{message.Id}'")
                );
        }
    }

    /// <summary>The parts of a message's tools, which are there before it is complete.</summary>
    private void Use(Message message)
    {
        if (message.Origin is not { } origin)
            return;
        home.Use(origin, message.Used);
        foreach ((string call, string tool, _, _) in DrawnTools.Of(origin, hasSkills: false))
        {
            JsonObject part = Draw.Json(
                ("type", "tool"),
                ("callID", call),
                ("tool", tool),
                ("state", Draw.Json(("input", Draw.Json(("tool", "Decoy"))), ("output", new string('x', 900))))
            );
            rows.Insert(
                rows.Count - (message.Early is null ? 1 : 0),
                $"INSERT INTO part VALUES ('prt_t{message.Id}{rows.Count}', '{message.Id}', '{Id}', '{part.ToJsonString()}')"
            );
        }
    }

    /// <summary>The storage of older versions: a file a message. It stays behind when its messages move to the database.</summary>
    public void KeepFiles(bool isMigrated)
    {
        if (isMigrated)
            Insert();
        const string Storage = ".local/share/opencode/storage";
        JsonObject about = Draw.Json(
            ("id", Id),
            ("projectID", Project),
            ("parentID", Parent),
            ("directory", $"/home/dev/{Project}"),
            ("title", "Title"),
            ("version", version),
            ("time", Draw.Json(("created", created.ToUnixTimeMilliseconds())))
        );
        foreach (Message message in messages)
        {
            string Text(int extent)
            {
                JsonObject data = (JsonObject)(extent == 0 && message.Early is not null ? message.Early : message.Data).DeepClone();
                data["id"] = message.Id;
                data["sessionID"] = Id;
                return data.ToJsonString();
            }

            home.Files.Add(
                new GeneratedDocument($"{Storage}/message/{Id}/{message.Id}.json", 1, Text)
                {
                    Companions =
                    [
                        ($"{Storage}/session/{Project}/{Id}.json", about.ToJsonString()),
                        .. message.Step is null ? [] : new[] { ($"{Storage}/part/{message.Id}/prt_1.json", message.Step.ToJsonString()) },
                    ],
                }
            );
        }
    }

    private void Answer(DateTimeOffset time)
    {
        TokenUsage used = random.Tokens();
        (string provider, string model) = random.Of(Models);
        bool isFirst = version == "1.0.50",
            isNewSdk = version == "1.3.4";
        bool hasTotal = !isFirst && random.Coin(),
            isInside = used.Reasoning < used.Output && (hasTotal ? random.Coin() : version != "1.18.0" && provider == "openai");
        long output = isInside ? used.Output : used.Output - used.Reasoning;

        // Two versions wrote the whole prompt as input, one for some sellers, one for the others; the second added the cache to its total
        // once more.
        bool isWhole = provider == "anthropic" ? isNewSdk : isFirst;
        long input = isWhole ? Prompt(used) : used.Input,
            cached = used.CacheRead + used.CacheWrite5m;
        JsonObject tokens = Draw.Json(
            ("total", hasTotal ? input + cached + used.Output : null),
            ("input", input),
            ("output", output),
            ("reasoning", used.Reasoning),
            ("cache", Draw.Json(("read", used.CacheRead), ("write", used.CacheWrite5m)))
        );
        JsonObject data = Draw.Json(
            ("role", "assistant"),
            ("providerID", provider),
            ("modelID", model),
            ("agent", "build"),
            ("cost", random.Coin() ? 0 : random.Next(1, 900) / 1000m),
            (
                "time",
                Draw.Json(("created", time.ToUnixTimeMilliseconds()), ("completed", time.ToUnixTimeMilliseconds() + random.Next(900)))
            ),
            ("finish", "stop")
        );
        JsonObject? step = null;
        if (random.Next(4) == 0)
            step = Draw.Json(("type", "step-finish"), ("tokens", tokens), ("cost", 0));
        else
            data["tokens"] = tokens;
        string id = NewId();
        messages.Add(
            new Message(id, time, data)
            {
                Origin = id,
                Step = step,
                Early = random.Coin() ? Early(data) : null,
                Used = used,
                Model = model,
            }
        );
        home.Bill(Id, model, used);
    }

    /// <summary>The answer as it stood before it was complete: without tokens, or with those of its first step.</summary>
    private JsonObject Early(JsonObject data)
    {
        JsonObject early = (JsonObject)data.DeepClone();
        early.Remove("finish");
        ((JsonObject)early["time"]!).Remove("completed");
        if (early["tokens"] is JsonObject tokens)
            tokens["output"] = random.Coin() ? 0 : 1;
        return early;
    }

    /// <summary>Another request with the same numbers at the same time.</summary>
    private void Twin()
    {
        Message last = messages[^1];
        string id = NewId();
        messages.Add(last with { Id = id, Origin = id, Data = (JsonObject)last.Data.DeepClone(), Early = null });
        home.Bill(Id, last.Model, last.Used);
    }

    /// <summary>Ids are in the order of their making.</summary>
    private string NewId() => Draw.Text($"msg_{home.NextNumber():x8}{random.Short()}");

    private static long Prompt(TokenUsage used) => used.Input + used.CacheRead + used.CacheWrite5m;

    private sealed record Message(string Id, DateTimeOffset Time, JsonObject Data)
    {
        public JsonObject? Early { get; init; }

        public JsonObject? Step { get; init; }

        /// <summary>The message that it is, or is a copy of; null for a user's.</summary>
        public string? Origin { get; init; }

        public TokenUsage Used { get; init; }

        public string? Model { get; init; }
    }
}
