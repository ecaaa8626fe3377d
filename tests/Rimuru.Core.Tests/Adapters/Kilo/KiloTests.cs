using static Rimuru.Core.Tests.Adapters.OpenCode.OpenCodeTables;

namespace Rimuru.Core.Tests.Adapters.Kilo;

/// <summary>What is Kilo's own in the tables that it shares with OpenCode.</summary>
public sealed class KiloTests : IDisposable
{
    private const string Database = ".local/share/kilo/kilo.db";
    private readonly AgentHome home = new();

    [Fact]
    public void A_database_belongs_to_one_agent()
    {
        home.Sql(Database, [.. Schema, Session("s1"), Message("m1", "s1", Answer(Tokens(10, 5)))]);
        home.Sync("OpenCode").FilesFound.ShouldBe(0);
        home.Ingest("Kilo").ShouldHaveSingleItem().Agent.ShouldBe("Kilo");
    }

    [Fact]
    public void A_channel_s_database_may_have_opencode_s_name()
    {
        string[] rows = [.. Schema, Session("s1"), Message("m1", "s1", Answer(Tokens(10, 5)))];
        home.Sql(".local/share/kilo/opencode-canary.db", rows);
        home.Sync("OpenCode").FilesFound.ShouldBe(0);
        home.Ingest("Kilo").ShouldHaveSingleItem().Agent.ShouldBe("Kilo");
        home.Sql(Database, rows);
        home.Ingest("Kilo").ShouldHaveSingleItem();
    }

    [Fact]
    public void Copies_that_cost_nothing_are_copies()
    {
        home.Sql(
            Database,
            [
                .. Schema,
                Session("s1"),
                Session("fork", 10),
                Message("f1", "fork", Answer(Tokens(10, 5), cost: "0")),
                Message("m1", "s1", Answer(Tokens(10, 5))),
            ]
        );
        UsageRecord row = home.Ingest("Kilo").ShouldHaveSingleItem();
        (row.SessionId, row.ReportedCost).ShouldBe(("s1", 0.5m));
    }

    [Fact]
    public void A_message_does_not_cost_what_its_sub_agent_did()
    {
        home.Sql(
            Database,
            [
                .. Schema,
                Session("s1"),
                Session("child", 10, "s1"),
                Message("m1", "s1", Answer(Tokens(10, 5), cost: "0.5")),
                Part("p1", "m1", """{"reason":"stop","type":"step-finish","tokens":{"input":10,"output":5},"cost":0.2}"""),
                Message("m2", "child", Answer(Tokens(20, 5), 20, cost: "0.3"), 20),
            ]
        );
        home.Ingest("Kilo").Select(row => (row.SessionId, row.ReportedCost)).ShouldBe([("s1", 0.2m), ("child", 0.3m)], ignoreOrder: true);
    }

    [Theory]
    [InlineData("kilo-canary.db", null)]
    [InlineData("mine.db", "mine.db")]
    [InlineData("../elsewhere/kilo-mine.db", "../elsewhere/kilo-mine.db")]
    [InlineData("kilo.db", ":memory:")]
    public void Channels_and_KILO_DB_name_databases(string file, string? value)
    {
        if (value is not null)
            home.With("KILO_DB", value);
        home.Sql(".local/share/kilo/" + file, [.. Schema, Session("s1"), Message("m1", "s1", Answer(Tokens(10, 5)))]);
        home.Ingest("Kilo").Count.ShouldBe(1);
    }

    [Fact]
    public void Tasks_of_the_extension_move_with_XDG_CONFIG_HOME()
    {
        home.File(
            "moved/Code/User/globalStorage/kilocode.kilo-code/tasks/t1/ui_messages.json",
            """[{"ts":1773136800000,"type":"say","say":"api_req_started","text":"{\"tokensIn\":100,\"tokensOut\":2}"}]"""
        );
        home.Sync("Kilo").FilesFound.ShouldBe(0);
        home.With("XDG_CONFIG_HOME", home.Path("moved")).Sync("Kilo").RecordsAdded.ShouldBe(1);
    }

    [Fact]
    public void The_tables_of_version_2_are_read()
    {
        home.Sql(
            Database,
            [
                .. Schema2,
                Session2("s1"),
                Session2("fork", 10, origin: "s1"),
                Message2("f1", "fork", "assistant", Answer2(Tokens(10, 5), cost: "0")),
                Message2("m1", "s1", "assistant", Answer2(Tokens(10, 5))),
            ]
        );
        UsageRecord row = home.Ingest("Kilo").ShouldHaveSingleItem();
        (row.Agent, row.SessionId, row.ReportedCost).ShouldBe(("Kilo", "s1", 0.5m));
    }

    public void Dispose() => home.Dispose();
}
