using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators.Shapes;

/// <summary>
/// Homes of Pi: forks and forks of forks, ids that are used again, sub-agents that a tool tells as a whole, requests beside responses,
/// inputs with and without cache, entries without time, model or folder, moved sessions.
/// </summary>
internal static class PiShapes
{
    private static readonly DateTimeOffset Epoch = new(2026, 2, 26, 6, 0, 0, TimeSpan.Zero);

    public static ShapedHome Create(int seed) => Create(seed, isOhMyPi: false);

    public static ShapedHome Create(int seed, bool isOhMyPi)
    {
        ShapedHome home = new(isOhMyPi ? "OhMyPi" : "Pi", seed);
        Random random = new((seed * 2003) + 29);
        string root = isOhMyPi ? ".omp/agent/sessions" : Root(home, random);
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            PiShapedSession session = new(home, random, root, Epoch.AddMinutes(random.Next(9000)));
            session.Work(random.Next(1, 4));
            PiShapedSession from = session;
            for (int forks = random.Next(3); forks > 0; forks--)
            {
                home.Is(from == session ? "fork" : "fork of a fork");
                PiShapedSession fork = from.Fork();
                fork.Work(random.Next(3));
                fork.Close();
                if (random.Coin())
                    from = fork;
            }

            session.Work(random.Next(2));
            session.Close();
        }

        return home;
    }

    private static string Root(ShapedHome home, Random random)
    {
        switch (random.Next(5))
        {
            case 0:
                home.Is("moved by PI_CODING_AGENT_DIR");
                home.Variables["PI_CODING_AGENT_DIR"] = "moved";
                return "moved/sessions";
            case 1:
                home.Is("moved by PI_CODING_AGENT_SESSION_DIR");
                home.Variables["PI_CODING_AGENT_SESSION_DIR"] = "elsewhere";
                return "elsewhere";
            case 2:
                home.Is("moved by a setting");
                home.AddFirst(".pi/agent/settings.json", Draw.Json(("sessionDir", "logs")).ToJsonString());
                return ".pi/agent/logs";
            default:
                return ".pi/agent/sessions";
        }
    }
}

/// <summary>Writes one session in the shapes that it draws for itself.</summary>
internal sealed class PiShapedSession
{
    private static readonly string[] Models = ["claude-sonnet-4-5", "gpt-5.5", "house-model"];
    private static readonly DateTimeOffset ReadsApartSince = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ShapedHome home;
    private readonly Random random;
    private readonly string root;
    private readonly string id;
    private readonly string path;
    private readonly string? project;
    private readonly bool countsIds;
    private readonly bool leavesOutTimes;
    private readonly bool isOhMyPi;
    private readonly List<JsonObject> lines = [];
    private DateTimeOffset clock;
    private string? model;

    public PiShapedSession(ShapedHome home, Random random, string root, DateTimeOffset start)
        : this(home, random, root, start, null) { }

    private PiShapedSession(
        ShapedHome home,
        Random random,
        string root,
        DateTimeOffset start,
        PiShapedSession? parent,
        string? place = null
    )
    {
        isOhMyPi = home.Agent == "OhMyPi";
        (this.home, this.random, this.root, clock) = (home, random, root, start);
        id = random.Id();
        model = parent?.model;
        project = home.Is("session without a folder", random.Next(5) == 0) ? null : $"shop-{random.Next(3)}";
        path = place ?? Draw.Text($"{root}/--home-dev-{project}--/{start:yyyy-MM-ddTHH-mm-ss-fffZ}_{id}.jsonl");
        countsIds = home.Is("ids that are used again", random.Next(4) == 0);
        leavesOutTimes = home.Is("entries without time", random.Next(5) == 0);
        lines.Add(
            Draw.Json(
                ("type", "session"),
                ("version", 3),
                ("id", id),
                ("timestamp", start.Iso()),
                ("cwd", project is null ? null : $"/home/dev/{project}"),
                ("parentSession", parent is null ? null : $"/home/dev/{parent.path}")
            )
        );
        if (parent is not null)
            lines.AddRange(parent.lines.Skip(1));
    }

    public PiShapedSession Fork() => new(home, random, root, clock.AddMinutes(random.Next(1, 500)), this);

    public void Work(int turns)
    {
        for (; turns > 0; turns--)
        {
            Entry("message", Draw.Json(("message", Draw.Json(("role", "user")))), hasTime: true);
            for (int i = random.Next(1, 4); i > 0; i--)
                Respond();
            Beside();
        }
    }

    public void Close()
    {
        JsonObject[] title = isOhMyPi ? [Draw.Json(("type", "title"), ("v", 1), ("title", ""), ("pad", new string(' ', 60)))] : [];
        home.Add(path, LineShapes.Write(home, random, [.. title.Concat(lines).Select(line => line.ToJsonString())]));
    }

    private void Respond()
    {
        TokenUsage used = Drawn(out JsonObject usage, out bool isGoogle);
        model = random.Of<string>(Models);
        bool isRouted = home.Is("router", random.Next(5) == 0),
            isCut = home.Is("response that was cut off", random.Next(6) == 0),
            hasTime = !leavesOutTimes || random.Coin();
        string? response = (countsIds ? random.Next(3) : 1) switch
        {
            0 => null,
            1 => "msg_" + random.Short(),
            _ => $"chatcmpl-{random.Next(3)}",
        };
        JsonObject message = Draw.Json(
            ("role", "assistant"),
            ("provider", isGoogle ? "google" : "anthropic"),
            ("model", model),
            ("responseModel", isRouted ? "answering-model" : null),
            ("responseId", hasTime ? response : "msg_" + random.Short()),
            ("stopReason", isCut ? random.Of("aborted", "error") : "toolUse"),
            ("usage", usage)
        );
        DateTimeOffset at = Entry("message", Draw.Json(("message", message)), hasTime);
        Bill(isRouted ? "answering-model" : model, used, at, isCut ? UsageEvidence.Partial : UsageEvidence.Recorded);
    }

    /// <summary>A request that is no response of the conversation.</summary>
    private void Beside()
    {
        if (random.Coin())
            return;
        TokenUsage used = random.Tokens();

        // The total tells that the input does not hold the reads, whoever the session's seller is.
        JsonObject usage = Usage(used, used.Input, used.Total);
        switch (random.Next(5))
        {
            case 0:
                home.Is("compaction");
                Bill(model, used, Entry("compaction", Draw.Json(("usage", usage)), hasTime: true));
                break;
            case 1:
                home.Is("summary of an extension");
                Bill(null, used, Entry("branch_summary", Draw.Json(("fromHook", true), ("usage", usage)), hasTime: true));
                break;
            case 2:
                home.Is("request that keeps a cache warm");
                Bill("gpt-5.5", used, Entry("usage", Draw.Json(("model", "gpt-5.5"), ("usage", usage)), hasTime: true));
                break;
            case 3:
                home.Is("tool that asked a model");
                Bill(null, used, Entry("message", Tool(usage, null), hasTime: true));
                break;
            default:
                Spawn();
                break;
        }
    }

    /// <summary>A sub-agent has a file below its parent's, and the tool's result tells nothing of its usage.</summary>
    private void SpawnBelow()
    {
        home.Is("sub-agent with a file");
        PiShapedSession agent = new(home, random, root, clock, null, $"{path[..^".jsonl".Length]}/Look{home.Requests.Count}.jsonl");
        agent.Work(1);
        agent.Close();
    }

    /// <summary>A tool's sum of a sub-agent whose own session file is there too, or is not.</summary>
    private void Spawn()
    {
        if (isOhMyPi)
        {
            SpawnBelow();
            return;
        }

        PiShapedSession agent = new(home, random, root, clock, null);
        TokenUsage sum = default;
        if (home.Is("sub-agent with a file", random.Coin()))
        {
            int before = home.Requests.Count;
            agent.Work(1);
            agent.Close();
            foreach (TrueRequest request in home.Requests.Skip(before))
                sum += request.Tokens;
            Entry("message", Tool(Usage(sum, sum.Input, null), agent.path), hasTime: true);
        }
        else
        {
            sum = random.Tokens();
            Bill(null, sum, Entry("message", Tool(Usage(sum, sum.Input, null), agent.path), hasTime: true));
        }
    }

    private static JsonObject Tool(JsonObject usage, string? file) =>
        Draw.Json(
            (
                "message",
                Draw.Json(
                    ("role", "toolResult"),
                    ("usage", usage),
                    ("details", file is null ? null : Draw.Json(("sessionFile", $"/home/dev/{file}")))
                )
            )
        );

    private TokenUsage Drawn(out JsonObject usage, out bool isGoogle)
    {
        TokenUsage used = random.Tokens();
        long kept = home.Is("writes that live for an hour", used.CacheWrite5m > 0 && random.Next(3) == 0)
            ? random.NextInt64(used.CacheWrite5m + 1)
            : 0;
        used = used with { CacheWrite5m = used.CacheWrite5m - kept, CacheWrite1h = kept };
        isGoogle = random.Next(3) == 0;

        // Before March 2026 Google's input held the reads; a total proves any reading, where the counts leave but one.
        bool holds = isGoogle && clock < ReadsApartSince.AddDays(-1),
            isClear = clock < ReadsApartSince.AddDays(-1) || clock > ReadsApartSince;
        home.Is("cached tokens in the input", holds && used.CacheRead > 0);
        long input = holds ? used.Input + used.CacheRead : used.Input;
        long prompt = used.Input + used.CacheRead + used.CacheWrite5m + used.CacheWrite1h;
        usage = Usage(used, input, !isClear || random.Coin() ? prompt + used.Output : null);
        return used;
    }

    private JsonObject Usage(TokenUsage used, long input, long? total) =>
        Draw.Json(
            ("input", input),
            ("output", used.Output),
            ("cacheRead", used.CacheRead),
            ("cacheWrite", used.CacheWrite5m + used.CacheWrite1h),
            ("cacheWrite1h", !isOhMyPi && used.CacheWrite1h > 0 ? used.CacheWrite1h : null),
            ("cttl", isOhMyPi && used.CacheWrite1h > 0 ? Lives(used) : null),
            (isOhMyPi ? "reasoningTokens" : "reasoning", used.Reasoning > 0 ? used.Reasoning : null),
            ("totalTokens", total)
        );

    private static JsonObject Lives(TokenUsage used) =>
        Draw.Json(("ephemeral5m", used.CacheWrite5m > 0 ? used.CacheWrite5m : null), ("ephemeral1h", used.CacheWrite1h));

    private DateTimeOffset Entry(string type, JsonObject about, bool hasTime)
    {
        if (hasTime)
            clock = clock.AddMilliseconds(random.Next(1, 90_000));
        JsonObject line = Draw.Json(("type", type), ("id", random.Short()[..8]), ("timestamp", hasTime ? clock.Iso() : null));
        foreach ((string name, JsonNode? value) in about)
            line[name] = value?.DeepClone();
        lines.Add(line);
        return clock;
    }

    private void Bill(string? by, TokenUsage used, DateTimeOffset at, UsageEvidence evidence = UsageEvidence.Recorded) =>
        home.Requests.Add(new TrueRequest(id, by, at, used) { Project = project, Evidence = evidence });
}
