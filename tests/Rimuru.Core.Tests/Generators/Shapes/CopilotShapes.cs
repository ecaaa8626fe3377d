using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators.Shapes;

/// <summary>
/// Homes of Copilot CLI: totals of a session, of a leg or since a compaction, records that begin midway, a database that tells all or lacks
/// rows, traces, forks, legs that crashed, ids that relays give again, folders that only another source tells.
/// </summary>
internal static class CopilotShapes
{
    private static readonly DateTimeOffset Epoch = new(2026, 8, 3, 8, 0, 0, TimeSpan.Zero);

    private static readonly string[] Schema =
    [
        "CREATE TABLE sessions (id TEXT PRIMARY KEY, cwd TEXT, branch TEXT, summary TEXT, created_at TEXT, updated_at TEXT)",
        "CREATE TABLE assistant_usage_events (id INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT, turn_index INTEGER, agent_id TEXT, model TEXT, input_tokens INTEGER, output_tokens INTEGER, cache_read_tokens INTEGER, cache_write_tokens INTEGER, reasoning_tokens INTEGER, created_at TEXT)",
    ];

    public static ShapedHome Create(int seed)
    {
        ShapedHome home = new("Copilot", seed);
        Random random = new((seed * 6551) + 47);
        string root = ".copilot";
        if (home.Is("moved by COPILOT_HOME", random.Next(4) == 0))
            home.Variables["COPILOT_HOME"] = root = "moved";
        CopilotShapedHome files = new(home, random, root);
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            DateTimeOffset start = Epoch.AddMinutes(random.Next(9000));
            if (home.Is("traces alone", random.Next(6) == 0))
            {
                new CopilotShapedTrace(files, random.Id(), start).Write(random.Next(1, 6));
                continue;
            }

            CopilotShapedSession session = new(files, start, null);
            for (int legs = random.Next(1, 4); legs > 0; legs--)
                session.Leg();
            CopilotShapedSession from = session;
            for (int forks = session.MayBeForked ? random.Next(3) : 0; forks > 0; forks--)
            {
                home.Is(from == session ? "fork" : "fork of a fork");
                CopilotShapedSession fork = new(files, from.Clock.AddMinutes(random.Next(1, 500)), from);
                fork.Leg();
                fork.Close();
                if (random.Coin())
                    from = fork;
            }

            session.Close();
        }

        if (files.Rows.Count > 0)
            home.AddWhole($"{root}/session-store.db", new GeneratedDatabase("", Schema, files.Rows).Bytes);
        if (files.Spans.Count > 0)
            files.WriteTraces();
        return home;
    }
}

/// <summary>What the sessions of a home share.</summary>
internal sealed class CopilotShapedHome(ShapedHome home, Random random, string root)
{
    public ShapedHome Home => home;

    public Random Random => random;

    public string Root => root;

    public List<string> Rows { get; } = [];

    public List<string> Spans { get; } = [];

    public void Insert(string table, string columns, params object?[] values) =>
        Rows.Add($"INSERT INTO {table}({columns}) VALUES ({string.Join(", ", values.Select(Literal))})");

    public void WriteTraces()
    {
        string folder = $"{root}/otel";
        if (home.Is("traces where a variable says", random.Next(4) == 0))
        {
            home.Variables["COPILOT_OTEL_FILE_EXPORTER_PATH"] = "traces/copilot.jsonl";
            folder = "traces";
        }

        home.Add($"{folder}/copilot.jsonl", LineShapes.Write(home, random, Spans));
    }

    private static string Literal(object? value) =>
        value switch
        {
            null => "NULL",
            string text => $"'{text}'",
            _ => Draw.Text($"{value}"),
        };
}

/// <summary>Responses as traces tell them: a span, a log of the inference, and the sum of the agent that asked.</summary>
internal sealed class CopilotShapedTrace(CopilotShapedHome files, string session, DateTimeOffset start)
{
    private static readonly string[] Models = ["claude-sonnet-4.5", "gpt-5.5"];

    private readonly Random random = files.Random;
    private DateTimeOffset clock = start;

    public void Write(int requests)
    {
        for (; requests > 0; requests--)
        {
            clock = clock.AddSeconds(random.Next(1, 900));
            TokenUsage used = random.Tokens();
            string model = random.Of<string>(Models);
            Tell(used, model, "chatcmpl-" + random.Id(), clock);
            files.Home.Requests.Add(new TrueRequest(session, model, clock, used));
        }
    }

    public void Tell(TokenUsage used, string model, string call, DateTimeOffset at)
    {
        string trace = random.Short();
        JsonObject Attributes(string? operation, string? response) =>
            Draw.Json(
                ("gen_ai.operation.name", operation),
                ("event.name", operation is null ? "gen_ai.client.inference.operation.details" : null),
                ("gen_ai.conversation.id", session),
                ("gen_ai.response.id", response),
                ("gen_ai.response.model", model),
                ("gen_ai.usage.input_tokens", CopilotShapedSession.Prompt(used)),
                ("gen_ai.usage.output_tokens", used.Output),
                ("gen_ai.usage.cache_read.input_tokens", used.CacheRead),
                ("gen_ai.usage.cache_creation.input_tokens", used.CacheWrite5m),
                ("gen_ai.usage.reasoning.output_tokens", used.Reasoning)
            );
        JsonObject Span(string operation, string? response) =>
            Draw.Json(
                ("type", "span"),
                ("traceId", trace),
                ("spanId", random.Short()),
                ("name", $"{operation} {model}"),
                ("endTime", new JsonArray(at.ToUnixTimeSeconds(), 0)),
                ("attributes", Attributes(operation, response))
            );
        JsonObject log = Draw.Json(
            ("hrTime", new JsonArray(at.ToUnixTimeSeconds(), 0)),
            ("spanContext", Draw.Json(("traceId", trace), ("spanId", random.Short()))),
            ("attributes", Attributes(null, call))
        );
        JsonObject[] told = [Span("chat", call), Span("invoke_agent", null), log];
        JsonObject[] kept = [.. told.Where((_, i) => i == 0 || random.Coin())];
        random.Shuffle(kept);
        files.Spans.AddRange(kept.Select(line => line.ToJsonString()));
    }
}
