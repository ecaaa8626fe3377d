using static Rimuru.Core.Tests.Adapters.OpenCode.OpenCodeTables;

namespace Rimuru.Core.Tests.Adapters.OpenCode;

/// <summary>The tables of OpenCode 2, alone and beside those of version 1, which the move leaves as they were.</summary>
public sealed class OpenCode2Tests : IDisposable
{
    private const string Database = ".local/share/opencode/opencode.db";
    private readonly AgentHome home = new();

    [Fact]
    public void A_message_is_a_request_and_its_session_is_known()
    {
        UsageRecord row = Read(
                Session2("s1"),
                Message2("m0", "s1", "user", User()),
                Message2("m1", "s1", "assistant", Answer2(Tokens(100, 50, 7, 10, 20)))
            )
            .ShouldHaveSingleItem();
        (row.InputTokens, row.CacheReadTokens, row.CacheWrite5mTokens, row.OutputTokens, row.ReasoningTokens).ShouldBe(
            (100, 10, 20, 57, 7)
        );
        (row.Provider, row.Model, row.Project, row.ReportedCost).ShouldBe(("openai", "gpt-5.5", "shop", 0.5m));
        row.Timestamp.ToUnixTimeMilliseconds().ShouldBe(Start);
        Session session = home.Sessions()["s1"];
        (session.Title, session.WorkingDirectory, session.AgentVersion, session.Turns).ShouldBe(("A title", "/home/dev/shop", "2.0.14", 1));
    }

    [Theory]
    [InlineData("completed", """, "model":{"id":"gpt-5.5","providerID":"openai"}""", "gpt-5.5")]
    [InlineData("failed", "", null)]
    public void A_compaction_is_a_request_of_its_own(string status, string more, string? model)
    {
        Read(Session2("s1"), Message2("m1", "s1", "compaction", Compaction("running")));
        home.Sql(
            Database,
            $"UPDATE session_message SET data = '{Compaction(status, $",\"cost\":0.1,\"tokens\":{Tokens(900, 30)}{more}")}'"
        );
        UsageRecord row = home.Ingest("OpenCode").ShouldHaveSingleItem();
        (row.InputTokens, row.OutputTokens, row.Model, row.ReportedCost).ShouldBe((900, 30, model, 0.1m));
    }

    [Fact]
    public void A_message_that_is_completed_between_two_runs_counts_once()
    {
        Read(Session2("s1"), Message2("m1", "s1", "assistant", Answer2(null)));
        home.Usage().ShouldBeEmpty();
        home.Sql(Database, $"UPDATE session_message SET data = '{Answer2(Tokens(20, 9))}'");
        home.Ingest("OpenCode").ShouldHaveSingleItem().OutputTokens.ShouldBe(9);
    }

    [Fact]
    public void A_failed_request_that_is_tried_again_in_its_row_counts_by_its_last_state()
    {
        Read(
            Session2("s1"),
            Message2("m1", "s1", "assistant", Answer2(Tokens(20, 1), more: ",\"error\":{\"type\":\"provider.error\",\"message\":\"x\"}"))
        );
        home.Usage().Count.ShouldBe(1);
        home.Sql(Database, $"UPDATE session_message SET data = '{Answer2(Tokens(20, 9), completed: 5000)}'");
        home.Ingest("OpenCode").ShouldHaveSingleItem().OutputTokens.ShouldBe(9);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_forks_copies_count_once_and_belong_to_their_origin(bool atOnce)
    {
        string[] origin =
        [
            Session2("s1"),
            Message2("m1", "s1", "assistant", Answer2(Tokens(10, 5))),
            Message2("m2", "s1", "assistant", Answer2(Tokens(10, 5))),
        ];
        string[] fork =
        [
            Session2("fork", 9000, origin: "s1"),
            Message2("msg_e_0", "fork", "assistant", Answer2(Tokens(10, 5))),
            Message2("msg_e_1", "fork", "assistant", Answer2(Tokens(10, 5))),
            Message2("m3", "fork", "assistant", Answer2(Tokens(7, 3), 9500), 9500),
        ];
        if (!atOnce)
            Read(origin);
        home.Sql(Database, atOnce ? [.. Schema2, .. origin, .. fork] : fork);
        home.Ingest("OpenCode")
            .Select(row => (row.SessionId, row.InputTokens))
            .ShouldBe([("s1", 10), ("s1", 10), ("fork", 7)], ignoreOrder: true);
    }

    [Fact]
    public void What_a_revert_takes_away_stays_and_what_comes_after_it_counts()
    {
        Read(
            Session2("s1"),
            Message2("m1", "s1", "assistant", Answer2(Tokens(10, 5))),
            Message2("m2", "s1", "assistant", Answer2(Tokens(11, 5), 1), 1)
        );
        home.Sql(Database, "DELETE FROM session_message WHERE id = 'm2'", Message2("m3", "s1", "assistant", Answer2(Tokens(12, 5), 2), 2));
        home.Sync("OpenCode").RecordsAdded.ShouldBe(1);
        home.Usage().Select(row => row.InputTokens).Order().ShouldBe([10, 11, 12]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_moved_from_version_1_counts_once(bool isRead)
    {
        string[] before =
        [
            .. Schema,
            Session("s1"),
            Session("later", 50, title: "Later"),
            Message("m0", "s1", """{"role":"user","time":{"created":1767312000000}}"""),
            Message("m1", "s1", Answer(Tokens(10, 5, 2, total: 15))),
            Message("m2", "later", Answer(Tokens(30, 5), 60), 60),
        ];

        // The move writes another time of completion and leaves out the total.
        string[] moved =
        [
            .. Schema2,
            Session2("s1"),
            Message2("m0", "s1", "user", User()),
            Message2("m1", "s1", "assistant", Answer2(Tokens(10, 5, 2), completed: 1234)),
        ];
        string[] after = [Message2("m3", "s1", "user", User(70), 70), Message2("m4", "s1", "assistant", Answer2(Tokens(40, 5), 80), 80)];
        if (isRead)
            home.Sql(Database, before).Sync("OpenCode");
        home.Sql(Database, isRead ? [.. moved, .. after] : [.. before, .. moved, .. after]);
        home.Ingest("OpenCode")
            .Select(row => (row.SessionId, row.InputTokens, row.OutputTokens))
            .ShouldBe([("s1", 10, 5), ("later", 30, 5), ("s1", 40, 5)], ignoreOrder: true);
        (home.Sessions()["s1"].Turns, home.Sessions()["later"].Title).ShouldBe((2, "Later"));

        // The rows of version 1 may go.
        home.Sql(Database, "DROP TABLE part", "DROP TABLE message", "DROP TABLE session");
        home.Sync("OpenCode");
        home.Usage().Select(row => row.InputTokens).Order().ShouldBe([10, 30, 40]);
    }

    [Fact]
    public void A_message_that_an_older_file_has_too_counts_once_and_the_database_wins()
    {
        home.File(".local/share/opencode/storage/message/s1/m1.json", Answer(Tokens(999, 999)));
        home.File(".local/share/opencode/storage/message/s1/m2.json", Answer(Tokens(20, 5), 1));
        home.Sync("OpenCode");
        Read(
                Session2("s1"),
                Message2("m1", "s1", "assistant", Answer2(Tokens(10, 5))),
                Message2("m2", "s1", "assistant", Answer2(Tokens(20, 5), 1), 1)
            )
            .Select(row => row.InputTokens)
            .Order()
            .ShouldBe([10, 20]);
    }

    [Fact]
    public void An_early_form_of_the_table_and_rows_that_are_no_requests_are_passed_over()
    {
        home.Sql(
            Database,
            [
                .. Schema,
                "CREATE TABLE session_message (id TEXT PRIMARY KEY, data TEXT)",
                Session("s1"),
                Message("m1", "s1", Answer(Tokens(10, 5))),
            ]
        );
        home.Sql(
            ".local/share/opencode/opencode-next.db",
            [
                .. Schema2,
                Session2("s2"),
                Message2("m2", "s2", "shell", "broken"),
                Message2("m3", "s2", "idle", """{"outcome":"succeeded"}"""),
                Message2("m4", "s2", "assistant", Answer2(Tokens(0, 0))),
            ]
        );
        home.Ingest("OpenCode").ShouldHaveSingleItem().InputTokens.ShouldBe(10);
        home.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void The_last_message_tells_how_the_session_ended()
    {
        Read(
            Session2("done"),
            Message2("m1", "done", "assistant", Answer2(Tokens(1, 1), 1), 1),
            Message2("i1", "done", "idle", Idle("succeeded"), 9),
            Session2("stopped"),
            Message2("m2", "stopped", "assistant", Answer2(Tokens(1, 2), 1), 1),
            Message2("i2", "stopped", "idle", Idle("interrupted"), 9),
            Session2("failed"),
            Message2("m3", "failed", "assistant", Answer2(Tokens(1, 3), 1, more: ",\"error\":{\"type\":\"provider.error\"}"), 1),
            Session2("aborted"),
            Message2("m4", "aborted", "assistant", Answer2(Tokens(1, 4), 1, more: ",\"error\":{\"type\":\"aborted\"}"), 1),
            Session2("child", 5, "done", agent: "explore"),
            Message2("m5", "child", "assistant", Answer2(Tokens(1, 5), 6, more: ",\"finish\":\"stop\""), 6)
        );
        Dictionary<string, Session> sessions = home.Sessions();
        sessions["done"].Status.ShouldBe(SessionStatus.Completed);
        sessions["stopped"].Status.ShouldBe(SessionStatus.Cancelled);
        sessions["failed"].Status.ShouldBe(SessionStatus.Failed);
        sessions["aborted"].Status.ShouldBe(SessionStatus.Cancelled);
        (sessions["child"].Status, sessions["child"].ParentSessionId).ShouldBe((SessionStatus.Completed, "done"));
        home.Usage().Single(row => row.SessionId == "child").SubAgent.ShouldBe("explore");
    }

    [Fact]
    public void Bad_rows_are_one_warning_and_their_neighbours_count()
    {
        Read(
                Session2("s1"),
                Message2("m1", "s1", "assistant", "{\"agent\":"),
                Message2("m2", "s1", "assistant", Answer2(Tokens(10, 5))),
                Message2("m3", "orphan", "assistant", Answer2(Tokens(12, 5)))
            )
            .Select(row => row.InputTokens)
            .Order()
            .ShouldBe([10, 12]);
        home.Warnings.Distinct().ShouldHaveSingleItem().ShouldBe($"OpenCode: 1 malformed record(s) skipped in {home.Path(Database)}.");
    }

    public void Dispose() => home.Dispose();

    private static string User(long created = 0) => $$"""{"text":"x","time":{"created":{{Start + created}} } }""";

    private static string Idle(string outcome) => $$"""{"outcome":"{{outcome}}","time":{"created":{{Start + 9}} } }""";

    private static string Compaction(string status, string more = "") =>
        $$"""{"status":"{{status}}","reason":"auto","summary":"s","recent":"r","time":{"created":{{Start}} }{{more}} }""";

    private List<UsageRecord> Read(params string[] rows) => home.Sql(Database, [.. Schema2, .. rows]).Ingest("OpenCode");
}
