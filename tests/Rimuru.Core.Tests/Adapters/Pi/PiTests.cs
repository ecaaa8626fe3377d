using System.Text;
using Rimuru.Core.Adapters.Pi;
using Rimuru.Core.Records;

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
        (record.InputTokens, record.CacheReadTokens, record.CacheWrite5mTokens, record.OutputTokens, record.ReasoningTokens).ShouldBe(
            (5, 6, 7, 8, 0)
        );
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
    public void Long_lived_writes_are_told_apart_and_reasoning_is_a_part_of_the_output()
    {
        UsageRecord record = home.Write(
                Parent,
                Head("s1", 10),
                Message("e1", "msg_1")
                    .Replace("\"cacheWrite\":7", "\"cacheWrite\":7,\"cacheWrite1h\":3,\"reasoning\":4", StringComparison.Ordinal)
            )
            .Sync()
            .ShouldHaveSingleItem();
        (record.CacheWrite5mTokens, record.CacheWrite1hTokens, record.OutputTokens, record.ReasoningTokens).ShouldBe((4, 3, 8, 4));
    }

    [Fact]
    public void Responses_of_a_server_that_repeats_its_ids_are_requests_each()
    {
        home.Write(Fork, Head("s2", 11, Parent), Message("e1", "chatcmpl-418"), Message("e2", "chatcmpl-418", second: 2)).Sync();
        home.Write(
            Parent,
            Head("s1", 10),
            Message("e1", "chatcmpl-418"),
            Message("e2", "chatcmpl-418", second: 2),
            Message("e3", "chatcmpl-418", second: 3)
        );
        home.Sync().Select(r => r.SessionId).ShouldBe(["s1", "s1", "s1"]);
    }

    [Fact]
    public void A_ledger_that_knows_responses_by_their_id_alone_counts_none_twice()
    {
        home.Write(Parent, Head("s1", 10), Message("e1", "msg_1")).Sync();
        home.Sql(
            "ledger.db",
            $"UPDATE usage SET key = x'{RecordKey.Of(PiIdentity.Response, Encoding.UTF8.GetBytes("msg_1"))}'",
            "UPDATE file SET reader_version = 2"
        );
        home.Sync().ShouldHaveSingleItem().OutputTokens.ShouldBe(8);
    }

    [Fact]
    public void The_model_is_the_one_that_answered()
    {
        UsageRecord record = home.Write(
                Parent,
                Head("s1", 10),
                """{"type":"message","id":"e1","timestamp":"2026-11-01T10:00:01Z","message":{"role":"assistant","provider":"openrouter","model":"openrouter/auto","responseModel":"anthropic/claude-sonnet-4.5","usage":{"input":1000,"output":50}}}"""
            )
            .Sync()
            .ShouldHaveSingleItem();
        (record.Model, record.Cost).ShouldBe(("anthropic/claude-sonnet-4.5", 0.00375m));
    }

    [Theory]
    [InlineData(
        """{"type":"compaction","id":"e2","timestamp":"2026-11-01T10:00:02Z","usage":{"input":500,"output":70},"retainedTail":[{"role":"assistant","usage":{"input":5,"output":8}}]}""",
        "claude-sonnet-4-5"
    )]
    [InlineData(
        """{"type":"compaction","id":"e2","timestamp":"2026-11-01T10:00:02Z","usage":{"input":500,"output":70},"fromHook":true}""",
        null
    )]
    [InlineData(
        """{"type":"branch_summary","id":"e2","timestamp":"2026-11-01T10:00:02Z","usage":{"input":500,"output":70}}""",
        "claude-sonnet-4-5"
    )]
    [InlineData(
        """{"type":"usage","id":"e2","timestamp":"2026-11-01T10:00:02Z","kind":"cache_warm","provider":"openai","model":"gpt-5.5","usage":{"input":500,"output":70}}""",
        "gpt-5.5"
    )]
    [InlineData(
        """{"type":"message","id":"e2","timestamp":"2026-11-01T10:00:02Z","message":{"role":"toolResult","usage":{"input":500,"output":70}}}""",
        null
    )]
    public void Requests_beside_the_conversation_count_too(string entry, string? model)
    {
        home.Write(Parent, Head("s1", 10), Message("e1", "msg_1")).Sync();
        UsageRecord record = home.Append(Parent, entry).Sync()[^1];
        (record.InputTokens, record.OutputTokens, record.Model, record.Evidence).ShouldBe((500, 70, model, UsageEvidence.Recorded));
        home.Write(Fork, Head("s2", 11, Parent), Message("e1", "msg_1"), entry).Sync().Count.ShouldBe(2);
    }

    [Fact]
    public void A_failed_response_is_no_request() =>
        home.Write(
                Parent,
                Head("s1", 10),
                """{"type":"message","id":"e1","timestamp":"2026-11-01T10:00:01Z","message":{"role":"assistant","usage":{"input":0,"output":0},"stopReason":"error"}}"""
            )
            .Sync()
            .ShouldBeEmpty();

    [Theory]
    [InlineData("aborted", UsageEvidence.Partial)]
    [InlineData("error", UsageEvidence.Partial)]
    [InlineData("length", UsageEvidence.Recorded)]
    public void A_response_that_was_cut_off_is_partial(string reason, UsageEvidence evidence) =>
        home.Write(
                Parent,
                Head("s1", 10),
                $$$"""{"type":"message","id":"e1","timestamp":"2026-11-01T10:00:01Z","message":{"role":"assistant","usage":{"input":5,"output":1},"stopReason":"{{{reason}}}"}}"""
            )
            .Sync()
            .ShouldHaveSingleItem()
            .Evidence.ShouldBe(evidence);

    [Fact]
    public void Bad_lines_are_one_warning()
    {
        home.Write(
                Parent,
                Head("s1", 10),
                "{\"type\":\"message\",\"message\":",
                "not json",
                """{"type":"message","message":{"role":"assistant","usage":{"input":"5","output":1e300}}}""",
                Message("e1", "msg_1")
            )
            .Sync()
            .Count.ShouldBe(2);
        home.Warnings.Count.ShouldBe(2); // the lines, and the number that is none
    }

    private static string Head(string id, int hour, string? parent = null) =>
        $$"""{"type":"session","version":3,"id":"{{id}}","timestamp":"2026-11-01T{{hour}}:00:00.000Z","cwd":"/work/web"{{(parent is null ? "" : $",\"parentSession\":\"/home/dev/{parent}\"")}}}""";

    private static string Message(string entry, string? response, long output = 8, int second = 1) =>
        $$$$$$"""{"type":"message","id":"{{{{{{entry}}}}}}","timestamp":"2026-11-01T10:00:0{{{{{{second}}}}}}.000Z","message":{"role":"assistant","provider":"anthropic","model":"claude-sonnet-4-5","usage":{"input":5,"output":{{{{{{output}}}}}},"cacheRead":6,"cacheWrite":7,"cost":{"total":1.5e-05}},"stopReason":"stop"{{{{{{(response is null ? "" : $",\"responseId\":\"{response}\"")}}}}}}}}""";
}
