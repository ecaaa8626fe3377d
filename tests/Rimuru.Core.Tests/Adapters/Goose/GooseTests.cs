namespace Rimuru.Core.Tests.Adapters.Goose;

/// <summary>The rules of <c>docs/ledger.md</c> for Goose, each on rows of our own.</summary>
public sealed class GooseTests : IDisposable
{
    private const string Sessions = ".local/share/goose/sessions/";
    private const string Database = Sessions + "sessions.db";
    private readonly AgentHome home = new();

    [Fact]
    public void A_ledger_row_is_a_request_and_its_input_holds_the_cache()
    {
        Make()
            .Sql(
                Database,
                Session("1"),
                Row("1", 124611, 90, 112820, 11777, "0.25"),
                Row("1", 50, 5, 0, 0, "NULL", isCompaction: 1),
                Row("1", 0, 0, 0, 0, "0")
            );
        List<UsageRecord> rows = home.Ingest("Goose");
        rows.Select(row => (row.InputTokens, row.CacheReadTokens, row.CacheWrite5mTokens, row.OutputTokens, row.ReportedCost))
            .ShouldBe([(14, 112820, 11777, 90, 0.25m), (50, 0, 0, 5, null)], ignoreOrder: true);
        rows.ShouldAllBe(row =>
            row.SessionId == "1" && row.Provider == "anthropic" && row.Model == "claude-sonnet-5" && row.Project == "shop"
        );
    }

    [Fact]
    public void A_cached_part_that_the_input_has_no_room_for_stands_beside_it()
    {
        Make().Sql(Database, Session("1"), Row("1", 10, 1, 15, 5));
        UsageRecord row = home.Ingest("Goose").Single();
        (row.InputTokens, row.CacheReadTokens, row.CacheWrite5mTokens).ShouldBe((10, 15, 5));
    }

    [Fact]
    public void Sub_agents_are_sessions_with_a_parent()
    {
        Make().Sql(Database, Session("1"), Session("2", type: "sub_agent", parent: "1"), Row("1", 10, 1), Row("2", 20, 2));
        home.Ingest("Goose").Single(row => row.SessionId == "2").SubAgent.ShouldBe("sub_agent");
        home.Sessions()["2"].ParentSessionId.ShouldBe("1");
        home.Sessions()["2"].Title.ShouldBe("A name");
    }

    [Fact]
    public void A_session_without_ledger_rows_counts_by_its_sum_and_the_sum_grows()
    {
        Make().Sql(Database, Session("1", sums: "100, 50, 20, 30, 0.1"));
        UsageRecord row = home.Ingest("Goose").ShouldHaveSingleItem();
        (row.InputTokens, row.CacheReadTokens, row.CacheWrite5mTokens, row.OutputTokens, row.ReportedCost).ShouldBe((50, 20, 30, 50, 0.1m));
        row.Timestamp.ShouldBe(new DateTimeOffset(2026, 11, 22, 8, 30, 0, TimeSpan.Zero));

        home.Sql(Database, "UPDATE sessions SET accumulated_output_tokens = 70, updated_at = '2026-11-22 09:00:00'");
        home.Sync("Goose").RecordsChanged.ShouldBe(1);
        row = home.Usage().ShouldHaveSingleItem();
        (row.OutputTokens, row.Timestamp.Hour).ShouldBe((70, 9));
    }

    [Fact]
    public void A_sum_has_no_long_context_price()
    {
        const string model = "'{\"model_name\":\"claude-sonnet-4-5\"}'";
        Make()
            .Sql(
                Database,
                Session("1", model: model, sums: "300000, 1000, 0, 0, NULL"),
                Session("2", model: model),
                Row("2", 300000, 1000),
                Row("2", 300000, 1000, isCarried: true),
                "UPDATE sessions SET updated_at = '2026-01-01 01:00:00'",
                "UPDATE usage_ledger SET model = 'claude-sonnet-4-5', created_timestamp = 1767225600"
            );
        home.Ingest("Goose")
            .Select(row => (row.SessionId, row.ServiceTier, row.Cost))
            .ShouldBe([("1", "sum", 0.915m), ("2", "sum", 0.915m), ("2", null, 1.8225m)], ignoreOrder: true);
    }

    [Fact]
    public void The_sum_gives_way_when_the_ledger_knows_the_session()
    {
        Make().Sql(Database, Session("1", sums: "100, 50, 0, 0, NULL"));
        home.Sync("Goose");
        home.Sql(Database, Row("1", 100, 60));
        home.Sync("Goose");
        home.Usage().ShouldHaveSingleItem().OutputTokens.ShouldBe(60);
    }

    [Fact]
    public void Before_version_14_there_is_no_ledger_and_the_input_is_as_it_is()
    {
        home.Sql(
            Database,
            "CREATE TABLE schema_version (version INTEGER PRIMARY KEY)",
            "INSERT INTO schema_version VALUES (5)",
            "CREATE TABLE sessions (id TEXT PRIMARY KEY, description TEXT, working_dir TEXT, created_at TIMESTAMP, updated_at TIMESTAMP, accumulated_input_tokens INTEGER, accumulated_output_tokens INTEGER)",
            "INSERT INTO sessions VALUES ('1', 'Old', '/home/dev/shop', '2025-10-01 08:00:00', '2025-10-01 08:05:00', 100, 50)"
        );
        UsageRecord row = home.Ingest("Goose").ShouldHaveSingleItem();
        (row.InputTokens, row.OutputTokens, row.Model).ShouldBe((100, 50, null));
        home.Sessions()["1"].Title.ShouldBe("Old");
    }

    [Fact]
    public void A_model_that_no_row_names_is_unknown()
    {
        home.File(".config/goose/config.yaml", "GOOSE_MODEL: gpt-5.5\nGOOSE_PROVIDER: openai\n");
        Make()
            .Sql(
                Database,
                Session("1", model: "NULL"),
                "INSERT INTO usage_ledger (session_id, created_timestamp, input_tokens, output_tokens) VALUES ('1', 1795336210, 10, 5)"
            );
        home.Ingest("Goose").Single().Model.ShouldBeNull();
    }

    [Fact]
    public void Times_in_seconds_and_in_milliseconds_are_told_apart()
    {
        Make().Sql(Database, Session("1"), Row("1", 10, 5, at: "1795336210"), Row("1", 11, 5, at: "1795336210000"));
        home.Ingest("Goose").Select(row => row.Timestamp.ToUnixTimeSeconds()).ShouldBe([1795336210, 1795336210]);
    }

    [Fact]
    public void Only_new_rows_are_read_and_a_database_that_was_made_anew_is_read_again()
    {
        Make().Sql(Database, Session("1"), Row("1", 10, 5), Row("1", 11, 5));
        home.Sync("Goose").RecordsAdded.ShouldBe(2);
        home.Sql(Database, Row("1", 12, 5));
        home.Sync("Goose").RecordsAdded.ShouldBe(1);
        File.Delete(home.Path(Database));
        Make().Sql(Database, Session("9"), Row("9", 20, 5), Row("9", 21, 5), Row("9", 22, 5), Row("9", 23, 5));
        home.Sync("Goose").RecordsAdded.ShouldBe(4);
        home.Usage().Count.ShouldBe(7);
    }

    [Fact]
    public void Session_files_of_older_versions_count_by_their_first_line()
    {
        Legacy("20250915_1");
        UsageRecord row = home.Ingest("Goose").ShouldHaveSingleItem();
        (row.SessionId, row.InputTokens, row.OutputTokens, row.Project, row.Timestamp.ToUnixTimeSeconds()).ShouldBe(
            ("20250915_1", 300, 40, "shop", 1757900000)
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_session_that_the_database_has_is_the_databases_in_any_order(bool filesFirst)
    {
        void File() => Legacy("20250915_1");
        void Rows() => Make().Sql(Database, Session("20250915_1", sums: "301, 41, 0, 0, NULL"));
        foreach (Action step in filesFirst ? new Action[] { File, Rows } : [Rows, File])
        {
            step();
            home.Sync("Goose");
        }

        home.Usage().ShouldHaveSingleItem().InputTokens.ShouldBe(301);
    }

    [Fact]
    public void Bad_values_are_no_crash()
    {
        Make()
            .Sql(
                Database,
                Session("1", model: "'{broken'"),
                Row("1", -5, 7),
                Row("1", 10, 5, at: "'soon'"),
                "INSERT INTO usage_ledger (session_id, created_timestamp, model, input_tokens, output_tokens, cost) VALUES ('1', 1, 'm', 'many', 9, 'dear')"
            );
        home.Ingest("Goose").Select(row => row.OutputTokens).Order().ShouldBe([5, 7, 9]);
        home.Warnings.Distinct().ShouldHaveSingleItem().ShouldContain("out of range");
    }

    [Fact]
    public void Damaged_files_are_one_warning_each_and_their_neighbours_count()
    {
        home.File(Database, new string('x', 5000));
        home.File(Sessions + "20250915_2.jsonl", "{\"torn");
        Legacy("20250915_1");
        home.Sync("Goose");
        home.Usage().Count.ShouldBe(1);
        home.Warnings.Count.ShouldBe(2);
    }

    [Fact]
    public void GOOSE_PATH_ROOT_moves_everything_if_it_is_absolute()
    {
        Make("elsewhere/data/sessions/sessions.db").Sql("elsewhere/data/sessions/sessions.db", Session("1"), Row("1", 10, 5));
        home.With("GOOSE_PATH_ROOT", "elsewhere").Sync("Goose").FilesFound.ShouldBe(0);
        home.With("GOOSE_PATH_ROOT", home.Path("elsewhere")).Sync("Goose").RecordsAdded.ShouldBe(1);
    }

    [Fact]
    public void Windows_has_a_place_of_its_own()
    {
        home.With("APPDATA", home.Path("Roaming"));
        Make("Roaming/Block/goose/data/sessions/sessions.db")
            .Sql("Roaming/Block/goose/data/sessions/sessions.db", Session("1"), Row("1", 10, 5));
        home.Ingest("Goose").Count.ShouldBe(1);
    }

    [Fact]
    public void A_message_of_any_length_takes_nothing_from_the_sums()
    {
        home.File(
            Sessions + "20250915_9.jsonl",
            """{"working_dir":"/home/dev/shop","description":"Old","accumulated_input_tokens":300,"accumulated_output_tokens":40}"""
                + "\n"
                + """{"role":"user","created":1757899990,"content":[{"type":"text","text":"""
                + $"\"{new string('x', 3 << 20)}\"}}]}}\n"
        );
        UsageRecord record = home.Ingest("Goose").ShouldHaveSingleItem();
        (record.InputTokens, record.OutputTokens).ShouldBe((300, 40));
    }

    public void Dispose() => home.Dispose();

    private AgentHome Make(string database = Database) =>
        home.Sql(
            database,
            "CREATE TABLE schema_version (version INTEGER PRIMARY KEY)",
            "INSERT INTO schema_version VALUES (16)",
            "CREATE TABLE sessions (id TEXT PRIMARY KEY, name TEXT, working_dir TEXT, session_type TEXT, created_at TIMESTAMP, updated_at TIMESTAMP, provider_name TEXT, model_config_json TEXT, parent_session_id TEXT, accumulated_input_tokens INTEGER, accumulated_output_tokens INTEGER, accumulated_cache_read_tokens INTEGER, accumulated_cache_write_tokens INTEGER, accumulated_cost REAL)",
            "CREATE TABLE usage_ledger (id INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT NOT NULL, created_timestamp INTEGER NOT NULL, model TEXT, input_tokens INTEGER, output_tokens INTEGER, cache_read_tokens INTEGER, cache_write_tokens INTEGER, cost REAL, cost_source TEXT, is_compaction INTEGER DEFAULT 0)"
        );

    private static string Session(
        string id,
        string type = "user",
        string? parent = null,
        string model = "'{\"model_name\":\"claude-sonnet-5\"}'",
        string sums = "NULL, NULL, NULL, NULL, NULL"
    ) =>
        $"INSERT INTO sessions VALUES ('{id}', 'A name', '/home/dev/shop', '{type}', '2026-11-22 08:00:00', '2026-11-22 08:30:00', 'anthropic', {model}, {(parent is null ? "NULL" : $"'{parent}'")}, {sums})";

    private static string Row(
        string session,
        long input,
        long output,
        long read = 0,
        long write = 0,
        string cost = "NULL",
        int isCompaction = 0,
        string at = "1795336210",
        bool isCarried = false
    ) =>
        $"INSERT INTO usage_ledger (session_id, created_timestamp, model, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cost, is_compaction, cost_source) VALUES ('{session}', {at}, 'claude-sonnet-5', {input}, {output}, {read}, {write}, {cost}, {isCompaction}, {(isCarried ? "'carried_forward'" : "'estimated'")})";

    private void Legacy(string id) =>
        home.File(
            $"{Sessions}{id}.jsonl",
            """
            {"working_dir":"/home/dev/shop","description":"Old","message_count":2,"total_tokens":50,"input_tokens":40,"output_tokens":10,"accumulated_total_tokens":340,"accumulated_input_tokens":300,"accumulated_output_tokens":40}
            {"role":"user","created":1757899990,"content":[]}
            {"role":"assistant","created":1757900000,"content":[]}

            """
        );
}
