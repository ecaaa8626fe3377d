namespace Rimuru.Core.Tests.Adapters.Copilot;

/// <summary>What a session's own folder tells of rows that do not know, and what a database without all of a leg's rows is worth.</summary>
public sealed class CopilotKindsTests : IDisposable
{
    private const string Store = ".copilot/session-store.db";
    private readonly AgentHome home = new();

    [Theory]
    [InlineData(".copilot/session-state/s1/workspace.yaml", "id: s1\ncwd: \"/w/shop\"\nbranch: main\n")]
    [InlineData(
        ".copilot/session-state/s1/events.jsonl",
        """{"type":"session.start","timestamp":"2026-08-05T09:00:00Z","data":{"sessionId":"s1","context":{"cwd":"/w/shop","branch":"main"}}}"""
            + "\n"
    )]
    public void The_folder_and_branch_of_a_database_row_stand_in_the_session_s_own_folder(string file, string text)
    {
        Make().File(file, text).Sql(Store, Row("09:01:00", 8000, 200));
        UsageRecord row = home.Ingest("Copilot").ShouldHaveSingleItem();
        (row.Project, row.Branch).ShouldBe(("shop", "main"));
    }

    [Fact]
    public void A_session_id_is_no_way_out_of_the_home()
    {
        home.File("elsewhere/workspace.yaml", "cwd: /w/secret\n");
        Make().Sql(Store, "UPDATE sessions SET id = '../../elsewhere'", Row("09:01:00", 8000, 200, "../../elsewhere"));
        home.Ingest("Copilot").ShouldHaveSingleItem().Project.ShouldBeNull();
    }

    [Theory]
    [InlineData(1, 2, 20_000)]
    [InlineData(2, 2, 20_000)]
    public void A_leg_s_totals_tell_what_the_database_lacks(int rows, long requests, long input)
    {
        Make()
            .File(
                ".copilot/session-state/s1/events.jsonl",
                """
                {"type":"session.start","id":"e1","timestamp":"2026-08-05T09:00:00Z","data":{"sessionId":"s1","context":{"cwd":"/w/shop"}}}
                {"type":"session.shutdown","id":"e2","timestamp":"2026-08-05T09:30:00Z","data":{"modelMetrics":{"claude-sonnet-4.5":{"requests":{"count":2},"usage":{"inputTokens":20000,"outputTokens":400,"cacheReadTokens":0,"cacheWriteTokens":0}}}}}

                """
            );
        for (int i = 0; i < rows; i++)
            home.Sql(Store, Row($"09:0{i + 1}:00", 10_000, 200));
        List<UsageRecord> told = home.Ingest("Copilot");
        (told.Sum(row => row.Requests), told.Sum(row => row.InputTokens), told.Sum(row => row.OutputTokens)).ShouldBe(
            (requests, input, 400)
        );
    }

    /// <summary>The first leg crashed; the database has all of it, and a part of the second one.</summary>
    [Fact]
    public void A_leg_s_totals_are_weighed_against_its_own_rows()
    {
        Make()
            .File(
                ".copilot/session-state/s1/events.jsonl",
                """
                {"type":"session.start","id":"e1","timestamp":"2026-08-05T09:00:00Z","data":{"sessionId":"s1","context":{"cwd":"/w/shop"}}}
                {"type":"session.resume","id":"e2","timestamp":"2026-08-05T09:20:00Z","data":{}}
                {"type":"session.shutdown","id":"e3","timestamp":"2026-08-05T09:30:00Z","data":{"modelMetrics":{"claude-sonnet-4.5":{"requests":{"count":2},"usage":{"inputTokens":20000,"outputTokens":400,"cacheReadTokens":0,"cacheWriteTokens":0}}}}}

                """
            )
            .Sql(Store, Row("09:01:00", 50_000, 900), Row("09:21:00", 10_000, 200));
        List<UsageRecord> told = home.Ingest("Copilot");
        (told.Sum(row => row.Requests), told.Sum(row => row.InputTokens), told.Sum(row => row.OutputTokens)).ShouldBe((3L, 70_000L, 1300L));
    }

    [Fact]
    public void Calls_that_a_server_gives_one_id_are_told_apart_by_their_events()
    {
        string Record(string id, long input) =>
            $$$$"""{"type":"session.usage_record","id":"{{{{id}}}}","timestamp":"2026-08-05T09:01:00Z","data":{"usage":{"model":"m","inputTokens":{{{{input}}}},"outputTokens":5,"apiCallId":"chatcmpl-1"}}}""";
        home.File(".copilot/session-state/s1/events.jsonl", $"{Record("e1", 100)}\n{Record("e2", 200)}\n");
        home.Ingest("Copilot").Sum(row => row.InputTokens).ShouldBe(300);
    }

    public void Dispose() => home.Dispose();

    private AgentHome Make() =>
        home.Sql(
            Store,
            "CREATE TABLE sessions (id TEXT PRIMARY KEY, cwd TEXT, branch TEXT, summary TEXT, created_at TEXT, updated_at TEXT)",
            "CREATE TABLE assistant_usage_events (id INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT, model TEXT, input_tokens INTEGER, output_tokens INTEGER, cache_read_tokens INTEGER, cache_write_tokens INTEGER, created_at TEXT)",
            "INSERT INTO sessions VALUES ('s1', NULL, NULL, NULL, '2026-08-05T09:00:00Z', '2026-08-05T09:10:00Z')"
        );

    private static string Row(string time, long input, long output, string session = "s1") =>
        $"INSERT INTO assistant_usage_events(session_id, model, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, created_at) VALUES ('{session}', 'claude-sonnet-4.5', {input}, {output}, 0, 0, '2026-08-05T{time}.000Z')";
}
