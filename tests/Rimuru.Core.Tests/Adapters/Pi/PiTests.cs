namespace Rimuru.Core.Tests.Adapters.Pi;

public sealed class PiTests : IDisposable
{
    private const string Parent = ".pi/agent/sessions/--work-web--/2026-11-01T10-00-00-000Z_s1.jsonl";
    private const string Fork = ".pi/agent/sessions/--work-web--/2026-11-01T11-00-00-000Z_s2.jsonl";
    private readonly LogHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_response_is_a_record_with_the_agents_own_cost()
    {
        UsageRecord record = home.Write(Parent, Head("s1", 10), Message("e1", "msg_1")).Sync().ShouldHaveSingleItem();
        (record.InputTokens, record.CacheReadTokens, record.CacheWrite5mTokens, record.OutputTokens, record.ReasoningTokens).ShouldBe((5, 6, 7, 8, 0));
        (record.Provider, record.Project, record.ReportedCost).ShouldBe(("anthropic", "web", 0.000015m));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_forks_copies_belong_to_its_parent(bool hasIds)
    {
        string? id = hasIds ? "msg_1" : null;
        home.Write(Fork, Head("s2", 11, Parent), Message("e1", id), Message("e2", hasIds ? "msg_2" : null, output: 9)).Sync();
        home.Write(Parent, Head("s1", 10), Message("e1", id));
        home.Sync().Select(r => (r.SessionId, r.OutputTokens)).ShouldBe([("s1", 8L), ("s2", 9L)], ignoreOrder: true);
        home.Session("s2").ParentSessionId.ShouldBe("s1");
    }

    [Fact]
    public void A_failed_response_is_no_request() =>
        home.Write(Parent, Head("s1", 10), """{"type":"message","id":"e1","timestamp":"2026-11-01T10:00:01Z","message":{"role":"assistant","usage":{"input":0,"output":0},"stopReason":"error"}}""").Sync().ShouldBeEmpty();

    [Theory]
    [InlineData("aborted", UsageEvidence.Partial)]
    [InlineData("error", UsageEvidence.Partial)]
    [InlineData("length", UsageEvidence.Recorded)]
    public void A_response_that_was_cut_off_is_partial(string reason, UsageEvidence evidence) =>
        home.Write(Parent, Head("s1", 10), $$$"""{"type":"message","id":"e1","timestamp":"2026-11-01T10:00:01Z","message":{"role":"assistant","usage":{"input":5,"output":1},"stopReason":"{{{reason}}}"}}""")
            .Sync().ShouldHaveSingleItem().Evidence.ShouldBe(evidence);

    [Fact]
    public void Bad_lines_are_one_warning()
    {
        home.Write(Parent, Head("s1", 10), "{\"type\":\"message\",\"message\":", "not json", """{"type":"message","message":{"role":"assistant","usage":{"input":"5","output":1e300}}}""", Message("e1", "msg_1")).Sync().Count.ShouldBe(2);
        home.Warnings.Count.ShouldBe(2); // the lines, and the number that is none
    }

    private static string Head(string id, int hour, string? parent = null) =>
        $$"""{"type":"session","version":3,"id":"{{id}}","timestamp":"2026-11-01T{{hour}}:00:00.000Z","cwd":"/work/web"{{(parent is null ? "" : $",\"parentSession\":\"/home/dev/{parent}\"")}}}""";

    private static string Message(string entry, string? response, long output = 8) =>
        $$$$$$"""{"type":"message","id":"{{{{{{entry}}}}}}","timestamp":"2026-11-01T10:00:01.000Z","message":{"role":"assistant","provider":"anthropic","model":"claude-sonnet-4-5","usage":{"input":5,"output":{{{{{{output}}}}}},"cacheRead":6,"cacheWrite":7,"cost":{"total":1.5e-05}},"stopReason":"stop"{{{{{{(response is null ? "" : $",\"responseId\":\"{response}\"")}}}}}}}}""";
}
