using System.Globalization;
using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators.Shapes;

/// <summary>
/// Homes of Codex: pages, counters that take turns, records that begin midway, compactions, forks and forks of forks, copied rows,
/// sub-agents, estimates of imported sessions.
/// </summary>
internal static class CodexShapes
{
    private static readonly DateTimeOffset Epoch = new(2026, 9, 3, 10, 0, 0, TimeSpan.Zero);

    public static ShapedHome Create(int seed)
    {
        ShapedHome home = new("Codex", seed);
        Random random = new((seed * 6151) + 3);
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            CodexShapedThread thread = new(home, random, Epoch.AddMinutes(random.Next(9000)));
            thread.Work(random.Next(1, 5));
            Descend(home, random, thread, generations: 3);
            thread.Work(random.Next(2));
            thread.Close();
        }

        return home;
    }

    private static void Descend(ShapedHome home, Random random, CodexShapedThread parent, int generations)
    {
        if (generations == 0)
            return;
        if (home.Is("fork", random.Next(3) == 0))
        {
            CodexShapedThread fork = parent.Fork();
            if (home.Is("fork of a fork without a turn", random.Next(3) == 0))
                Descend(home, random, fork, generations - 1);
            fork.Work(random.Next(0, 3));
            Descend(home, random, fork, generations - 1);
            fork.Close();
        }

        if (home.Is("fork with copied rows", !parent.GoesOn && random.Next(4) == 0))
        {
            CodexShapedThread fork = parent.Copy();
            fork.Work(random.Next(1, 3));
            fork.Close();
        }

        if (home.Is("sub-agent that begins at nothing", random.Next(3) == 0))
        {
            CodexShapedThread agent = parent.Spawn();
            agent.Work(random.Next(1, 3));
            agent.Close();
        }
    }
}

/// <summary>Writes one thread in the shapes that it draws for itself.</summary>
internal sealed class CodexShapedThread
{
    private static readonly string[] Models = ["gpt-5.5", "gpt-5.6-sol", "gpt-6.1-sol", "house-model"];

    private readonly ShapedHome home;
    private readonly Random random;
    private readonly string id;
    private readonly string folder;
    private readonly DateTimeOffset created;
    private readonly bool hasLimits;
    private readonly bool hasEstimates;
    private readonly bool leavesOutTypes;
    private readonly bool leavesOutTimes;
    private readonly bool countsCompactions;
    private readonly List<string> lines = [];
    private readonly List<(JsonObject Payload, bool IsCount)> copied = [];
    private readonly Dictionary<string, CodexCount> totals = new(StringComparer.Ordinal);
    private readonly bool goesOn;
    private CodexCount recordTotal;
    private bool hasRecordTotal;
    private bool hasRecords;
    private bool recordsComeLate;
    private DateTimeOffset clock;
    private string path;
    private string file;
    private long ordinal;
    private string? model;
    private string? inherited;
    private JsonObject? lastCount;

    public CodexShapedThread(ShapedHome home, Random random, DateTimeOffset start)
        : this(home, random, start, goesOn: false)
    {
        Meta([]);
        if (hasEstimates)
            Estimate();
    }

    private CodexShapedThread(ShapedHome home, Random random, DateTimeOffset start, bool goesOn)
    {
        (this.home, this.random, this.goesOn, created, clock) = (home, random, goesOn, start, start);
        id = file = Guid7(random);
        folder = $"/home/dev/shop-{random.Next(3)}";
        hasLimits = home.Is("counters that take turns", random.Next(3) == 0);
        hasRecords = home.Is("records", random.Next(2) == 0);
        recordsComeLate = home.Is("records behind their counts", hasRecords && random.Next(3) == 0);
        countsCompactions = random.Next(2) == 0;
        hasEstimates = home.Is("estimates of an import", !goesOn && random.Next(5) == 0);
        leavesOutTypes = home.Is("lines without type", random.Next(6) == 0);
        leavesOutTimes = home.Is("lines without time", random.Next(6) == 0);
        hasRecordTotal = hasRecords;
        path = PathOf(id);
    }

    public bool GoesOn => goesOn;

    /// <summary>Turns of several responses each; in between the thread may go on in a new page, or its program may be upgraded.</summary>
    public void Work(int turns)
    {
        for (; turns > 0; turns--)
        {
            Turn();
            if (home.Is("pages", random.Next(3) == 0))
                NextPage();
            if (!hasRecords && home.Is("records that begin midway", random.Next(4) == 0))
                hasRecords = true;
        }
    }

    public void Close()
    {
        home.Add(path, LineShapes.Write(home, random, lines));
        lines.Clear();
    }

    /// <summary>A fork of a newer release: none of the parent's lines, but its totals go on.</summary>
    public CodexShapedThread Fork()
    {
        CodexShapedThread fork = new(home, random, clock.AddSeconds(random.Next(5, 500)), goesOn: true)
        {
            ordinal = ordinal,
            recordTotal = recordTotal,
            hasRecordTotal = hasRecordTotal,
            model = null,
        };
        foreach ((string limit, CodexCount total) in totals)
            fork.totals[limit] = total;
        fork.hasRecords = hasRecords;
        fork.recordsComeLate = recordsComeLate;
        JsonObject meta = new() { ["forked_from_id"] = id, ["history_base"] = Base() };
        if (random.Next(2) == 0)
            meta["forked_from_ordinal_exclusive"] = ordinal;
        fork.Meta(meta);
        fork.inherited = model ?? inherited;
        return fork;
    }

    /// <summary>A fork of an older release: the parent's rows with new times, under the tasks that they were made in.</summary>
    public CodexShapedThread Copy()
    {
        CodexShapedThread fork = new(home, random, clock.AddSeconds(random.Next(5, 500)), goesOn: true)
        {
            hasRecords = false,
            recordsComeLate = false,
        };
        fork.Meta(new JsonObject { ["forked_from_id"] = id });
        fork.Task(created);
        foreach ((JsonObject payload, bool isCount) in copied)
            fork.Line(isCount ? "event_msg" : "turn_context", payload.DeepClone().AsObject());
        foreach ((string limit, CodexCount total) in totals)
            fork.totals[limit] = total;
        fork.model = fork.inherited = model;
        return fork;
    }

    /// <summary>A sub-agent that names its parent as what it was forked from, and counts from nothing.</summary>
    public CodexShapedThread Spawn()
    {
        CodexShapedThread agent = new(home, random, clock.AddSeconds(random.Next(1, 50)), goesOn: true);
        agent.Meta(
            new JsonObject
            {
                ["forked_from_id"] = id,
                ["parent_thread_id"] = id,
                ["source"] = new JsonObject
                {
                    ["subagent"] = new JsonObject
                    {
                        ["thread_spawn"] = new JsonObject { ["parent_thread_id"] = id, ["agent_nickname"] = "Euclid" },
                    },
                },
            }
        );
        return agent;
    }

    private void Turn()
    {
        Task(clock);
        string next = Models[random.Next(Models.Length)];
        if ((model ?? inherited) is { } old && old != next && home.Is("compaction by the model before", random.Next(2) == 0))
        {
            // The settings name the model to come, the summary is still by the old one.
            Event(
                new JsonObject
                {
                    ["type"] = "thread_settings_applied",
                    ["thread_settings"] = new JsonObject { ["model"] = next },
                }
            );
            Compact(old);
        }

        model = next;
        JsonObject context = new()
        {
            ["turn_id"] = "t",
            ["cwd"] = folder,
            ["model"] = model,
        };
        copied.Add((context, IsCount: false));
        Line("turn_context", context.DeepClone().AsObject());
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            Respond(model);
            if (hasRecords && home.Is("automatic compaction", random.Next(5) == 0))
                Compact(model);
        }

        Event(new JsonObject { ["type"] = "task_complete", ["turn_id"] = "t" });
    }

    private void Respond(string by)
    {
        string limit = hasLimits
            ? random.Next(3) == 0
                ? "codex_bengalfox"
                : "codex"
            : "codex";
        CodexCount used = Draw();
        totals[limit] = totals.GetValueOrDefault(limit) + used;
        recordTotal = hasRecords && !hasRecordTotal ? used : recordTotal + used;
        hasRecordTotal |= hasRecords;
        if (hasRecords && !recordsComeLate)
            Bill(by, used, Record(used));
        DateTimeOffset told = Count(limit, used);
        if (!hasRecords)
            Bill(by, used, told);
        if (hasRecords && recordsComeLate)
            Bill(by, used, Record(used));
        if (random.Next(4) == 0)
            Repeat();
    }

    /// <summary>The response of a compaction: a record, if there are records; the counts may leave it out for ever.</summary>
    private void Compact(string by)
    {
        CodexCount used = Draw();
        if (!hasRecords)
        {
            totals["codex"] = totals.GetValueOrDefault("codex") + used;
            Bill(by, used, Count("codex", used));
        }
        else
        {
            recordTotal = hasRecordTotal ? recordTotal + used : used;
            hasRecordTotal = true;
            Bill(by, used, Record(used));
            if (countsCompactions)
            {
                totals["codex"] = totals.GetValueOrDefault("codex") + used;
                Count("codex", used);
            }
            else if (lastCount is not null)
            {
                JsonObject repeated = lastCount.DeepClone().AsObject();
                repeated["info"]!["last_token_usage"] = new JsonObject
                {
                    ["input_tokens"] = 0,
                    ["output_tokens"] = 0,
                    ["total_tokens"] = 7777,
                };
                Event(repeated);
            }
        }

        Line(
            "compacted",
            new JsonObject
            {
                ["message"] = "",
                ["latest_token_usage_record"] = new JsonObject { ["usage"] = used.Json },
            }
        );
    }

    /// <summary>The same total again, perhaps under another limit's name.</summary>
    private void Repeat()
    {
        JsonObject again = lastCount!.DeepClone().AsObject();
        if (home.Is("a snapshot under another limit", random.Next(2) == 0))
            again["rate_limits"]!["limit_id"] = "premium";
        Event(again);
    }

    private void Estimate()
    {
        JsonObject estimate = new()
        {
            ["input_tokens"] = 0,
            ["cached_input_tokens"] = 0,
            ["output_tokens"] = 0,
            ["reasoning_output_tokens"] = 0,
            ["total_tokens"] = 43210,
        };
        Event(
            new JsonObject
            {
                ["type"] = "token_count",
                ["info"] = new JsonObject { ["total_token_usage"] = estimate, ["last_token_usage"] = estimate.DeepClone() },
            }
        );
    }

    private void NextPage()
    {
        JsonObject before = Base();
        Close();
        clock = clock.AddMinutes(random.Next(1, 90));
        file = Guid7(random);
        path = PathOf($"{id}_{file}");
        Meta(new JsonObject { ["history_base"] = before });
        if (lastCount is not null && home.Is("a page that begins with the last snapshot", random.Next(3) == 0))
            Event(lastCount.DeepClone().AsObject());
    }

    private JsonObject Base() =>
        new()
        {
            ["thread_id"] = file,
            ["end_ordinal_exclusive"] = ordinal,
            ["end_byte_offset"] = 3000,
        };

    private void Meta(JsonObject lineage)
    {
        JsonObject meta = new()
        {
            ["session_id"] = id,
            ["id"] = id,
            ["timestamp"] = Text(clock),
            ["cwd"] = folder,
            ["cli_version"] = "0.155.0",
            ["source"] = "cli",
            ["model_provider"] = "openai",
            ["git"] = new JsonObject { ["branch"] = "main" },
        };
        foreach ((string name, JsonNode? value) in lineage)
            meta[name] = value?.DeepClone();
        Line("session_meta", meta, isFirst: true);
    }

    private void Task(DateTimeOffset started) =>
        Event(
            new JsonObject
            {
                ["type"] = "task_started",
                ["turn_id"] = "t",
                ["started_at"] = started.ToUnixTimeSeconds(),
            }
        );

    private DateTimeOffset Record(CodexCount used) =>
        Line(
            "token_usage_record",
            new JsonObject
            {
                ["thread_id"] = id,
                ["response_id"] = "resp_" + Guid7(random),
                ["usage"] = used.Json,
                ["thread_token_usage"] = recordTotal.Json,
            }
        );

    private DateTimeOffset Count(string limit, CodexCount used)
    {
        lastCount = new JsonObject
        {
            ["type"] = "token_count",
            ["info"] = new JsonObject { ["total_token_usage"] = totals[limit].Json, ["last_token_usage"] = used.Json },
            ["rate_limits"] = new JsonObject { ["limit_id"] = limit, ["primary"] = null },
        };
        copied.Add((lastCount, IsCount: true));
        return Event(lastCount.DeepClone().AsObject());
    }

    private CodexCount Draw()
    {
        long input = random.Next(2000, 90_000),
            output = random.Next(10, 4000);
        return new CodexCount(input, random.NextInt64(input), 0, output, random.NextInt64(output));
    }

    private void Bill(string by, CodexCount used, DateTimeOffset at) =>
        home.Requests.Add(new TrueRequest(id, by, at, used.Tokens) { Project = folder["/home/dev/".Length..] });

    private DateTimeOffset Event(JsonObject payload) => Line("event_msg", payload);

    /// <summary>Writes a line, and gives the time that it counts for.</summary>
    private DateTimeOffset Line(string type, JsonObject payload, bool isFirst = false)
    {
        DateTimeOffset before = clock;
        clock = clock.AddMilliseconds(random.Next(15, 900));
        JsonObject line = new()
        {
            ["timestamp"] = Text(clock),
            ["ordinal"] = ordinal++,
            ["type"] = type,
            ["payload"] = payload,
        };
        if (leavesOutTimes && !isFirst && random.Next(5) == 0)
        {
            line.Remove("timestamp");
            clock = before;
        }

        if (leavesOutTypes && type is ("token_usage_record" or "event_msg") && random.Next(4) == 0)
            line.Remove("type");
        lines.Add(line.ToJsonString());
        return clock;
    }

    private string PathOf(string name) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $".codex/sessions/{clock.UtcDateTime:yyyy/MM/dd}/rollout-{clock.UtcDateTime:yyyy-MM-dd'T'HH-mm-ss}-{name}.jsonl"
        );

    private static string Guid7(Random random) => ClaudeTranscript.NewId(random);

    private static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
