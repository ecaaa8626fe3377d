namespace Rimuru.Core.Tests.Generators;

/// <summary>
/// Homes in which Goose was at work: a database with a ledger, sessions from before there was one, files from before there was a database,
/// sub-agents.
/// </summary>
internal static class GooseHomes
{
    private const string Folder = ".local/share/goose/sessions/";

    private static readonly string[] Schema =
    [
        "CREATE TABLE schema_version (version INTEGER PRIMARY KEY)",
        "INSERT INTO schema_version VALUES (16)",
        "CREATE TABLE sessions (id TEXT PRIMARY KEY, name TEXT, working_dir TEXT, session_type TEXT, created_at TIMESTAMP, updated_at TIMESTAMP, provider_name TEXT, model_config_json TEXT, parent_session_id TEXT, input_tokens INTEGER, output_tokens INTEGER, total_tokens INTEGER, accumulated_input_tokens INTEGER, accumulated_output_tokens INTEGER, accumulated_cache_read_tokens INTEGER, accumulated_cache_write_tokens INTEGER, accumulated_cost REAL)",
        "CREATE TABLE messages (id INTEGER PRIMARY KEY AUTOINCREMENT, message_id TEXT, session_id TEXT, role TEXT, content_json TEXT, created_timestamp INTEGER)",
        "CREATE TABLE usage_ledger (id INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT NOT NULL, created_timestamp INTEGER NOT NULL, provider TEXT, model TEXT, input_tokens INTEGER, output_tokens INTEGER, cache_read_tokens INTEGER, cache_write_tokens INTEGER, cost REAL, cost_source TEXT, is_compaction INTEGER DEFAULT 0)",
    ];

    public static GeneratedHome Create(int seed)
    {
        GeneratedHome home = new("Goose", seed);
        Random random = new(seed * 3571 + 11);
        DateTimeOffset clock = Draw.Epoch;
        List<string> rows = [],
            cleanUps = [];
        for (int i = random.Next(3, 7); i > 0; i--)
        {
            clock = clock.AddMinutes(random.Next(1, 900));
            string id = Draw.Text($"{clock:yyyyMMdd}_{home.NextNumber()}");
            cleanUps.Add($"DELETE FROM sessions WHERE id = '{id}'; DELETE FROM usage_ledger WHERE session_id = '{id}'");
            if (random.Next(4) == 0)
            {
                LegacyFile(home, random, id, ref clock, isImported: random.Coin() ? rows : null);
                continue;
            }

            if (home.HasFaults && random.Next(4) == 0)
            {
                LastRequest(home, random, rows, id, ref clock);
                continue;
            }

            Session(home, random, rows, id, null, ref clock);
            if (random.Next(3) == 0)
                Session(home, random, rows, $"{id}1", id, ref clock);
        }

        home.Files.Add(new GeneratedDatabase(Folder + "sessions.db", Schema, rows) { CleanUps = cleanUps });
        return home;
    }

    /// <summary>A session's sums grow with each request; the ledger has a row for each, or for the later ones, or for none.</summary>
    private static void Session(GeneratedHome home, Random random, List<string> rows, string id, string? parent, ref DateTimeOffset clock)
    {
        rows.Add(Insert(id, parent, "/home/dev/shop", clock));
        bool hasLedger = random.Next(3) > 0;
        int ledgerSince = hasLedger && random.Next(3) == 0 ? 1 : 0,
            count = random.Next(1, 6);
        TokenUsage sum = default;
        for (int i = 0; i < count; i++)
        {
            TokenUsage used = random.Tokens(hasReasoning: false);
            string model = random.Of("claude-sonnet-4-5", "gpt-5.5", "gemini-3-pro");
            clock = clock.AddSeconds(random.Next(1, 900));
            sum += used;
            bool isTold = hasLedger && (i >= ledgerSince || count == 1);
            if (isTold)
            {
                rows.Add(
                    Draw.Text(
                        $"INSERT INTO usage_ledger(session_id, created_timestamp, provider, model, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cost, is_compaction) VALUES ('{id}', {clock.ToUnixTimeSeconds()}, 'anthropic', '{model}', {Prompt(used)}, {used.Output}, {used.CacheRead}, {used.CacheWrite5m}, {random.Next(1, 90)}e-3, {(random.Next(5) == 0 ? 1 : 0)})"
                    )
                );
                home.Bill(id, model, used);
            }
            else if (hasLedger)
            {
                // Only the counter knows it: a record of its own beside the ledger.
                home.Bill(id, "claude-sonnet-4-5", used);
            }

            rows.Add(
                Draw.Text(
                    $"UPDATE sessions SET updated_at = '{clock:yyyy-MM-dd HH:mm:ss}', accumulated_input_tokens = {Prompt(sum)}, accumulated_output_tokens = {sum.Output}, accumulated_cache_read_tokens = {sum.CacheRead}, accumulated_cache_write_tokens = {sum.CacheWrite5m} WHERE id = '{id}'"
                )
            );
        }

        if (!hasLedger)
            home.Bill(id, "claude-sonnet-4-5", sum);
    }

    /// <summary>
    /// A session of the first versions: its last request is all that it kept. It may be gone on with, or imported a second time.
    /// </summary>
    private static void LastRequest(GeneratedHome home, Random random, List<string> rows, string id, ref DateTimeOffset clock)
    {
        TokenUsage used = random.Tokens(hasWrites: false, hasReasoning: false) with { CacheRead = 0 };
        rows.Add(Insert(id, null, "/home/dev/shop", clock));
        rows.Add(
            Draw.Text(
                $"INSERT INTO messages(message_id, session_id, role, content_json, created_timestamp) VALUES ('msg_{id}', '{id}', 'user', '[]', {clock.ToUnixTimeSeconds()})"
            )
        );
        home.Turns[id] = 1;
        clock = clock.AddSeconds(random.Next(1, 900));
        rows.Add(
            Draw.Text(
                $"UPDATE sessions SET updated_at = '{clock:yyyy-MM-dd HH:mm:ss}', input_tokens = {used.Input}, output_tokens = {used.Output}, total_tokens = {used.Input + used.Output} WHERE id = '{id}'"
            )
        );
        if (random.Coin())
        {
            home.Bill(id, "claude-sonnet-4-5", used);
            return;
        }

        clock = clock.AddSeconds(random.Next(1, 900));
        TokenUsage sum = used + random.Tokens(hasWrites: false, hasReasoning: false) with { CacheRead = 0 };
        home.Bill(id, "claude-sonnet-4-5", sum);
        rows.Add(
            Draw.Text(
                $"UPDATE sessions SET updated_at = '{clock:yyyy-MM-dd HH:mm:ss}', accumulated_input_tokens = {sum.Input}, accumulated_output_tokens = {sum.Output} WHERE id = '{id}'"
            )
        );
        clock = clock.AddDays(1);
        string copy = Draw.Text($"{clock:yyyyMMdd}_{home.NextNumber()}");
        rows.Add(
            Draw.Text(
                $"""
                {Insert(copy, null, "/home/dev/shop", clock)};
                INSERT INTO messages(message_id, session_id, role, content_json, created_timestamp) SELECT message_id, '{copy}', role, content_json, created_timestamp FROM messages WHERE session_id = '{id}';
                UPDATE sessions SET accumulated_input_tokens = {sum.Input}, accumulated_output_tokens = {sum.Output} WHERE id = '{copy}'
                """
            )
        );
    }

    /// <summary>The file stays behind when its session is imported.</summary>
    private static void LegacyFile(GeneratedHome home, Random random, string id, ref DateTimeOffset clock, List<string>? isImported)
    {
        TokenUsage used = random.Tokens(hasWrites: false, hasReasoning: false) with { CacheRead = 0 };
        DateTimeOffset start = clock;
        string cwd = $"/home/dev/project-{random.Next(3)}";
        string Text(int extent)
        {
            string head =
                Draw.Json(
                        ("working_dir", cwd),
                        ("description", "Old"),
                        ("message_count", extent),
                        ("accumulated_input_tokens", extent * used.Input),
                        ("accumulated_output_tokens", extent * used.Output)
                    )
                    .ToJsonString() + "\n";
            return extent == 0 ? head : head + Draw.Json(("role", "user"), ("created", start.ToUnixTimeSeconds())).ToJsonString() + "\n";
        }

        home.Files.Add(new GeneratedDocument($"{Folder}{id}.jsonl", 1, Text) { IsFromBefore = true });
        if (isImported is null)
        {
            home.Bill(id, null, used);
            return;
        }

        clock = clock.AddDays(1);
        isImported.Add(
            Insert(id, null, cwd, clock)
                .Replace(
                    "NULL, NULL, NULL, NULL, NULL)",
                    Draw.Text($"{used.Input}, {used.Output}, NULL, NULL, NULL)"),
                    StringComparison.Ordinal
                )
        );
        home.Bill(id, "claude-sonnet-4-5", used);
    }

    private static string Insert(string id, string? parent, string cwd, DateTimeOffset time) =>
        Draw.Text(
            $$"""INSERT INTO sessions(id, name, working_dir, session_type, created_at, updated_at, provider_name, model_config_json, parent_session_id, accumulated_input_tokens, accumulated_output_tokens, accumulated_cache_read_tokens, accumulated_cache_write_tokens, accumulated_cost) VALUES ('{{id}}', 'A name', '{{cwd}}', '{{(parent is null ? "user" : "sub_agent")}}', '{{time:yyyy-MM-dd HH:mm:ss}}', '{{time:yyyy-MM-dd HH:mm:ss}}', 'anthropic', '{"model_name":"claude-sonnet-4-5"}', {{(parent is null ? "NULL" : $"'{parent}'")}}, NULL, NULL, NULL, NULL, NULL)"""
        );

    private static long Prompt(TokenUsage used) => used.Input + used.CacheRead + used.CacheWrite5m;
}
