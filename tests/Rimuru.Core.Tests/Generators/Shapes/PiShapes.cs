using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators.Shapes;

/// <summary>
/// Homes of Pi and of agents derived from it: forks and forks of forks, ids that are used again, sub-agents that their session tells once
/// more, requests beside responses, inputs with and without cache, entries without time, model or folder, moved sessions.
/// </summary>
internal static class PiShapes
{
    private static readonly DateTimeOffset Epoch = new(2026, 2, 26, 6, 0, 0, TimeSpan.Zero);

    public static ShapedHome Create(int seed, string agent = "Pi")
    {
        ShapedHome home = new(agent, seed);
        Random random = new((seed * 2003) + 29);
        string root = agent switch
        {
            "OhMyPi" => ".omp/agent/sessions",
            "PrimeAgent" => Root(home, random, ".prime/agent", "PRIME_AGENT_CODING_AGENT_DIR", PrimeSessions(random)),
            _ => Root(home, random, ".pi/agent", "PI_CODING_AGENT_DIR", "PI_CODING_AGENT_SESSION_DIR"),
        };
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

    private static string PrimeSessions(Random random) => random.Of("PRIME_AGENT_SESSION_DIR", "PRIME_AGENT_CODING_AGENT_SESSION_DIR");

    private static string Root(ShapedHome home, Random random, string usual, string agentVariable, string sessionVariable)
    {
        switch (random.Next(5))
        {
            case 0:
                home.Is($"moved by {agentVariable}");
                home.Variables[agentVariable] = "moved";
                return "moved/sessions";
            case 1:
                home.Is($"moved by {sessionVariable}");
                home.Variables[sessionVariable] = "elsewhere/all";
                return "elsewhere/all";
            case 2:
                home.Is("moved by a setting");
                home.AddFirst($"{usual}/settings.json", Draw.Json(("sessionDir", "logs")).ToJsonString());
                return $"{usual}/logs";
            default:
                return $"{usual}/sessions";
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
    private readonly bool isPrime;
    private readonly List<JsonObject> lines = [];

    /// <summary>Prime Agent's answers with what their sub-agents used, as it has them in memory.</summary>
    private readonly Dictionary<string, JsonObject> aggregates = [];

    /// <summary>The usage of its complete answers.</summary>
    private readonly List<JsonObject> answers = [];
    private readonly List<(DateTimeOffset At, TokenUsage Sum)> reports = [];

    /// <summary>What its own entries tell.</summary>
    private TokenUsage written;
    private TokenUsage unreported;
    private TokenUsage held;
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
        string? place = null,
        bool isFork = false
    )
    {
        (isOhMyPi, isPrime) = (home.Agent == "OhMyPi", home.Agent == "PrimeAgent");
        (this.home, this.random, this.root, clock) = (home, random, root, start);
        id = random.Id();
        model = parent?.model;
        project = home.Is("session without a folder", random.Next(5) == 0) ? null : $"shop-{random.Next(3)}";
        string name = isPrime ? $"{id}.jsonl" : Draw.Text($"--home-dev-{project}--/{start:yyyy-MM-ddTHH-mm-ss-fffZ}_{id}.jsonl");
        path = place is null ? $"{root}/{name}" : place.Replace("{id}", id, StringComparison.Ordinal);
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
        if (isFork)
            lines.AddRange(parent!.Folded().Skip(1));
    }

    public PiShapedSession Fork() => new(home, random, root, clock.AddMinutes(random.Next(1, 500)), this, isFork: true);

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

    /// <summary>Writes the log. Reports give way to the sub-agents' own logs in their order.</summary>
    public void Close()
    {
        TokenUsage left = Flat(held);
        foreach ((DateTimeOffset at, TokenUsage sum) in reports)
        {
            TokenUsage rest = Less(sum, left);
            left = Less(left, sum);
            if (!rest.IsZero)
                Bill(null, rest, at, rest == sum ? UsageEvidence.Recorded : UsageEvidence.Inferred);
        }

        JsonObject[] title = isOhMyPi ? [Draw.Json(("type", "title"), ("v", 1), ("title", ""), ("pad", new string(' ', 60)))] : [];
        IEnumerable<JsonObject> all = home.Is("log that was written as a whole again", aggregates.Count > 0 && random.Coin())
            ? Folded()
            : lines;
        home.Add(path, LineShapes.Write(home, random, [.. title.Concat(all).Select(line => line.ToJsonString())]));
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
        written += used;
        if (!isCut)
            answers.Add(usage);
    }

    /// <summary>A request that is no response of the conversation.</summary>
    private void Beside()
    {
        if (random.Coin())
            return;
        TokenUsage used = random.Tokens();

        // The total tells that the input does not hold the reads, whoever the session's seller is.
        JsonObject usage = Usage(used, used.Input, used.Total);
        int kind = random.Next(6);
        if (kind < 4)
            written += used;
        switch (kind)
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
                if (isOhMyPi)
                    SpawnBelow();
                else if (isPrime)
                    SpawnAttributed();
                else if (kind == 4)
                    SpawnNamed();
                else
                    SpawnReported();
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

    /// <summary>A tool's sum of sub-agents whose session files it names. Each file is there too, or is not.</summary>
    private void SpawnNamed()
    {
        string run = random.Short();
        TokenUsage sum = default,
            found = default;
        List<string> files = [];
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            string? place = random.Coin() ? $"{path[..^".jsonl".Length]}/{run}/run-{i}/session.jsonl" : null;
            PiShapedSession agent = new(home, random, root, clock, null, place);
            files.Add(agent.path);
            if (home.Is("sub-agent with a file", random.Coin()))
            {
                agent.Work(1);
                agent.Close();
                found += agent.written;
                sum += agent.written;
            }
            else
            {
                home.Is("sub-agent without its file");
                sum += random.Tokens();
            }
        }

        home.Is("several sub-agents in one result", files.Count > 1);
        DateTimeOffset at = Entry("message", Tool(Usage(sum, sum.Input, null), Details(files)), hasTime: true);
        written += sum;
        if (sum != found)
            Bill(null, sum - found, at, found.IsZero ? UsageEvidence.Recorded : UsageEvidence.Inferred);
    }

    /// <summary>Sub-agents whose logs name the session that started them; its next result, if any, tells what all of them used.</summary>
    private void SpawnReported()
    {
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            if (home.Is("reported sub-agent with a log", random.Coin()))
            {
                PiShapedSession agent = new(home, random, root, clock, this);
                agent.Work(1);
                agent.Close();
                held += agent.written;
                unreported += agent.written;
            }
            else
            {
                home.Is("reported sub-agent without a log");
                unreported += random.Tokens();
            }
        }

        if (random.Next(4) == 0)
            return;
        TokenUsage sum = Flat(unreported);
        JsonObject result = Tool(Usage(sum, sum.Input, null), null);
        result["message"]!["toolName"] = random.Of("Agent", "get_subagent_result", "steer_subagent");
        reports.Add((Entry("message", result, hasTime: true), sum));
        (written, unreported) = (written + sum, default);
    }

    /// <summary>A sub-agent of Prime Agent, each of whose answers is attributed to the message that started it.</summary>
    private void SpawnAttributed()
    {
        JsonObject target = lines.FindLast(line => (string?)line["message"]?["role"] == "assistant")!;
        string of = (string)target["id"]!;
        string artifacts = path.Contains("/sub-", StringComparison.Ordinal)
            ? Path.GetDirectoryName(path)!.Replace('\\', '/')
            : $"{root[..(root.LastIndexOf('/') + 1)]}session-artifacts/{id}";
        bool isThere = home.Is("sub-agent with a log", random.Coin());
        List<(JsonObject Usage, TokenUsage? Lost)> used = [];
        if (isThere)
        {
            PiShapedSession agent = new(home, random, root, clock, this, $"{artifacts}/sub-{random.Short()[..8]}/{{id}}.jsonl");
            agent.Work(1);
            agent.Close();
            used.AddRange(agent.answers.Select(usage => (usage, (TokenUsage?)null)));
            home.Add($"{artifacts}/rlm-subagents.jsonl", Control(agent.lines));
        }
        else
        {
            home.Is("sub-agent without its log");
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                TokenUsage lost = random.Tokens();
                used.Add((Usage(lost, lost.Input, lost.Total), lost));
            }
        }

        foreach ((JsonObject usage, TokenUsage? lost) in used)
        {
            JsonObject before = aggregates.TryGetValue(of, out JsonObject? known) ? known : (JsonObject)target["message"]!["usage"]!,
                after = Sum(before, usage);
            aggregates[of] = after;
            DateTimeOffset at = Entry(
                "child_usage_attributed",
                Draw.Json(("targetId", of), ("childUsage", usage.DeepClone()), ("aggregateUsage", after.DeepClone())),
                hasTime: true
            );
            if (lost is { } tokens)
                Bill(null, tokens, at);
        }
    }

    /// <summary>The registry of sub-agents, which is no session, whatever it repeats.</summary>
    private static string Control(IEnumerable<JsonObject> lines) => string.Concat(lines.Select(line => line.ToJsonString() + "\n"));

    /// <summary>The lines as Prime Agent writes them when it writes all of them.</summary>
    private IEnumerable<JsonObject> Folded() =>
        lines.Select(line =>
        {
            if (line["id"] is not { } id || !aggregates.TryGetValue((string)id!, out JsonObject? usage))
                return line;
            JsonObject folded = (JsonObject)line.DeepClone();
            folded["message"]!["usage"] = usage.DeepClone();
            return folded;
        });

    /// <summary>The total of a message stays that of its own prompt.</summary>
    private static JsonObject Sum(JsonObject usage, JsonObject more)
    {
        JsonObject sum = (JsonObject)usage.DeepClone();
        foreach ((string name, JsonNode? value) in more)
        {
            if (name != "totalTokens" && value is not null)
                sum[name] = (long)value + ((long?)sum[name] ?? 0);
        }

        return sum;
    }

    /// <summary>A report tells neither lives of cache writes nor reasoning.</summary>
    private static TokenUsage Flat(TokenUsage used) =>
        used with
        {
            CacheWrite5m = used.CacheWrite5m + used.CacheWrite1h,
            CacheWrite1h = 0,
            Reasoning = 0,
        };

    private static TokenUsage Less(TokenUsage a, TokenUsage b) =>
        new(
            Math.Max(0, a.Input - b.Input),
            Math.Max(0, a.CacheRead - b.CacheRead),
            Math.Max(0, a.CacheWrite5m - b.CacheWrite5m),
            0,
            Math.Max(0, a.Output - b.Output),
            0
        );

    /// <summary>The files of sub-agents, and copies of what is in them.</summary>
    private JsonObject Details(List<string> files)
    {
        bool hasCopies = home.Is("copies beside a sub-agent's file", random.Coin());
        JsonArray results =
        [
            .. files.Select(file =>
                Draw.Json(
                    ("sessionFile", $"/home/dev/{file}"),
                    ("transcriptPath", hasCopies ? $"/home/dev/{path}/subagent-artifacts/{random.Short()}_transcript.jsonl" : null),
                    ("artifactPaths", hasCopies ? Draw.Json(("jsonlPath", $"/home/dev/{random.Short()}.jsonl")) : null)
                )
            ),
        ];
        return Draw.Json(("mode", "parallel"), ("results", results));
    }

    private static JsonObject Tool(JsonObject usage, JsonObject? details) =>
        Draw.Json(("message", Draw.Json(("role", "toolResult"), ("usage", usage), ("details", details))));

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
