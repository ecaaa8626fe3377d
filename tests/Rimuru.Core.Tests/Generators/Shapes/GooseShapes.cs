using System.Globalization;
using System.Text.Json.Nodes;

namespace Rimuru.Core.Tests.Generators.Shapes;

/// <summary>
/// Homes of Goose: schemas that count the prompt differently, ledgers that begin midway or carry over, counters that hold more, sessions of
/// which only the last request is known, imports, sub-agents that their parent's counter may hold, files of the first versions.
/// </summary>
internal static class GooseShapes
{
    private static readonly DateTimeOffset Epoch = new(2026, 7, 6, 8, 0, 0, TimeSpan.Zero);

    private static readonly string[] Schema =
    [
        "CREATE TABLE schema_version (version INTEGER PRIMARY KEY)",
        "CREATE TABLE sessions (id TEXT PRIMARY KEY, name TEXT, working_dir TEXT, session_type TEXT, created_at TIMESTAMP, updated_at TIMESTAMP, provider_name TEXT, model_config_json TEXT, parent_session_id TEXT, input_tokens INTEGER, output_tokens INTEGER, total_tokens INTEGER, accumulated_input_tokens INTEGER, accumulated_output_tokens INTEGER, accumulated_total_tokens INTEGER, accumulated_cache_read_tokens INTEGER, accumulated_cache_write_tokens INTEGER, accumulated_cost REAL)",
        "CREATE TABLE messages (id INTEGER PRIMARY KEY AUTOINCREMENT, message_id TEXT, session_id TEXT, role TEXT, content_json TEXT, created_timestamp INTEGER)",
        "CREATE TABLE usage_ledger (id INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT NOT NULL, created_timestamp INTEGER, provider TEXT, model TEXT, input_tokens INTEGER, output_tokens INTEGER, total_tokens INTEGER, cache_read_tokens INTEGER, cache_write_tokens INTEGER, cost REAL, cost_source TEXT, is_compaction INTEGER DEFAULT 0)",
    ];

    public static ShapedHome Create(int seed)
    {
        ShapedHome home = new("Goose", seed);
        Random random = new((seed * 3697) + 17);
        string root = Root(home, random);
        int version = random.Of(12, 13, 14, 16);
        home.Is("schema before 14", version < 14);
        List<string> rows = [Draw.Text($"INSERT INTO schema_version VALUES ({version})")];
        GooseTables tables = new(home, random, rows, root) { IsCacheInInput = version >= 14 };
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            DateTimeOffset start = Epoch.AddMinutes(random.Next(9000));
            if (home.Is("file of the first versions", random.Next(5) == 0))
                tables.WriteFile(start);
            else
                new GooseShapedSession(tables, start, null).Write();
        }

        home.AddWhole($"{root}/sessions.db", new GeneratedDatabase("", Schema, rows).Bytes);
        return home;
    }

    private static string Root(ShapedHome home, Random random)
    {
        switch (random.Next(6))
        {
            case 0:
                home.Is("moved by GOOSE_PATH_ROOT");
                home.Variables["GOOSE_PATH_ROOT"] = "moved";
                return "moved/data/sessions";
            case 1:
                home.Is("moved by XDG_DATA_HOME");
                home.Variables["XDG_DATA_HOME"] = "data";
                return "data/goose/sessions";
            case 2:
                return ".local/share/Block/goose/sessions";
            default:
                return ".local/share/goose/sessions";
        }
    }
}

/// <summary>Where sessions of a home are written to.</summary>
internal sealed class GooseTables(ShapedHome home, Random random, List<string> rows, string root)
{
    private int lastNumber;

    public ShapedHome Home => home;

    public Random Random => random;

    /// <summary>Whether a prompt holds its cached tokens where no total tells otherwise.</summary>
    public required bool IsCacheInInput { get; init; }

    public string NewId(DateTimeOffset time) => Draw.Text($"{time:yyyyMMdd}_{++lastNumber}");

    public void Insert(string table, params (string Column, object? Value)[] values)
    {
        (string Column, object? Value)[] known = [.. values.Where(value => value.Value is not null)];
        rows.Add(
            $"INSERT INTO {table}({string.Join(", ", known.Select(value => value.Column))}) VALUES ({string.Join(", ", known.Select(value => Literal(value.Value!)))})"
        );
    }

    /// <summary>The prompt as a row tells it, and the row's total; a total may tell the other reading than the schema's.</summary>
    public (long Prompt, long? Total) Told(TokenUsage used)
    {
        long cached = used.CacheRead + used.CacheWrite5m,
            prompt = used.Input + cached;
        bool hasTotal = random.Coin(),
            holds = IsCacheInInput != home.Is("row against its schema", hasTotal && cached > 0 && random.Next(3) == 0);
        home.Is("cached tokens in the input", holds && cached > 0);
        return (holds ? prompt : used.Input, hasTotal ? prompt + used.Output : null);
    }

    /// <summary>A session of before there was a database; its file stays when it is imported.</summary>
    public void WriteFile(DateTimeOffset start)
    {
        string id = NewId(start),
            folder = $"shop-{random.Next(3)}";
        bool isImported = home.Is("file that was imported", random.Coin()),
            isLast = home.Is("file that knows the last request only", random.Next(3) == 0),
            hasTimes = !home.Is("file whose messages have no time", isImported && random.Coin());
        TokenUsage used = random.Tokens(hasWrites: false, hasReasoning: false) with { CacheRead = 0 };
        DateTimeOffset last = start;
        string prefix = isLast ? "" : "accumulated_";
        List<string> lines =
        [
            Draw.Json(
                    ("working_dir", $"/home/dev/{folder}"),
                    ("description", "Old"),
                    (prefix + "input_tokens", used.Input),
                    (prefix + "output_tokens", used.Output)
                )
                .ToJsonString(),
        ];
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            last = last.AddSeconds(random.Next(1, 900));
            lines.Add(Draw.Json(("role", "user"), ("created", hasTimes ? last.ToUnixTimeSeconds() : null)).ToJsonString());
        }

        home.AddFirst($"{root}/{id}.jsonl", string.Join('\n', lines) + "\n");
        DateTimeOffset at = isImported ? start.AddDays(3) : last;
        if (isImported)
            Insert(
                "sessions",
                ("id", id),
                ("working_dir", $"/home/dev/{folder}"),
                ("created_at", start),
                ("updated_at", at),
                (prefix + "input_tokens", used.Input),
                (prefix + "output_tokens", used.Output)
            );
        home.Requests.Add(
            new TrueRequest(id, null, at, used) { Project = folder, Evidence = isLast ? UsageEvidence.Partial : UsageEvidence.Recorded }
        );
    }

    private static string Literal(object value) =>
        value switch
        {
            string text => $"'{text}'",
            DateTimeOffset time => $"'{time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}'",
            JsonObject json => $"'{json.ToJsonString()}'",
            _ => Draw.Text($"{value}"),
        };
}

/// <summary>Writes one session in the shapes that it draws for itself.</summary>
internal sealed class GooseShapedSession
{
    private static readonly string[] Models = ["claude-sonnet-4-5", "gpt-5.5", "house-model"];

    private readonly GooseTables tables;
    private readonly ShapedHome home;
    private readonly Random random;
    private readonly string id;
    private readonly string? parent;
    private readonly string? project;
    private readonly string? model;
    private readonly DateTimeOffset created;
    private readonly bool hasLedger;
    private readonly bool isMilliseconds;
    private readonly List<(string Id, DateTimeOffset Time)> messages = [];
    private TokenUsage counter;
    private TokenUsage unlogged;
    private DateTimeOffset clock;

    public GooseShapedSession(GooseTables tables, DateTimeOffset start, string? parent)
    {
        (this.tables, home, random, this.parent, created, clock) = (tables, tables.Home, tables.Random, parent, start, start);
        id = tables.NewId(start);
        project = home.Is("session without a folder", random.Next(5) == 0) ? null : $"shop-{random.Next(3)}";
        model = home.Is("session without a model", random.Next(4) == 0) ? null : "claude-sonnet-4-5";
        hasLedger = home.Is("ledger", random.Next(4) > 0);
        isMilliseconds = home.Is("times in milliseconds", random.Coin());
    }

    public void Write()
    {
        if (parent is null && home.Is("session that knows the last request only", random.Next(6) == 0))
        {
            WriteLast();
            return;
        }

        int begins = home.Is("ledger that begins midway", hasLedger && random.Next(3) == 0) ? 1 : 0;
        bool carries = home.Is("ledger that carries over", begins > 0 && random.Coin());
        int count = random.Next(begins + 1, begins + 5);
        for (int i = 0; i < count; i++)
        {
            Ask();
            TokenUsage used = random.Tokens(hasReasoning: false);
            counter += used;
            clock = clock.AddSeconds(random.Next(1, 900));
            if (!hasLedger || i < begins)
            {
                unlogged += used;
                continue;
            }

            if (i == begins && carries)
                Carry();
            Log(used);
        }

        TokenUsage held = counter;
        if (parent is null && home.Is("sub-agents", random.Next(3) == 0))
            held += Spawn();
        DateTimeOffset updated = clock;
        WriteSession(id, created, updated, held, parent);
        if (!unlogged.IsZero)
            Bill(model, unlogged, updated, hasLedger ? UsageEvidence.Inferred : UsageEvidence.Recorded);
        WriteMessages(id);
        if (parent is null && held == counter && home.Is("imported a second time", random.Next(4) == 0))
            Import(held);
    }

    /// <summary>What was used before the ledger began, as its first row; not used on the day of the row.</summary>
    private void Carry()
    {
        if (unlogged.IsZero)
            return;
        Row(id, unlogged, model, clock, "carried_forward");
        Bill(model, unlogged, messages.Count > 1 ? messages[^2].Time : created, UsageEvidence.Recorded);
        unlogged = default;
    }

    private void Ask()
    {
        clock = clock.AddSeconds(random.Next(1, 900));
        messages.Add(("msg_" + random.Short(), clock));
    }

    private void Log(TokenUsage used)
    {
        string? by = random.Next(4) == 0 ? null : random.Of<string>(Models);
        Row(id, used, by, clock, null);
        Bill(by ?? model, used, clock, UsageEvidence.Recorded);
    }

    private void Row(string session, TokenUsage used, string? by, DateTimeOffset time, string? source)
    {
        (long prompt, long? total) = tables.Told(used);
        tables.Insert(
            "usage_ledger",
            ("session_id", session),
            ("created_timestamp", Stamp(time)),
            ("provider", "anthropic"),
            ("model", by),
            ("input_tokens", prompt),
            ("output_tokens", used.Output),
            ("total_tokens", total),
            ("cache_read_tokens", used.CacheRead),
            ("cache_write_tokens", used.CacheWrite5m),
            ("cost_source", source),
            ("is_compaction", random.Next(5) == 0 ? 1 : 0)
        );
    }

    /// <summary>Sub-agents have their own sums; some versions held them in their parent's counter too.</summary>
    private TokenUsage Spawn()
    {
        TokenUsage sum = default;
        for (int i = random.Next(1, 3); i > 0; i--)
        {
            GooseShapedSession agent = new(tables, clock, id);
            agent.Write();
            sum += agent.counter;
            clock = agent.clock;
        }

        // What the ledger lacks and what sub-agents used cannot be told apart.
        return unlogged.IsZero && hasLedger && home.Is("counter that holds the sub-agents", random.Coin()) ? sum : default;
    }

    private void WriteSession(string name, DateTimeOffset begun, DateTimeOffset updated, TokenUsage sum, string? from)
    {
        (long prompt, long? total) = tables.Told(sum);
        tables.Insert(
            "sessions",
            ("id", name),
            ("name", "A name"),
            ("working_dir", project is null ? null : $"/home/dev/{project}"),
            ("session_type", from is null ? "user" : "sub_agent"),
            ("created_at", begun),
            ("updated_at", updated),
            ("provider_name", "anthropic"),
            ("model_config_json", model is null ? null : Draw.Json(("model_name", model))),
            ("parent_session_id", from),
            ("accumulated_input_tokens", prompt),
            ("accumulated_output_tokens", sum.Output),
            ("accumulated_total_tokens", total),
            ("accumulated_cache_read_tokens", sum.CacheRead),
            ("accumulated_cache_write_tokens", sum.CacheWrite5m)
        );
    }

    private void WriteMessages(string session)
    {
        foreach ((string name, DateTimeOffset time) in messages)
            tables.Insert(
                "messages",
                ("message_id", name),
                ("session_id", session),
                ("role", "user"),
                ("content_json", "[]"),
                ("created_timestamp", Stamp(time))
            );
    }

    /// <summary>The same messages and sums under a new id; perhaps it was gone on with.</summary>
    private void Import(TokenUsage sum)
    {
        DateTimeOffset begun = clock.AddDays(1),
            updated = begun;
        string copy = tables.NewId(begun);
        WriteMessages(copy);
        TokenUsage more = default;
        if (home.Is("import that was gone on with", random.Coin()))
        {
            messages.Clear();
            messages.Add(("msg_" + random.Short(), begun.AddSeconds(5)));
            WriteMessages(copy);
            more = random.Tokens(hasReasoning: false);
            updated = begun.AddSeconds(random.Next(10, 900));
            if (home.Is("import whose ledger carries over", random.Coin()))
            {
                Row(copy, sum, model, updated, "carried_forward");
                Row(copy, more, model, updated, null);
            }

            home.Requests.Add(new TrueRequest(copy, model, updated, more) { Project = project });
        }

        WriteSession(copy, begun, updated, sum + more, null);
    }

    /// <summary>A session of the first versions of the database.</summary>
    private void WriteLast()
    {
        TokenUsage used = random.Tokens(hasWrites: false, hasReasoning: false) with { CacheRead = 0 };
        Ask();
        clock = clock.AddSeconds(random.Next(1, 900));
        tables.Insert(
            "sessions",
            ("id", id),
            ("working_dir", project is null ? null : $"/home/dev/{project}"),
            ("created_at", created),
            ("updated_at", clock),
            ("model_config_json", model is null ? null : Draw.Json(("model_name", model))),
            ("input_tokens", used.Input),
            ("output_tokens", used.Output),
            ("total_tokens", used.Total)
        );
        WriteMessages(id);
        Bill(model, used, clock, UsageEvidence.Partial);
    }

    private long Stamp(DateTimeOffset time) => isMilliseconds ? time.ToUnixTimeMilliseconds() : time.ToUnixTimeSeconds();

    private void Bill(string? by, TokenUsage used, DateTimeOffset at, UsageEvidence evidence) =>
        home.Requests.Add(new TrueRequest(id, by, at, used) { Project = project, Evidence = evidence });
}
