namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes of Hermes: sessions with one counter, sessions that are split by model, tasks that come on top, sums of days that tell when,
/// profiles.
/// </summary>
internal static class HermesHomes
{
    private const string Counts =
        "api_call_count INTEGER DEFAULT 0, input_tokens INTEGER DEFAULT 0, output_tokens INTEGER DEFAULT 0, cache_read_tokens INTEGER DEFAULT 0, cache_write_tokens INTEGER DEFAULT 0, reasoning_tokens INTEGER DEFAULT 0";

    private static readonly string[] Schema =
    [
        $"CREATE TABLE sessions(id TEXT PRIMARY KEY, model TEXT, parent_session_id TEXT, started_at REAL, ended_at REAL, billing_provider TEXT, estimated_cost_usd REAL, actual_cost_usd REAL, title TEXT, cwd TEXT, {Counts})",
        $"CREATE TABLE session_model_usage(session_id TEXT, model TEXT, billing_provider TEXT DEFAULT '', billing_base_url TEXT DEFAULT '', billing_mode TEXT DEFAULT '', task TEXT DEFAULT '', first_seen REAL, last_seen REAL, {Counts}, PRIMARY KEY(session_id, model, task))",
        $"CREATE TABLE session_daily_usage(session_id TEXT, day TEXT, {Counts}, PRIMARY KEY(session_id, day))",
        "CREATE TABLE messages(id INTEGER PRIMARY KEY, session_id TEXT, role TEXT, content TEXT, timestamp REAL)",
    ];

    public static GeneratedHome Create(int seed) => HomeBuilder.Generated("Hermes", seed, Write);

    public static void Write(HomeBuilder home)
    {
        Random random = home.Random;
        string root = home.Root(".hermes", ("HERMES_HOME", ""));
        if (home.Is("profile", random.Next(3) == 0))
            root += "/profiles/work";
        List<string> rows = [];
        for (int i = random.Next(2, 6); i > 0; i--)
            Session(home, rows);
        for (int i = home.HasShapes || home.Seed > 1 ? random.Next(1, 4) : 0; i > 0; i--)
            Days(home, rows);
        home.Add(
            new GeneratedDatabase($"{root}/state.db", Schema, rows)
            {
                TwinPath = root.Contains("profiles", StringComparison.Ordinal) ? null : $"{root}/profiles/copy/state.db",
                CleanUps = ["DELETE FROM sessions; DELETE FROM session_model_usage"],
            }
        );
    }

    private static void Session(HomeBuilder home, List<string> rows)
    {
        Random random = home.Random;
        string id = random.Id(),
            project = $"shop-{random.Next(3)}";
        DateTimeOffset start = Draw.Epoch.AddMinutes(random.Next(6000));
        bool isSplit = random.Coin();
        TokenUsage sum = default;
        int calls = 0;
        rows.Add(
            Draw.Text(
                $"INSERT INTO sessions(id, model, started_at, billing_provider, cwd, estimated_cost_usd) VALUES('{id}', 'claude-sonnet-4-6', {start.ToUnixTimeSeconds()}, 'anthropic', '/home/dev/{project}', 0.01)"
            )
        );
        foreach (string model in new[] { "claude-sonnet-4-6", "gpt-5.5" })
        {
            TokenUsage used = random.Tokens();
            sum += used;
            calls++;
            DateTimeOffset seen = start.AddSeconds(random.Next(1, 9000));
            if (isSplit)
            {
                rows.Add(
                    Split(id, model, home.Is("voice", random.Next(4) == 0) ? "voice_chat" : "", seen, used) + "; " + Counter(id, sum, calls)
                );
                home.Bill(id, model, seen, used, project, UsageEvidence.Inferred);
                continue;
            }

            DateTimeOffset last = start;
            if (!home.Is("session without messages", home.HasShapes && random.Next(3) == 0))
            {
                last = start.AddHours(30);
                rows.Add(Message(id, "assistant", start.AddMinutes(1)));
                rows.Add(Message(id, "assistant", last));
                rows.Add(Message(id, "user", last.AddHours(30)));
            }

            rows.Add(Counter(id, sum, calls));
            home.Bill(id, "claude-sonnet-4-6", last, sum, project, UsageEvidence.Inferred);
            break;
        }

        if (home.Is("calls beside the conversation", isSplit && random.Coin()))
        {
            TokenUsage used = random.Tokens();
            DateTimeOffset seen = start.AddSeconds(40);
            rows.Add(Split(id, "claude-haiku-4-5", "compression", seen, used));
            home.Bill(id, "claude-haiku-4-5", seen, used, project, UsageEvidence.Inferred);
        }
    }

    /// <summary>A session of several days, each with a request or two, by a model or by two of which one took over from the other.</summary>
    private static void Days(HomeBuilder home, List<string> rows)
    {
        Random random = home.Random;
        string id = random.Id();
        DateTime first = Draw.Epoch.Date.AddDays(random.Next(20));
        int count = random.Next(1, 5),
            turn = random.Next(count);
        bool isSplit = random.Coin();
        rows.Add(
            Draw.Text(
                $"INSERT INTO sessions(id, model, started_at, billing_provider, cwd) VALUES('{id}', 'claude-sonnet-4-6', {At(first, 8)}, 'anthropic', '/home/dev/shop-1')"
            )
        );
        if (home.Is("requests before there were days", home.HasShapes && !isSplit && random.Coin()))
            Call(first.AddDays(count - 1), null, At(first.AddDays(count - 1), 16));
        for (int i = 0; i < count; i++)
        {
            DateTime day = first.AddDays(i);
            if (i <= turn)
                Call(day, "claude-sonnet-4-6", Noon(day));
            if (i >= turn && (isSplit || i > turn))
                Call(day, isSplit ? "gpt-5.5" : "claude-sonnet-4-6", Noon(day));
        }

        void Call(DateTime day, string? model, long at)
        {
            TokenUsage used = random.Tokens();
            List<string> changes = [Grow("sessions", $"id = '{id}'", used)];
            if (model is not null)
            {
                string date = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
                changes.Add($"INSERT OR IGNORE INTO session_daily_usage(session_id, day) VALUES('{id}', '{date}')");
                changes.Add(Grow("session_daily_usage", $"session_id = '{id}' AND day = '{date}'", used));
            }

            if (model is not null && isSplit)
            {
                changes.Add(
                    Draw.Text(
                        $"INSERT OR IGNORE INTO session_model_usage(session_id, model, first_seen) VALUES('{id}', '{model}', {At(day, 8)})"
                    )
                );
                changes.Add(Grow("session_model_usage", $"session_id = '{id}' AND model = '{model}'", used));
                changes.Add(
                    Draw.Text($"UPDATE session_model_usage SET last_seen = {At(day, 16)} WHERE session_id = '{id}' AND model = '{model}'")
                );
            }

            changes.Add(Message(id, "assistant", DateTimeOffset.FromUnixTimeSeconds(At(day, 16))));
            rows.Add(string.Join("; ", changes));
            home.Bill(
                id,
                model ?? "claude-sonnet-4-6",
                DateTimeOffset.FromUnixTimeMilliseconds(model is null ? at * 1000 : at),
                used,
                "shop-1",
                UsageEvidence.Inferred
            );
        }
    }

    private static string Grow(string table, string where, TokenUsage u) =>
        Draw.Text(
            $"UPDATE {table} SET api_call_count = api_call_count + 1, input_tokens = input_tokens + {u.Input}, output_tokens = output_tokens + {u.Output}, cache_read_tokens = cache_read_tokens + {u.CacheRead}, cache_write_tokens = cache_write_tokens + {u.CacheWrite5m}, reasoning_tokens = reasoning_tokens + {u.Reasoning} WHERE {where}"
        );

    /// <summary>An hour of the machine's time zone, in seconds.</summary>
    private static long At(DateTime day, int hour) =>
        new DateTimeOffset(day.AddHours(hour), TimeZoneInfo.Local.GetUtcOffset(day)).ToUnixTimeSeconds();

    /// <summary>The middle of a day, in milliseconds.</summary>
    private static long Noon(DateTime day) => (At(day, 0) + At(day.AddDays(1), 0)) * 500;

    private static string Split(string id, string model, string task, DateTimeOffset seen, TokenUsage u) =>
        Draw.Text(
            $"INSERT INTO session_model_usage(session_id, model, task, last_seen, api_call_count, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens) VALUES('{id}', '{model}', '{task}', {seen.ToUnixTimeSeconds()}, 1, {u.Input}, {u.Output}, {u.CacheRead}, {u.CacheWrite5m}, {u.Reasoning})"
        );

    private static string Message(string id, string role, DateTimeOffset at) =>
        Draw.Text($"INSERT INTO messages(session_id, role, timestamp) VALUES('{id}', '{role}', {at.ToUnixTimeSeconds()})");

    private static string Counter(string id, TokenUsage u, int calls) =>
        Draw.Text(
            $"UPDATE sessions SET api_call_count = {calls}, input_tokens = {u.Input}, output_tokens = {u.Output}, cache_read_tokens = {u.CacheRead}, cache_write_tokens = {u.CacheWrite5m}, reasoning_tokens = {u.Reasoning} WHERE id = '{id}'"
        );
}
