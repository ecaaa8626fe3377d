using Rimuru.Core.Sqlite;
using static Rimuru.Core.Tests.Adapters.OpenCode.OpenCodeTables;

namespace Rimuru.Core.Tests.Adapters.OpenCode;

/// <summary>The rules of <c>docs/ledger.md</c> for OpenCode's database, each on rows of our own.</summary>
public sealed class OpenCodeTests : IDisposable
{
    private const string Database = ".local/share/opencode/opencode.db";
    private readonly AgentHome home = new();

    [Fact]
    public void A_message_is_a_request_with_disjoint_buckets()
    {
        UsageRecord row = Read(Session("s1"), Message("m1", "s1", Answer(Tokens(10, 5, 0, 100, 50, 165)))).ShouldHaveSingleItem();
        (row.InputTokens, row.CacheReadTokens, row.CacheWrite5mTokens, row.OutputTokens).ShouldBe((10, 100, 50, 5));
        (row.Provider, row.Model, row.Project, row.ReportedCost).ShouldBe(("openai", "gpt-5.5", "shop", 0.5m));
        row.Timestamp.ToUnixTimeMilliseconds().ShouldBe(Start);
    }

    [Fact]
    public void The_total_decides_whether_the_output_holds_the_reasoning()
    {
        List<UsageRecord> rows = Read(
            Session("s1"),
            Message("m1", "s1", Answer(Tokens(375, 123, 69, 65856, 0, 66423))),
            Message("m2", "s1", Answer(Tokens(10757, 71, 38, 0, 0, 10828), 1), 1)
        );
        rows.Select(row => (row.OutputTokens, row.ReasoningTokens)).ShouldBe([(192, 69), (71, 38)], ignoreOrder: true);
    }

    [Theory]
    [InlineData("1.3.9", "openai", 100)]
    [InlineData("1.3.9", "anthropic", 140)]
    [InlineData("1.4.0", "openai", 140)]
    [InlineData("local", "openai", 140)]
    public void Without_a_total_the_version_and_the_provider_decide(string version, string provider, long output) =>
        Read(Session("s1", version: version), Message("m1", "s1", Answer(Tokens(1, 100, 40), provider: provider)))
            .Single()
            .OutputTokens.ShouldBe(output);

    [Fact]
    public void Reasoning_beyond_the_output_is_never_inside_it() =>
        Read(Session("s1", version: "1.0.0"), Message("m1", "s1", Answer(Tokens(1, 0, 40)))).Single().OutputTokens.ShouldBe(40);

    [Fact]
    public void A_forks_copies_count_once_and_belong_to_the_session_created_first()
    {
        List<UsageRecord> rows = Read(
            Session("fork", 9000),
            Session("origin"),
            Message("f1", "fork", Answer(Tokens(10, 5), cost: "0")),
            Message("m1", "origin", Answer(Tokens(10, 5))),
            Message("f2", "fork", Answer(Tokens(7, 3), 9500), 9500)
        );
        rows.Select(row => (row.SessionId, row.InputTokens, row.ReportedCost))
            .ShouldBe([("origin", 10, 0.5m), ("fork", 7, 0.5m)], ignoreOrder: true);
    }

    [Fact]
    public void Copies_of_a_deleted_origin_stay_its_own()
    {
        Read(Session("origin"), Message("m1", "origin", Answer(Tokens(10, 5))));
        home.Sql(
            Database,
            Session("fork", 9000),
            Message("f1", "fork", Answer(Tokens(10, 5))),
            "DELETE FROM message WHERE id = 'm1'",
            "DELETE FROM session WHERE id = 'origin'"
        );
        home.Sync("OpenCode");
        home.Usage().ShouldHaveSingleItem().SessionId.ShouldBe("origin");
    }

    [Fact]
    public void Twins_in_one_session_are_two_requests() =>
        Read(Session("s1"), Message("m1", "s1", Answer(Tokens(10, 5))), Message("m2", "s1", Answer(Tokens(10, 5)))).Count.ShouldBe(2);

    [Fact]
    public void Equal_numbers_at_another_time_are_two_requests() =>
        Read(Session("s1"), Session("s2"), Message("m1", "s1", Answer(Tokens(10, 5))), Message("m2", "s2", Answer(Tokens(10, 5), 1), 1))
            .Count.ShouldBe(2);

    [Theory]
    [InlineData("global")]
    [InlineData("p0")]
    public void A_session_that_moves_to_another_project_does_not_count_twice(string project)
    {
        Read(Session("s1", project: project), Message("m1", "s1", Answer(Tokens(10, 5))), Message("m2", "s1", Answer(Tokens(11, 5), 1), 1));
        home.Sql(Database, "UPDATE session SET project_id = 'p1'", Session("fork", 9000), Message("f1", "fork", Answer(Tokens(10, 5))));
        home.Sync("OpenCode");
        home.Usage().Select(row => row.InputTokens).Order().ShouldBe([10, 11]);

        // All is read again where the newest message is gone.
        home.Sql(Database, "DELETE FROM message WHERE id IN ('m2', 'f1')");
        home.Sync("OpenCode");
        home.Usage().Select(row => row.InputTokens).Order().ShouldBe([10, 11]);
    }

    [Fact]
    public void A_locked_database_is_read_or_warned_of_and_read_later()
    {
        home.Sql(Database, [.. Schema, "PRAGMA journal_mode = DELETE", Session("s1"), Message("m1", "s1", Answer(Tokens(10, 5)))]);
        using (SqliteDatabase agent = SqliteDatabase.Open(home.Path(Database)))
        {
            agent.Execute("BEGIN EXCLUSIVE");
            home.Sync("OpenCode");
            agent.Execute("COMMIT");
        }

        home.Ingest("OpenCode").Count.ShouldBe(1);
    }

    [Fact]
    public void Sub_agents_with_numbers_of_their_own_are_sessions_with_a_parent()
    {
        List<UsageRecord> rows = Read(
            Session("s1"),
            Session("child", 50, "s1", agent: "explore"),
            Message("m1", "s1", Answer(Tokens(10, 5))),
            Message("m2", "child", Answer(Tokens(10, 6)))
        );
        rows.Single(row => row.SessionId == "child").SubAgent.ShouldBe("explore");
        home.Sessions()["child"].ParentSessionId.ShouldBe("s1");
    }

    [Fact]
    public void All_zero_rows_and_the_users_own_are_no_requests() =>
        Read(
                Session("s1"),
                Message("m1", "s1", Answer(Tokens(0, 0), completed: -1, cost: "0")),
                Message("m2", "s1", """{"role":"user","time":{"created":1767312000000},"summary":true}""")
            )
            .ShouldBeEmpty();

    [Fact]
    public void A_cost_of_zero_is_unknown() =>
        Read(Session("s1"), Message("m1", "s1", Answer(Tokens(10, 5), cost: "0"))).Single().ReportedCost.ShouldBeNull();

    [Fact]
    public void Tokens_that_only_the_steps_have_add_up()
    {
        string bare = """{"role":"assistant","providerID":"openai","modelID":"gpt-5.5","time":{"created":1767312000000}}""";
        UsageRecord row = Read(
                Session("s1"),
                Message("m1", "s1", bare),
                Part(
                    "p1",
                    "m1",
                    """{"type":"step-finish","tokens":{"input":11,"output":7,"reasoning":2,"cache":{"read":3,"write":0}},"cost":0.1}"""
                ),
                Part("p2", "m1", """{"type":"tool","tokens":{"input":999}}"""),
                Part(
                    "p3",
                    "m1",
                    """{"type":"step-finish","tokens":{"input":1,"output":1,"reasoning":0,"cache":{"read":0,"write":0}},"cost":0.2}"""
                )
            )
            .Single();
        (row.InputTokens, row.CacheReadTokens, row.OutputTokens, row.ReportedCost).ShouldBe((12, 3, 10, 0.3m));
    }

    [Fact]
    public void A_message_of_several_steps_is_as_many_requests()
    {
        // Its own tokens are those of the last step, its cost is that of all.
        UsageRecord row = Read(
                Session("s1"),
                Session("fork", 9000),
                Message("m1", "s1", Answer(Tokens(300, 30), cost: "0.6")),
                Message("f1", "fork", Answer(Tokens(300, 30), cost: "0.6")),
                Part("p1", "m1", Step(Tokens(100, 10), "0.1")),
                Part("p2", "m1", Step(Tokens(200, 20), "0.2")),
                Part("p3", "m1", Step(Tokens(300, 30), "0.3")),
                Part("p4", "m1", "{torn")
            )
            .Single();
        (row.SessionId, row.Requests, row.InputTokens, row.OutputTokens, row.ReportedCost).ShouldBe(("s1", 3, 600, 60, 0.6m));
        home.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Steps_that_are_not_all_there_do_not_tell_less_than_the_message() =>
        Read(
                Session("s1"),
                Message("m1", "s1", Answer(Tokens(300, 30))),
                Part("p1", "m1", Step(Tokens(1, 1))),
                Part("p2", "m1", Step(Tokens(2, 2)))
            )
            .Single()
            .InputTokens.ShouldBe(300);

    [Fact]
    public void A_message_without_tokens_of_its_own_has_those_of_its_step()
    {
        UsageRecord row = Read(Session("s1"), Message("m1", "s1", Answer(Tokens(0, 0))), Part("p1", "m1", Step(Tokens(11, 7), "0.1")))
            .Single();
        (row.Requests, row.InputTokens, row.OutputTokens, row.ReportedCost).ShouldBe((1, 11, 7, 0.5m));
    }

    [Fact]
    public void Steps_that_come_between_two_runs_count_once()
    {
        Read(Session("s1"), Message("m1", "s1", Answer(Tokens(0, 0), completed: -1, cost: "0")), Part("p1", "m1", Step(Tokens(100, 10))));
        home.Usage().Single().InputTokens.ShouldBe(100);
        home.Sql(Database, $"UPDATE message SET data = '{Answer(Tokens(200, 20))}'", Part("p2", "m1", Step(Tokens(200, 20))));
        UsageRecord row = home.Ingest("OpenCode").Single();
        (row.Requests, row.InputTokens).ShouldBe((2, 300));
    }

    [Fact]
    public void A_message_that_is_completed_between_two_runs_counts_once()
    {
        Read(
            Session("s1"),
            Message("m0", "s1", Answer(Tokens(0, 0), completed: -1, cost: "0")),
            Message("m1", "s1", Answer(Tokens(10, 5), 1, completed: -1), 1)
        );
        home.Sql(
            Database,
            $"UPDATE message SET data = '{Answer(Tokens(20, 9))}' WHERE id = 'm0'",
            $"UPDATE message SET data = '{Answer(Tokens(10, 6), 1)}' WHERE id = 'm1'"
        );
        home.Sync("OpenCode");
        home.Usage().Select(row => (row.InputTokens, row.OutputTokens)).ShouldBe([(20, 9), (10, 6)], ignoreOrder: true);
    }

    [Fact]
    public void Only_new_rows_are_read_and_a_rebuilt_file_is_read_again()
    {
        Read(Session("s1"), Message("m1", "s1", Answer(Tokens(10, 5))), Message("m2", "s1", Answer(Tokens(11, 5), 1), 1));

        // Not open and not new: nobody looks at it.
        home.Sql(Database, $"UPDATE message SET data = 'broken' WHERE id = 'm1'", Message("m3", "s1", Answer(Tokens(12, 5), 2), 2));
        home.Sync("OpenCode").RecordsAdded.ShouldBe(1);
        home.Warnings.ShouldBeEmpty();

        // The newest row is gone and its number is used again.
        home.Sql(Database, "DELETE FROM message WHERE id = 'm3'", Message("m4", "s1", Answer(Tokens(13, 5), 3), 3));
        home.Sync("OpenCode").RecordsAdded.ShouldBe(1);
        home.Usage().Select(row => row.InputTokens).Order().ShouldBe([10, 11, 12, 13]);
    }

    [Fact]
    public void What_stands_in_the_wal_of_a_running_agent_is_read()
    {
        home.Sql(Database, [.. Schema, Session("s1")]);
        using SqliteDatabase agent = SqliteDatabase.Open(home.Path(Database));
        agent.Execute(Message("m1", "s1", Answer(Tokens(10, 5))));
        home.Ingest("OpenCode").Count.ShouldBe(1);
        agent.Execute(Message("m2", "s1", Answer(Tokens(11, 5), 1), 1));
        home.Sync("OpenCode").RecordsAdded.ShouldBe(1);
        home.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void The_last_message_tells_how_the_session_ended()
    {
        Read(
            Session("done"),
            Message("m1", "done", Answer(Tokens(1, 1), 1)),
            Session("stopped"),
            Message("m2", "stopped", Answer(Tokens(1, 2), 1, more: ",\"error\":{\"name\":\"MessageAbortedError\"}")),
            Session("failed"),
            Message("m3", "failed", Answer(Tokens(1, 3), 1, more: ",\"error\":{\"name\":\"APIError\",\"data\":{}}")),
            Session("open"),
            Message("m4", "open", Answer(Tokens(1, 4), 1, more: ",\"finish\":\"tool-calls\""))
        );
        Dictionary<string, Session> sessions = home.Sessions();
        sessions["done"].Status.ShouldBe(SessionStatus.Completed);
        sessions["stopped"].Status.ShouldBe(SessionStatus.Cancelled);
        sessions["failed"].Status.ShouldBe(SessionStatus.Failed);
        sessions["open"].Status.ShouldBe(SessionStatus.Failed); // left open, and long ago
        (sessions["done"].Title, sessions["done"].WorkingDirectory, sessions["done"].AgentVersion).ShouldBe(
            ("A title", "/home/dev/shop", "1.18.0")
        );
    }

    [Fact]
    public void Older_tables_without_some_columns_are_read()
    {
        home.Sql(
            Database,
            "CREATE TABLE session (id TEXT PRIMARY KEY, project_id TEXT)",
            "CREATE TABLE message (id TEXT PRIMARY KEY, session_id TEXT, time_created INTEGER, data TEXT)",
            "INSERT INTO session VALUES ('s1', 'p1')",
            $"INSERT INTO message VALUES ('m1', 's1', {Start}, '{Answer(Tokens(10, 5))}')"
        );
        home.Ingest("OpenCode").Count.ShouldBe(1);
    }

    [Fact]
    public void Bad_rows_are_one_warning_and_their_neighbours_count()
    {
        List<UsageRecord> rows = Read(
            Session("s1"),
            Message("m1", "s1", "{\"role\":\"assist"),
            Message("m2", "s1", "[1]"),
            Message("m3", "s1", "null"),
            Message("m4", "s1", """{"role":"assistant","time":"soon","tokens":7,"cost":"x","path":[],"error":null}"""),
            Message("m5", "s1", Answer(Tokens(10, 5))),
            Message("m6", "orphan", Answer(Tokens(12, 5)))
        );
        rows.Select(row => row.InputTokens).Order().ShouldBe([10, 12]);
        home.Warnings.Distinct().ShouldHaveSingleItem().ShouldBe($"OpenCode: 3 malformed record(s) skipped in {home.Path(Database)}.");
    }

    [Fact]
    public void A_text_that_no_encoding_has_costs_its_own_row_only()
    {
        List<UsageRecord> rows = Read(
            Session("s1"),
            Message("m1", "s1", """{"\ud800x":1,"role":"assistant"}"""),
            Message("m2", "s1", Answer(Tokens(10, 5)))
        );
        rows.ShouldHaveSingleItem().InputTokens.ShouldBe(10);
        home.Warnings.Distinct().ShouldHaveSingleItem().ShouldBe($"OpenCode: 1 malformed record(s) skipped in {home.Path(Database)}.");
    }

    [Fact]
    public void A_file_that_is_no_database_is_one_warning_and_its_neighbour_counts()
    {
        home.File(".local/share/opencode/opencode-dev.db", new string('x', 5000));
        Read(Session("s1"), Message("m1", "s1", Answer(Tokens(10, 5)))).Count.ShouldBe(1);
        home.Warnings.Distinct().ShouldHaveSingleItem().ShouldContain("opencode-dev.db");
    }

    [Fact]
    public void A_missing_column_is_one_warning()
    {
        home.Sql(Database, "CREATE TABLE message (id TEXT PRIMARY KEY)");
        home.Sync("OpenCode").UnreadableFiles.ShouldBe(1);
        home.Warnings.ShouldHaveSingleItem().ShouldContain("no such column");
    }

    [Fact]
    public void Channels_have_databases_of_their_own_and_share_their_copies()
    {
        string[] rows = [.. Schema, Session("s1"), Message("m1", "s1", Answer(Tokens(10, 5)))];
        home.Sql(".local/share/opencode/opencode-dev.db", [.. rows, Message("m2", "s1", Answer(Tokens(11, 5), 1), 1)]);
        home.Sql(Database, rows);
        home.Ingest("OpenCode").Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("/elsewhere/mine.db", "elsewhere/mine.db", 1)]
    [InlineData("other.db", ".local/share/opencode/other.db", 1)]
    [InlineData("/elsewhere/kilo.db", "elsewhere/kilo.db", 0)]
    [InlineData(":memory:", ".local/share/opencode/opencode.db", 1)]
    public void OPENCODE_DB_names_a_database(string value, string file, int rows)
    {
        home.With("OPENCODE_DB", value.StartsWith('/') ? home.Path(value[1..]) : value);
        home.Sql(file, [.. Schema, Session("s1"), Message("m1", "s1", Answer(Tokens(10, 5)))]);
        home.Ingest("OpenCode").Count.ShouldBe(rows);
    }

    public void Dispose() => home.Dispose();

    private List<UsageRecord> Read(params string[] rows) => home.Sql(Database, [.. Schema, .. rows]).Ingest("OpenCode");
}
