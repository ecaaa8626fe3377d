using System.Globalization;
using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators.Shapes;

/// <summary>
/// Homes of Claude Code: relays that give every response one id, placeholders, iterations, resumed copies, worktrees, sub-agents, and lines
/// without type, time or folder, passes of one response, imported conversations, and transcripts whose first part was removed.
/// </summary>
internal static class ClaudeShapes
{
    private static readonly DateTimeOffset Epoch = new(2026, 8, 20, 9, 0, 0, TimeSpan.Zero);

    public static ShapedHome Create(int seed)
    {
        ShapedHome home = new("ClaudeCode", seed);
        Random random = new((seed * 7351) + 5);
        string relay = random.Of("relay", "chatcmpl", "msg_relay", "0", "gen-1");
        for (int i = random.Next(2, 5); i > 0; i--)
        {
            ClaudeShapedSession session = new(home, random, Epoch.AddMinutes(random.Next(9000)), relay);
            session.Work(random.Next(1, 5));
            if (home.Is("resumed copy", random.Next(3) == 0))
            {
                ClaudeShapedSession copy = session.Resume();
                copy.Work(random.Next(1, 3));
                copy.Close();
            }

            session.Close();
        }

        return home;
    }
}

/// <summary>Writes one session in the shapes that it draws for itself.</summary>
internal sealed class ClaudeShapedSession
{
    private static readonly string[] Models = ["claude-opus-4-8", "claude-sonnet-4-6", "glm-5", "house-model"];

    private readonly ShapedHome home;
    private readonly Random random;
    private readonly string id;
    private readonly string relay;
    private readonly string project;
    private readonly string folder;
    private readonly bool isRelayed;
    private readonly bool leavesOutTypes;
    private readonly bool leavesOutTimes;
    private readonly bool leavesOutFolders;
    private readonly List<JsonObject> lines = [];
    private readonly string path;
    private DateTimeOffset clock;
    private string model;

    public ClaudeShapedSession(ShapedHome home, Random random, DateTimeOffset start, string relay)
    {
        (this.home, this.random, this.relay, clock) = (home, random, relay, start);
        id = random.Id();
        model = random.Of<string>(Models);
        project = $"shop-{random.Next(3)}";
        bool isWorktree = home.Is("removed worktree", random.Next(4) == 0);
        folder = $"/home/dev/{project}" + (isWorktree ? "/.claude/worktrees/brave-otter" : "");
        isRelayed = home.Is("one id for every response", random.Next(3) == 0);
        leavesOutTypes = home.Is("lines without type", random.Next(5) == 0);
        leavesOutTimes = home.Is("lines without time", random.Next(5) == 0);
        leavesOutFolders = home.Is("lines without folder", random.Next(5) == 0);
        string root = random.Of(
            ".claude",
            ".config/claude",
            "Library/Developer/Xcode/CodingAssistant/ClaudeAgentConfig",
            ".config/Claude-3p/local-agent-mode-sessions/a/.claude"
        );
        path = $"{root}/projects/-home-dev-{project}/{id}.jsonl";
        lines.Add(
            new JsonObject
            {
                ["type"] = "queue-operation",
                ["operation"] = "enqueue",
                ["timestamp"] = Next(),
                ["sessionId"] = id,
            }
        );
    }

    public void Work(int turns)
    {
        for (; turns > 0; turns--)
        {
            if (home.Is("imported message", random.Next(6) == 0))
                Import();
            lines.Add(Envelope("user", new JsonObject { ["role"] = "user", ["content"] = "Add a test for \"usage\"" }, Next()));
            if (random.Next(4) == 0)
                model = random.Of<string>(Models);
            for (int i = random.Next(1, 4); i > 0; i--)
                Respond();
        }
    }

    public void Close()
    {
        int[] questions = [.. Enumerable.Range(1, lines.Count - 1).Where(i => (string?)lines[i]["type"] == "user")];
        if (questions.Length == 0 || !home.Is("first part removed", random.Next(4) == 0))
        {
            Write(path, lines);
            return;
        }

        // After a compaction the agent keeps the old file beside the transcript, which begins with the mark of the compaction.
        int cut = random.Of(questions);
        JsonObject mark = new()
        {
            ["type"] = "system",
            ["subtype"] = "compact_boundary",
            ["timestamp"] = lines[cut]["timestamp"]!.DeepClone(),
            ["sessionId"] = id,
        };
        Write(Path.ChangeExtension(path, null) + "/before-cleanup/1795345200000-0a1b2c3d.jsonl.replaced", [.. lines.Take(cut), mark]);
        Write(path, [mark, .. lines.Skip(cut)]);
    }

    private void Write(string to, IReadOnlyList<JsonObject> written) =>
        home.Add(to, LineShapes.Write(home, random, [.. written.Select(line => line.ToJsonString())]));

    /// <summary>A resume that copies the whole file under a new session, with ids, times and usage as they were.</summary>
    public ClaudeShapedSession Resume()
    {
        ClaudeShapedSession copy = new(home, random, clock.AddMinutes(random.Next(1, 500)), relay);
        foreach (JsonObject line in lines.Where(line => (string?)line["type"] != "queue-operation"))
        {
            JsonObject copied = line.DeepClone().AsObject();
            copied["sessionId"] = copy.id;
            copy.lines.Add(copied);
        }

        return copy;
    }

    private void Respond()
    {
        TokenUsage tokens = new(
            random.Next(1, 4000),
            random.Next(0, 50_000),
            random.Next(3) * 1000,
            random.Next(3) * 700,
            random.Next(20, 3000),
            0
        );
        string? request = isRelayed || random.Next(3) == 0 ? null : "req_" + random.Id();
        string message =
            isRelayed ? relay
            : request is not null && home.Is("short ids", random.Next(3) == 0) ? $"m{random.Next(1 << 30)}"
            : "msg_01" + random.Id().Replace("-", "", StringComparison.Ordinal);
        int blocks = random.Next(1, 4);
        JsonArray? iterations = Iterations(tokens, out List<(string Model, TokenUsage Tokens)> beside, out TokenUsage[] passes);
        bool hasPlaceholder = home.Is("placeholders", random.Next(5) == 0),
            grows = home.Is("counts that grow", random.Next(3) == 0);
        DateTimeOffset at = default;
        if (hasPlaceholder)
            Line(message, request, default, isEnded: false, null, out _);
        for (int i = 1; i <= blocks; i++)
        {
            bool isLast = i == blocks;
            long output = grows && !isLast ? 1 + (tokens.Output * i / (blocks + 3)) : tokens.Output;
            Line(message, request, tokens with { Output = output }, isEnded: isLast || !grows, iterations, out at);
        }

        for (int i = 0; i < passes.Length; i++)
            Bill(model, passes[i], at, isPass: i < passes.Length - 1);
        foreach ((string by, TokenUsage used) in beside)
            Bill(by, used, at);
    }

    /// <summary>What a response was made of, and the requests in it that its own usage does not hold.</summary>
    private JsonArray? Iterations(TokenUsage tokens, out List<(string Model, TokenUsage Tokens)> beside, out TokenUsage[] passes)
    {
        beside = [];
        passes = [tokens];
        switch (random.Next(10))
        {
            case 4:
                home.Is("passes");
                passes = Passes(tokens, random.Next(2, 4));
                return [.. passes.Select(pass => Iteration("message", model, pass))];
            case 5:
                home.Is("passes and an advisor");
                passes = Passes(tokens, 2);
                return
                [
                    Iteration("message", model, passes[0]),
                    Beside("advisor_message", "claude-opus-4-7", beside),
                    Iteration("message", model, passes[1]),
                ];
            case 0:
                home.Is("advisor");
                return [Iteration("message", model, tokens), Beside("advisor_message", "claude-opus-4-7", beside)];
            case 1:
                home.Is("compaction inside a response");
                return [Beside("compaction", model, beside), Iteration("message", model, tokens)];
            case 2:
                home.Is("declined attempt with output");
                return [Beside("message", "claude-fable-5", beside), Iteration("fallback_message", model, tokens)];
            case 3:
                home.Is("declined attempt without output");
                return
                [
                    Iteration("message", "claude-fable-5", new TokenUsage(2, 500, 0, 0, 0, 0)),
                    Beside("fallback_message", "claude-opus-4-7", beside),
                    Iteration("fallback_message", model, tokens),
                ];
            default:
                return null;
        }
    }

    private static TokenUsage[] Passes(TokenUsage t, int count) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                {
                    long Part(long whole) => (whole * (i + 1) / count) - (whole * i / count);
                    return new TokenUsage(Part(t.Input), Part(t.CacheRead), Part(t.CacheWrite5m), Part(t.CacheWrite1h), Part(t.Output), 0);
                }),
        ];

    /// <summary>A message of a conversation that another program made.</summary>
    private void Import()
    {
        JsonObject line = Envelope(
            "assistant",
            new JsonObject
            {
                ["role"] = "assistant",
                ["model"] = "claude-export-import",
                ["id"] = random.Id(),
                ["stop_reason"] = "end_turn",
                ["usage"] = Usage(default),
            },
            Next()
        );
        line["madeBy"] = "other";
        lines.Add(line);
    }

    private JsonObject Beside(string type, string by, List<(string Model, TokenUsage Tokens)> beside)
    {
        TokenUsage used = new(random.Next(1, 40), random.Next(0, 70_000), 0, random.Next(2) * 900, random.Next(20, 900), 0);
        beside.Add((by, used));
        return Iteration(type, by, used);
    }

    private static JsonObject Iteration(string type, string by, TokenUsage t)
    {
        JsonObject made = Usage(t);
        (made["type"], made["model"]) = (type, by);
        return made;
    }

    private static JsonObject Usage(TokenUsage t) =>
        new()
        {
            ["input_tokens"] = t.Input,
            ["cache_creation_input_tokens"] = t.CacheWrite5m + t.CacheWrite1h,
            ["cache_read_input_tokens"] = t.CacheRead,
            ["output_tokens"] = t.Output,
            ["cache_creation"] = new JsonObject
            {
                ["ephemeral_5m_input_tokens"] = t.CacheWrite5m,
                ["ephemeral_1h_input_tokens"] = t.CacheWrite1h,
            },
        };

    private void Line(string message, string? request, TokenUsage tokens, bool isEnded, JsonArray? iterations, out DateTimeOffset at)
    {
        bool hasTime = !leavesOutTimes || random.Next(3) > 0;
        string? time = hasTime ? Next() : null;
        at = clock;
        JsonObject usage = Usage(tokens);
        if (iterations is not null)
            usage["iterations"] = iterations.DeepClone();
        JsonObject line = Envelope(
            "assistant",
            new JsonObject
            {
                ["role"] = "assistant",
                ["model"] = model,
                ["id"] = message,
                ["type"] = "message",
                ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = "So be it." }),
                ["stop_reason"] = isEnded ? random.Of("end_turn", "tool_use") : null,
                ["usage"] = usage,
            },
            time
        );
        if (request is not null)
            line["requestId"] = request;
        if (leavesOutTypes && random.Next(2) == 0)
            line.Remove("type");
        if (leavesOutFolders && random.Next(2) == 0)
        {
            line.Remove("cwd");
            line.Remove("gitBranch");
        }

        lines.Add(line);
    }

    private JsonObject Envelope(string type, JsonObject message, string? time)
    {
        JsonObject line = new()
        {
            ["parentUuid"] = random.Id(),
            ["isSidechain"] = false,
            ["type"] = type,
            ["message"] = message,
            ["uuid"] = random.Id(),
        };
        if (time is not null)
            line["timestamp"] = time;
        (line["cwd"], line["sessionId"], line["version"], line["gitBranch"]) = (folder, id, "2.1.250", "main");
        return line;
    }

    private void Bill(string by, TokenUsage tokens, DateTimeOffset at, bool isPass = false) =>
        home.Requests.Add(new TrueRequest(id, by, at, tokens) { Project = project, IsPass = isPass });

    private string Next()
    {
        clock = clock.AddMilliseconds(random.Next(20, 9000));
        return clock.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }
}
