using System.Globalization;
using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators;

/// <summary>How a version of Codex writes what it used.</summary>
internal enum CodexStyle
{
    /// <summary>Running totals only.</summary>
    Counts,

    /// <summary>A record a response, and behind it the running total.</summary>
    Pairs,

    /// <summary>The running total first, the record behind it.</summary>
    LateRecords,

    /// <summary>Records only.</summary>
    Records,
}

/// <summary>Token counts as Codex counts them: the input holds the cached part, the output the reasoning.</summary>
internal readonly record struct CodexCount(long Input, long Cached, long Written, long Output, long Reasoning)
{
    public TokenUsage Tokens => new(Input - Cached - Written, Cached, Written, 0, Output, Reasoning);

    public static CodexCount operator +(CodexCount a, CodexCount b) =>
        new(a.Input + b.Input, a.Cached + b.Cached, a.Written + b.Written, a.Output + b.Output, a.Reasoning + b.Reasoning);

    public JsonObject Json =>
        new()
        {
            ["input_tokens"] = Input,
            ["cached_input_tokens"] = Cached,
            ["cache_write_input_tokens"] = Written,
            ["output_tokens"] = Output,
            ["reasoning_output_tokens"] = Reasoning,
            ["total_tokens"] = Input + Output,
        };
}

/// <summary>Writes one thread's rollout and bills what it writes.</summary>
internal sealed class CodexRollout
{
    private static readonly string[] Models = ["gpt-5.1-codex", "gpt-5.5", "gpt-5.4-mini", "house-model-two"];

    private readonly GeneratedHome home;
    private readonly Random random;
    private readonly CodexStyle style;
    private DateTimeOffset clock;
    private readonly List<JsonObject> calls = [];
    private readonly Dictionary<JsonObject, JsonObject[]> callsOf = [];
    private CodexCount total;
    private CodexCount last;
    private string model;

    public CodexRollout(GeneratedHome home, Random random, CodexStyle style, DateTimeOffset start, JsonObject? lineage = null)
    {
        (this.home, this.random, this.style, Created, clock) = (home, random, style, start, start);
        Id = ClaudeTranscript.NewId(random);
        model = Models[random.Next(Models.Length)];
        JsonObject meta = new()
        {
            ["id"] = Id,
            ["timestamp"] = Text(start),
            ["cwd"] = $"/home/dev/work/project-{random.Next(3)}",
            ["cli_version"] = "0.169.0",
            ["source"] = "exec",
            ["model_provider"] = "openai",
            ["git"] = new JsonObject { ["branch"] = "main" },
            ["base_instructions"] = new JsonObject
            {
                ["text"] = new string('x', 3000),
                ["provenance"] = new JsonObject { ["model"] = "gpt-decoy" },
            },
        };
        foreach ((string name, JsonNode? value) in lineage ?? [])
            meta[name] = value?.DeepClone();
        Add("session_meta", meta);
    }

    public string Id { get; }

    public DateTimeOffset Created { get; }

    public DateTimeOffset Clock => clock;

    public CodexCount Total => total;

    public List<JsonObject> Lines { get; } = [];

    /// <summary>What each counted row was, in order: line, what it used, the total behind it and its model.</summary>
    public List<(JsonObject Line, CodexCount Used, CodexCount Total, string Model)> Rows { get; } = [];

    public string FileName => $"rollout-{Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH-mm-ss", CultureInfo.InvariantCulture)}-{Id}.jsonl";

    public string FilePath => $".codex/sessions/{Created.UtcDateTime.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture)}/{FileName}";

    public IReadOnlyList<string> Texts => [.. Lines.Select(line => line.ToJsonString())];

    public void StartFrom(CodexCount parentTotal) => total = parentTotal;

    public void Turn(int responses, bool withTask = true)
    {
        home.Turns[Id] = withTask ? (home.Turns.GetValueOrDefault(Id) ?? 0) + 1 : home.Turns.GetValueOrDefault(Id);
        if (withTask)
            Event(
                new JsonObject
                {
                    ["type"] = "task_started",
                    ["turn_id"] = ClaudeTranscript.NewId(random),
                    ["started_at"] = clock.AddSeconds(1).ToUnixTimeSeconds(),
                }
            );
        if (random.Next(3) == 0)
            model = Models[random.Next(Models.Length)];
        Add(
            "turn_context",
            new JsonObject
            {
                ["turn_id"] = "t",
                ["cwd"] = "/home/dev/work/project-1",
                ["model"] = model,
            }
        );
        if (random.Next(2) == 0)
            Event(
                new JsonObject
                {
                    ["type"] = "token_count",
                    ["info"] = null,
                    ["rate_limits"] = new JsonObject { ["primary"] = null },
                }
            );
        for (int i = 0; i < responses; i++)
            Respond();
        Event(new JsonObject { ["type"] = "task_complete" });
    }

    /// <summary>A new process of an old version: its totals begin at zero.</summary>
    public void Restart() => total = default;

    /// <summary>Rows of another thread, as a fork copies them: the times are new, what they tell is not.</summary>
    public void CopyRows(CodexRollout parent, int rows, bool withTasks)
    {
        Add("session_meta", new JsonObject { ["id"] = parent.Id, ["timestamp"] = Text(parent.Created) });
        if (withTasks)
            Event(
                new JsonObject
                {
                    ["type"] = "task_started",
                    ["turn_id"] = "old",
                    ["started_at"] = parent.Created.ToUnixTimeSeconds(),
                }
            );
        else
            clock = clock.AddSeconds(2);
        Add("turn_context", new JsonObject { ["model"] = parent.Rows[0].Model });
        foreach ((JsonObject line, _, CodexCount rowTotal, _) in parent.Rows.Take(rows))
        {
            foreach (JsonObject call in parent.callsOf[line])
                Item(call.DeepClone().AsObject());
            Add("event_msg", line["payload"]!.DeepClone().AsObject());
            total = rowTotal;
        }
    }

    private void Respond()
    {
        long input = random.Next(2000, 90_000),
            output = random.Next(10, 4000);
        last = new CodexCount(
            input,
            random.NextInt64(input),
            style == CodexStyle.Counts ? 0 : random.Next(2) * 500,
            output,
            random.NextInt64(output)
        );
        if (last.Cached + last.Written > last.Input)
            last = last with { Written = 0 };
        total += last;
        home.Bill(Id, model, last.Tokens);
        Call();
        if (style is CodexStyle.Pairs or CodexStyle.Records)
            Record();
        if (style != CodexStyle.Records)
            Count();
        if (style == CodexStyle.LateRecords)
            Record();
        if (style != CodexStyle.Records && random.Next(3) == 0)
            Repeat();
    }

    /// <summary>The calls of the response, which come before its count; their outputs are told later.</summary>
    private void Call()
    {
        calls.Clear();
        string request = $"{Id}:{Lines.Count}";
        foreach ((string id, string tool, string? server, _) in DrawnTools.Of(request, hasSkills: false))
        {
            bool isApart = server is not null && id[^1] == '1';
            JsonObject call = new()
            {
                ["type"] = tool == "Read" ? "custom_tool_call" : "function_call",
                ["id"] = "fc_" + id,
                ["name"] = isApart ? tool[$"mcp__{server}__".Length..] : tool,
                ["arguments"] = "{\"name\":\"Decoy\",\"call_id\":\"x\"}",
                ["call_id"] = id,
            };
            if (isApart)
                call["namespace"] = $"mcp__{server}__";
            Item(call);
            calls.Add(call);
            Item(
                new JsonObject
                {
                    ["type"] = "function_call_output",
                    ["call_id"] = id,
                    ["output"] = "\"_call\"",
                }
            );
            home.Tools.Add(new UsedTool(request, last.Tokens, tool, server));
        }
    }

    /// <summary>An item at the time of the line before.</summary>
    private void Item(JsonObject payload) =>
        Lines.Add(
            new JsonObject
            {
                ["timestamp"] = Text(clock),
                ["type"] = "response_item",
                ["payload"] = payload,
            }
        );

    private void Record() =>
        Add(
            "token_usage_record",
            new JsonObject
            {
                ["thread_id"] = Id,
                ["response_id"] = "resp_" + ClaudeTranscript.NewId(random),
                ["usage"] = last.Json,
                ["thread_token_usage"] = total.Json,
            }
        );

    private void Count()
    {
        Event(
            new JsonObject
            {
                ["type"] = "token_count",
                ["info"] = new JsonObject { ["total_token_usage"] = total.Json, ["last_token_usage"] = last.Json },
            }
        );
        Rows.Add((Lines[^1], last, total, model));
        callsOf[Lines[^1]] = [.. calls];
    }

    /// <summary>The same total again: a rate limit's refresh, or a compaction with an estimate of the new context.</summary>
    private void Repeat()
    {
        JsonObject what = random.Next(3) switch
        {
            0 => last.Json,
            1 => new CodexCount(random.Next(100_000, 200_000), 0, 0, 10, 0).Json,
            _ => new JsonObject
            {
                ["input_tokens"] = 0,
                ["output_tokens"] = 0,
                ["total_tokens"] = 12345,
            },
        };
        Event(
            new JsonObject
            {
                ["type"] = "token_count",
                ["info"] = new JsonObject { ["total_token_usage"] = total.Json, ["last_token_usage"] = what },
            }
        );
    }

    private void Event(JsonObject payload) => Add("event_msg", payload);

    private void Add(string type, JsonObject payload)
    {
        clock = clock.AddMilliseconds(random.Next(15, 900));
        Lines.Add(
            new JsonObject
            {
                ["timestamp"] = Text(clock),
                ["type"] = type,
                ["payload"] = payload,
            }
        );
    }

    private static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
