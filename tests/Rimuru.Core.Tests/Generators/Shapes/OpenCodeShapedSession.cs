using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators.Shapes;

/// <summary>Writes one session of OpenCode or Kilo in the shapes that it draws for itself.</summary>
internal sealed class OpenCodeShapedSession
{
    private static readonly (string Seller, string Model)[] Models =
    [
        ("openai", "gpt-5.5"),
        ("anthropic", "claude-sonnet-4-5"),
        ("amazon-bedrock", "anthropic.claude-sonnet-4-6"),
        ("amazon-bedrock", "openai.gpt-oss-120b"),
        ("google", "gemini-3-pro"),
        ("github-copilot", "claude-sonnet-4.5"),
    ];

    /// <summary>The columns of a session add up what its messages tell, and this seller's mean only one thing.</summary>
    private static readonly (string Seller, string Model) Summed = ("google", "gemini-3-pro");

    private static readonly string[] Versions = ["1.0.50", "1.0.61", "1.0.62", "1.1.65", "1.3.3", "1.3.4", "1.3.5", "1.3.6", "1.18.0"];

    private readonly ShapedHome home;
    private readonly Random random;
    private readonly OpenCodeTables tables;
    private readonly string id;
    private readonly string? project;
    private readonly string version;
    private readonly bool isGone;
    private readonly bool isLegacy;
    private readonly bool isSecond;
    private readonly bool isSum;
    private readonly bool leavesOutTimes;
    private readonly DateTimeOffset created;
    private readonly List<OpenCodeShapedMessage> messages = [];
    private readonly List<string> rows;
    private TokenUsage whole;
    private TokenUsage unlogged;
    private DateTimeOffset clock;

    public OpenCodeShapedSession(ShapedHome home, Random random, OpenCodeTables tables, DateTimeOffset start, OpenCodeShapedSession? origin)
    {
        (this.home, this.random, this.tables, rows, created, clock) = (home, random, tables, tables.Rows, start, start);
        id = "ses_" + random.Short();
        project = $"shop-{random.Next(3)}";
        bool isFirst = origin is null;
        isSecond = tables.HasSecond && random.Coin();
        isLegacy = home.Is("files of older versions", isFirst && !isSecond && !tables.IsKilo && random.Next(4) == 0);
        isGone = home.Is("session that is gone", isFirst && !isSecond && !isLegacy && random.Next(8) == 0);
        isSum = home.Is("answers whose tokens only the session has", isFirst && !isSecond && !isLegacy && !isGone && random.Next(6) == 0);
        leavesOutTimes = home.Is("messages without time", !isLegacy && random.Next(6) == 0);
        version =
            isSecond ? "2.0.14"
            : isSum ? "1.16.0"
            : isGone || tables.IsKilo ? "1.18.0"
            : random.Of<string>(isLegacy ? Versions[..4] : Versions);
        if (origin is null)
            return;
        foreach (OpenCodeShapedMessage message in origin.messages)
            messages.Add(message.Copy(NewId(), isFree: tables.IsKilo));
    }

    /// <summary>Whose origin nobody knows has no copies, and the sums of one with copies hold theirs.</summary>
    public bool MayBeCopied => !isGone && !isSum && !isLegacy;

    /// <summary>A fork, or an import: the same messages under new ids.</summary>
    public OpenCodeShapedSession Copy() => new(home, random, tables, clock.AddMinutes(random.Next(1, 500)), this);

    public void Work(int turns)
    {
        for (; turns > 0; turns--)
        {
            Ask();
            for (int i = random.Next(1, 4); i > 0; i--)
                Answer();
        }
    }

    public void Close()
    {
        List<string> other = tables.Rows;
        tables.Rows = rows;

        // While the last answer may still be written, nobody knows what the columns hold of it.
        if (isSum)
            Ask();
        if (isLegacy)
            WriteFiles();
        else if (isSecond)
            WriteSecond(isMigrated: false);
        else
        {
            WriteRows(messages);
            if (home.Is("messages in both tables", tables.HasSecond && random.Coin()))
                WriteSecond(isMigrated: true);
        }

        if (isSum && !unlogged.IsZero)
            home.Requests.Add(
                new TrueRequest(id, "gemini-2.5-pro", clock, unlogged) { Project = project, Evidence = UsageEvidence.Inferred }
            );
        tables.Rows = other;
    }

    private void Ask()
    {
        clock = clock.AddMilliseconds(random.Next(1, 90_000));
        messages.Add(new OpenCodeShapedMessage(NewId(), clock, Draw.Json(("role", "user"), ("time", Times(clock, null)))));
    }

    private void Answer()
    {
        clock = clock.AddMilliseconds(random.Next(1, 90_000));
        (string seller, string? model) = isSum ? Summed : random.Of(Models);
        if (home.Is("answer without a model", random.Next(8) == 0))
            model = null;
        if (home.Is("answers that were killed or failed", random.Next(8) == 0))
        {
            messages.Add(new OpenCodeShapedMessage(NewId(), clock, Data(seller, model, Counts([default], null), isFailed: true)));
            return;
        }

        if (isSum && random.Coin())
        {
            TokenUsage used = random.Tokens();
            unlogged += used;
            whole += used;
            messages.Add(
                new OpenCodeShapedMessage(NewId(), clock, Data("github-copilot", model, Counts([default], null), isFailed: false))
            );
            return;
        }

        TokenUsage[] steps = [.. Enumerable.Range(0, Steps()).Select(_ => random.Tokens())];
        OpenCodeReading reading = OpenCodeReading.Draw(home, random, tables.IsKilo, isSecond || isGone ? "1.18.0" : version, seller, model);
        if (isSum)
            reading = reading with { IsInside = false };
        TokenUsage sum = steps.Aggregate(default(TokenUsage), (all, step) => all + step);
        bool hasOwn = isSecond || !home.Is("tokens that only the steps have", random.Next(5) == 0);
        bool hasTime = !leavesOutTimes || random.Coin();
        OpenCodeShapedMessage message = new(
            NewId(),
            clock,
            Data(seller, model, hasOwn ? Counts(steps[^1..], reading) : null, isFailed: false, hasTime)
        )
        {
            Steps = !hasOwn || steps.Length > 1 ? [.. steps.Select(step => Counts([step], reading))] : [],
        };
        messages.Add(message);
        Bill(model, sum, steps.Length);
        if (hasTime && home.Is("equal answers of one time", random.Next(10) == 0))
        {
            messages.Add(message.Copy(NewId(), isFree: false));
            Bill(model, sum, steps.Length);
        }
    }

    private int Steps() => !isSecond && home.Is("answers of several steps", random.Next(4) == 0) ? random.Next(2, 4) : 1;

    /// <summary>A row of several requests is there as often as it has requests.</summary>
    private void Bill(string? model, TokenUsage used, int requests)
    {
        whole += used;
        for (; requests > 0; requests--)
            home.Requests.Add(new TrueRequest(id, model, clock, used) { Project = project });
    }

    private JsonObject Data(string seller, string? model, JsonObject? tokens, bool isFailed, bool hasTime = true)
    {
        bool isNested = isSecond || random.Next(4) == 0;
        JsonObject? both = model is null ? null : Draw.Json(("providerID", seller), (isSecond ? "id" : "modelID", model));
        JsonObject data = Draw.Json(
            ("role", isSecond ? null : "assistant"),
            ("providerID", isNested || model is null ? null : seller),
            ("modelID", isNested || model is null ? null : model),
            ("model", isNested ? both : null),
            ("agent", "build"),
            ("path", Draw.Json(("cwd", $"/home/dev/{project}"))),
            ("cost", random.Coin() ? 0 : random.Next(1, 900) / 1000m),
            ("time", hasTime ? Times(clock, isFailed && random.Coin() ? null : clock.AddMilliseconds(random.Next(900))) : null),
            ("tokens", tokens),
            ("finish", "stop")
        );
        if (isFailed && data["time"]?["completed"] is not null)
            data["error"] = Draw.Json(("name", "APIError"));
        return data;
    }

    private static JsonObject Times(DateTimeOffset begun, DateTimeOffset? ended) =>
        Draw.Json(("created", begun.ToUnixTimeMilliseconds()), ("completed", ended?.ToUnixTimeMilliseconds()));

    private static JsonObject Counts(TokenUsage[] steps, OpenCodeReading? reading)
    {
        TokenUsage used = steps[0];
        long cached = used.CacheRead + used.CacheWrite5m,
            input = used.Input + (reading?.HoldsCache == true ? cached : 0),
            prompt = used.Input + cached + (reading?.IsTotalDoubled == true ? cached : 0);
        return Draw.Json(
            ("total", reading?.HasTotal == true ? prompt + used.Output : null),
            ("input", input),
            ("output", reading?.IsInside == true ? used.Output : used.Output - used.Reasoning),
            ("reasoning", used.Reasoning),
            ("cache", Draw.Json(("read", used.CacheRead), ("write", used.CacheWrite5m)))
        );
    }

    private void WriteRows(IReadOnlyList<OpenCodeShapedMessage> told)
    {
        // The columns of any other session hold more than its messages: the request for its title.
        TokenUsage columns = isSum ? whole : whole + new TokenUsage(500, 0, 0, 0, 20, 0);
        if (!isGone)
            tables.Insert(
                "session",
                id,
                "p1",
                null,
                $"/home/dev/{project}",
                "A title",
                version,
                "build",
                created,
                clock,
                0,
                columns.Input,
                columns.Output - columns.Reasoning,
                columns.Reasoning,
                columns.CacheRead,
                columns.CacheWrite5m,
                Draw.Json(("providerID", "github-copilot"), ("id", "gemini-2.5-pro"))
            );
        foreach (OpenCodeShapedMessage message in told)
        {
            tables.Insert("message", message.Id, id, message.Time, message.Time, message.Data);
            for (int i = 0; i < message.Steps.Count; i++)
                tables.Insert("part", $"prt_{message.Id}_{i}", message.Id, id, Step(message.Steps[i]));
        }
    }

    /// <summary>The tables of OpenCode 2, which its migration fills while it leaves the earlier ones.</summary>
    private void WriteSecond(bool isMigrated)
    {
        tables.Insert("session_v2", id, "p1", null, $"/home/dev/{project}", "A title", version, "build", created, clock);
        foreach (OpenCodeShapedMessage message in messages)
        {
            string type = message.Data["role"]?.GetValue<string>() ?? "assistant";
            JsonObject data = message.Data.DeepClone().AsObject();
            if (isMigrated)
                data.Remove("role");
            tables.Insert("session_message", message.Id, id, type, 0, message.Time, message.Time, data);
        }

        if (isMigrated || !home.Is("compaction", random.Next(3) == 0))
            return;
        TokenUsage used = random.Tokens();
        clock = clock.AddMilliseconds(random.Next(1, 900));
        JsonObject about = Draw.Json(("status", "completed"), ("time", Times(clock, null)), ("tokens", Counts([used], null)));
        tables.Insert("session_message", NewId(), id, "compaction", 0, clock, clock, about);
        Bill(null, used, 1);
    }

    /// <summary>A file a message; the database may have all of them, the first ones, or none.</summary>
    private void WriteFiles()
    {
        int migrated = home.Is("files beside their database", random.Coin()) ? random.Next(1, messages.Count + 1) : 0;
        if (migrated > 0)
            WriteRows(messages[..migrated]);
        foreach (OpenCodeShapedMessage message in messages)
        {
            JsonObject data = message.Data.DeepClone().AsObject();
            data["id"] = message.Id;
            data["sessionID"] = id;
            home.Add($"{tables.Storage}/message/{id}/{message.Id}.json", data.ToJsonString());
            for (int i = 0; i < message.Steps.Count; i++)
                home.AddFirst($"{tables.Storage}/part/{message.Id}/prt_{i}.json", Step(message.Steps[i]).ToJsonString());
        }

        JsonObject about = Draw.Json(
            ("id", id),
            ("projectID", "p1"),
            ("directory", $"/home/dev/{project}"),
            ("title", "A title"),
            ("version", version),
            ("time", Draw.Json(("created", created.ToUnixTimeMilliseconds()), ("updated", clock.ToUnixTimeMilliseconds())))
        );
        home.Add($"{tables.Storage}/session/p1/{id}.json", about.ToJsonString());
    }

    private static JsonObject Step(JsonObject tokens) => Draw.Json(("type", "step-finish"), ("tokens", tokens.DeepClone()), ("cost", 0));

    /// <summary>Ids are in the order of their making.</summary>
    private string NewId() => Draw.Text($"msg_{home.Requests.Count:x6}{messages.Count:x4}{random.Short()}");
}

/// <summary>A message, and the tokens of its steps where parts tell of them.</summary>
internal sealed record OpenCodeShapedMessage(string Id, DateTimeOffset Time, JsonObject Data)
{
    public IReadOnlyList<JsonObject> Steps { get; init; } = [];

    public OpenCodeShapedMessage Copy(string id, bool isFree)
    {
        JsonObject data = Data.DeepClone().AsObject();
        if (isFree && data.ContainsKey("cost"))
            data["cost"] = 0;
        return this with { Id = id, Data = data };
    }
}

/// <summary>What the counts of one answer mean, by the release that wrote it and the seller.</summary>
internal sealed record OpenCodeReading(bool HoldsCache, bool IsTotalDoubled, bool IsInside, bool HasTotal)
{
    private static readonly Version Apart = new(1, 4, 0);
    private static readonly Version TakesOut = new(1, 0, 62);

    public static OpenCodeReading Draw(ShapedHome home, Random random, bool isKilo, string release, string seller, string? model)
    {
        Version version = Version.Parse(release);
        bool isOwn = model is not null && seller is "anthropic" or "amazon-bedrock",
            hasTotal = random.Coin();
        bool isDoubled = model is "openai.gpt-oss-120b",
            holds = isDoubled;
        if (!isKilo && model is not null)
        {
            bool isNewSdk = release is "1.3.4" or "1.3.5" && isOwn;
            holds |= isNewSdk || (version < TakesOut && !isOwn);
            isDoubled |= isNewSdk;
        }

        home.Is("cached tokens in the input", holds);
        home.Is("total that adds the cache again", isDoubled && hasTotal);
        bool isInside = hasTotal ? random.Coin() : !isKilo && model is not null && seller == "openai" && version < Apart;
        return new OpenCodeReading(holds, isDoubled, isInside, hasTotal);
    }
}
