namespace Rimuru.Core.Tests.Adapters.Kiro;

public sealed class KiroTests : IDisposable
{
    private const string Folder = ".kiro/sessions/abcdef0123456789/sess_11111111-2222-3333-4444-555555555555/";
    private const string Log = Folder + "messages.jsonl";

    private readonly LogHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_turn_counts_its_credits_with_the_model_of_its_execution()
    {
        home.Write(
            Log,
            """{"id":"s","timestamp":"2026-07-22T03:24:04Z","payload":{"type":"turn_start","executionId":"exec-1"}}""",
            """{"id":"a","timestamp":"2026-07-22T03:24:06Z","payload":{"type":"assistant","executionId":"exec-1","reasoningModelId":"qdev::claude-sonnet-4.6"}}""",
            Summary(
                "exec-1-usage",
                "exec-1",
                """{"unit":"credits","usage":0.25},{"unit":"token","usage":900},{"unit":"credit","usage":-3}"""
            )
        );
        UsageRecord record = home.Sync().ShouldHaveSingleItem();
        (record.SessionId, record.Model, record.ReportedCredits, record.CreditUnit, record.Project).ShouldBe(
            ("sess_11111111-2222-3333-4444-555555555555", "claude-sonnet-4.6", 0.25m, "Kiro credits", null)
        );
        (record.Evidence, record.Cost, home.Session(record.SessionId).Turns).ShouldBe((UsageEvidence.Partial, null, 1));
    }

    [Fact]
    public void The_file_beside_the_log_may_come_later()
    {
        home.Write(Log, Summary("exec-1-usage", "exec-1", """{"unit":"credit","usage":0.25}""")).Sync();
        home.Write(Folder + "session.json", """{"title":"A title","createdAt":"2026-07-22T03:00:00Z","workspacePaths":["/work/web"]}""")
            .Sync()
            .ShouldHaveSingleItem()
            .Project.ShouldBe("web");
        home.Session("sess_11111111-2222-3333-4444-555555555555").Title.ShouldBe("A title");
    }

    [Fact]
    public void A_copy_of_a_session_counts_its_events_once_and_another_session_its_own()
    {
        const string Long = "11111111-2222-3333-4444-666666666666-usage";
        const string Other = ".kiro/sessions/abcdef0123456789/sess_other/messages.jsonl";
        string credit = """{"unit":"credit","usage":0.25}""";
        home.Write(Log, Summary(Long, "e", credit), Summary("u1", "e", credit), Summary("u1", "e", credit))
            .Write(Other, Summary(Long, "e", credit), Summary("u1", "e", credit));
        home.Sync().Count.ShouldBe(3);
    }

    [Fact]
    public void A_line_that_is_being_written_is_no_defect()
    {
        home.Write(Log, Summary("exec-1-usage", "exec-1", """{"unit":"credit","usage":0.25}"""));
        File.AppendAllText(home.PathOf(Log), """{"id":"x","payl""");
        home.Sync().ShouldHaveSingleItem();
        home.Warnings.ShouldBeEmpty();
        File.AppendAllText(home.PathOf(Log), "\n");
        home.Sync().ShouldHaveSingleItem();
        home.Warnings.ShouldHaveSingleItem();
    }

    private static string Summary(string id, string execution, string parts) =>
        $$$"""{"id":"{{{id}}}","timestamp":"2026-07-22T03:24:07Z","payload":{"type":"usage_summary","executionId":"{{{execution}}}","promptTurnSummaries":[{{{parts}}}]}}""";
}
