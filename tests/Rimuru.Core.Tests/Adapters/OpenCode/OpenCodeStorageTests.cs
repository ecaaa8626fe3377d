using static Rimuru.Core.Tests.Adapters.OpenCode.OpenCodeTables;

namespace Rimuru.Core.Tests.Adapters.OpenCode;

/// <summary>The older storage of JSON files, alone and beside a database.</summary>
public sealed class OpenCodeStorageTests : IDisposable
{
    private const string Storage = ".local/share/opencode/storage/";
    private const string Database = ".local/share/opencode/opencode.db";
    private readonly AgentHome home = new();

    [Fact]
    public void Messages_and_sessions_are_read()
    {
        SessionFile("s1");
        home.File(Storage + "message/s1/m1.json", Answer(Tokens(10, 5, 3), cost: "0.25"));
        UsageRecord row = home.Ingest("OpenCode").ShouldHaveSingleItem();
        (row.SessionId, row.Project, row.OutputTokens, row.ReportedCost).ShouldBe(("s1", "shop", 5, 0.25m)); // this storage is older than the change
        home.Sessions()["s1"].Title.ShouldBe("Old");
    }

    [Fact]
    public void A_session_file_that_comes_later_does_not_count_twice()
    {
        home.File(Storage + "message/s1/m1.json", Answer(Tokens(10, 5)));
        home.Sync("OpenCode");
        SessionFile("s1");
        home.Sync("OpenCode");
        home.Usage().ShouldHaveSingleItem().Project.ShouldBe("shop");
    }

    [Fact]
    public void Tokens_that_only_the_steps_have_add_up()
    {
        home.File(
            Storage + "message/s1/m1.json",
            """{"id":"m1","sessionID":"s1","role":"assistant","providerID":"openai","modelID":"gpt-5.5","time":{"created":1767312000000}}"""
        );
        home.File(
            Storage + "part/m1/p1.json",
            """{"type":"step-finish","tokens":{"input":11,"output":7,"reasoning":0,"cache":{"read":0,"write":0}}}"""
        );
        home.Ingest("OpenCode").Single().InputTokens.ShouldBe(11);
    }

    [Fact]
    public void A_message_of_several_steps_is_as_many_requests()
    {
        home.File(Storage + "message/s1/m1.json", Answer(Tokens(300, 30)));
        home.File(Storage + "part/m1/p1.json", Step(Tokens(100, 10)));
        home.File(Storage + "part/m1/p2.json", Step(Tokens(300, 30)));
        home.File(Storage + "part/m1/p3.json", "{torn");
        UsageRecord row = home.Ingest("OpenCode").Single();
        (row.Requests, row.InputTokens, row.OutputTokens).ShouldBe((2, 400, 40));
        home.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_forks_copies_count_once()
    {
        SessionFile("s1");
        SessionFile("fork", 5000);
        home.File(Storage + "message/s1/m1.json", Answer(Tokens(10, 5)));
        home.File(Storage + "message/fork/m9.json", Answer(Tokens(10, 5)));
        home.Ingest("OpenCode").ShouldHaveSingleItem().SessionId.ShouldBe("s1");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_database_wins_by_message_id_in_any_order(bool filesFirst)
    {
        void Files()
        {
            SessionFile("s1");
            home.File(Storage + "message/s1/m1.json", Answer(Tokens(999, 999)));
            home.File(Storage + "message/s1/m2.json", Answer(Tokens(20, 5), 1));
            home.File(Storage + "message/s1/m3.json", Answer(Tokens(30, 5), 2));
        }

        void Rows() =>
            home.Sql(
                Database,
                [
                    .. Schema,
                    Session("s1", version: "1.1.0"),
                    Message("m1", "s1", Answer(Tokens(10, 5))),
                    Message("m2", "s1", Answer(Tokens(20, 5), 1), 1),
                ]
            );
        foreach (Action step in filesFirst ? new Action[] { Files, Rows } : [Rows, Files])
        {
            step();
            home.Sync("OpenCode");
        }

        home.Usage().Select(row => row.InputTokens).Order().ShouldBe([10, 20, 30]);
    }

    [Fact]
    public void A_message_that_is_completed_between_two_runs_counts_once()
    {
        home.File(Storage + "message/s1/m1.json", Answer(Tokens(10, 5), completed: -1));
        home.Sync("OpenCode");
        home.File(Storage + "message/s1/m1.json", Answer(Tokens(10, 6)));
        home.Sync("OpenCode");
        home.Usage().ShouldHaveSingleItem().OutputTokens.ShouldBe(6);
    }

    [Fact]
    public void A_damaged_message_is_one_warning_and_its_neighbours_count()
    {
        home.File(Storage + "message/s1/m1.json", "{\"role\":");
        home.File(Storage + "message/s1/m2.json", Answer(Tokens(10, 5)));
        home.File(Storage + "session/p1/s1.json", "nonsense");
        home.Ingest("OpenCode").Count.ShouldBe(1);
        home.Warnings.Distinct().ShouldHaveSingleItem().ShouldContain("m1.json");
    }

    [Fact]
    public void Files_that_are_gone_take_no_rows_along()
    {
        home.File(Storage + "message/s1/m1.json", Answer(Tokens(10, 5)));
        home.Sync("OpenCode");
        Directory.Delete(home.Path(Storage), recursive: true);
        home.Sync("OpenCode");
        home.Usage().Count.ShouldBe(1);
    }

    public void Dispose() => home.Dispose();

    private void SessionFile(string id, long created = 0) =>
        home.File(
            $"{Storage}session/p1/{id}.json",
            $$$"""{"id":"{{{id}}}","projectID":"p1","directory":"/home/dev/shop","title":"Old","version":"1.1.0","time":{"created":{{{Start + created}}},"updated":{{{Start + created}}} } }"""
        );
}
