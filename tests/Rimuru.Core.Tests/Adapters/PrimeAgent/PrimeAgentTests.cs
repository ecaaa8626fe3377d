namespace Rimuru.Core.Tests.Adapters.PrimeAgent;

/// <summary>What only Prime Agent writes: attributions of sub-agents' usage, messages that have it in them, and tiers.</summary>
public sealed class PrimeAgentTests
{
    private const string Root = "11111111-0000-7000-8000-0000000000c1";
    private const string Parent = $".prime/agent/sessions/{Root}.jsonl";
    private const string Fork = ".prime/agent/sessions/11111111-0000-7000-8000-0000000000c2.jsonl";
    private const string Artifacts = $".prime/agent/session-artifacts/{Root}/";
    private const string Child = Artifacts + "sub-2f26a16a/11111111-0000-7000-8000-0000000000c3.jsonl";

    private static readonly Dictionary<string, string[]> Logs = new()
    {
        [Parent] = [Head("c1", 0, null), Message("target01", 10, Usage(2, 7)), Attributed()],
        [Child] = [Head("c3", 1, Parent), Message("child001", 20, Usage(50, 5))],
        [Fork] = [Head("c2", 59, Parent), Message("target01", 10, Usage(52, 12)), Attributed()],
    };

    [Theory]
    [InlineData(52, 12, Parent, Child, Fork)]
    [InlineData(52, 12, Fork, Child, Parent)]
    [InlineData(52, 12, Child, Fork, Parent)]
    [InlineData(52, 12, Parent, Child)]
    [InlineData(52, 12, Parent, Fork)]
    [InlineData(52, 12, Parent)]
    [InlineData(52, 12, Fork)]
    [InlineData(52, 12, Fork, Child)]
    [InlineData(50, 5, Child)]
    public void A_sub_agent_s_answer_counts_once_wherever_it_is_told(long input, long output, params string[] files)
    {
        foreach (bool hasIds in (bool[])[true, false])
        {
            using TestHome home = new(),
                slow = new();
            foreach (string file in files)
            {
                string[] lines =
                [
                    .. Logs[file].Select(line => hasIds ? line : line.Replace("responseId", "unused", StringComparison.Ordinal)),
                ];
                home.Write(file, lines);
                for (int count = 1; count <= lines.Length; count++)
                    slow.Write(file, lines[..count]).Sync();
            }

            home.Sync();
            foreach (TestHome each in (TestHome[])[home, slow])
            {
                List<UsageRecord> records = each.Records();
                (records.Sum(r => r.InputTokens), records.Sum(r => r.OutputTokens)).ShouldBe((input, output));
                LedgerAudit.Check(each.Database);
            }
        }
    }

    [Fact]
    public void Only_sessions_are_read_among_the_artifacts()
    {
        using TestHome home = new();
        home.Write(Child, Logs[Child])
            .Write(Artifacts + "rlm-subagents.jsonl", Logs[Fork])
            .Write(Artifacts + "sub-2f26a16a/table.jsonl", Logs[Parent]);
        home.Records().ShouldHaveSingleItem().InputTokens.ShouldBe(50);
    }

    [Fact]
    public void What_is_left_of_a_sum_is_a_record_of_an_agent_that_was_derived_from_Pi_too()
    {
        const string Result =
            """{"type":"message","id":"r1","timestamp":"2026-09-07T10:00:40.000Z","message":{"role":"toolResult","details":{"results":[{"sessionFile":"/w/h/a/run-0/session.jsonl"},{"sessionFile":"/w/h/a/run-1/session.jsonl"}]},"usage":{"input":1100,"output":110}}}""";
        using TestHome home = new();
        home.Write(Parent, Head("c1", 0, null), Result)
            .Write(".prime/agent/sessions/h/a/run-1/session.jsonl", Head("c3", 1, null), Message("child001", 20, Usage(600, 60)));
        UsageRecord rest = home.Records().Single(record => record.Model is null);
        (rest.Agent, rest.InputTokens, rest.OutputTokens, rest.Evidence).ShouldBe(("PrimeAgent", 500, 50, UsageEvidence.Inferred));
    }

    [Fact]
    public void A_tier_holds_for_the_requests_to_OpenAI_that_follow_it()
    {
        using TestHome home = new();
        home.Write(
            Parent,
            Head("c1", 0, null),
            Message("t1", 10, Usage(1000, 100), "openai"),
            Tier("priority"),
            Message("t2", 20, Usage(1000, 100), "openai"),
            Message("t3", 30, Usage(1000, 100)),
            Tier("default"),
            Message("t4", 40, Usage(1000, 100), "openai")
        );
        home.Records().OrderBy(r => r.Timestamp).Select(r => r.ServiceTier).ShouldBe([null, "priority", null, null]);
    }

    private static string Head(string id, int second, string? parent) =>
        $$"""{"type":"session","version":3,"id":"11111111-0000-7000-8000-0000000000{{id}}","timestamp":"2026-09-07T10:00:{{second:00}}.000Z","cwd":"/w/p"{{(parent is null ? "" : $",\"parentSession\":\"/h/{parent}\"")}}}""";

    private static string Message(string id, int second, string usage, string provider = "anthropic") =>
        $$$"""{"type":"message","id":"{{{id}}}","timestamp":"2026-09-07T10:00:{{{second}}}.000Z","message":{"role":"assistant","provider":"{{{provider}}}","model":"gpt-5.5","responseId":"r-{{{id}}}","usage":{{{usage}}},"stopReason":"stop"}}""";

    private static string Attributed() =>
        $$"""{"type":"child_usage_attributed","id":"attr0001","timestamp":"2026-09-07T10:00:25.000Z","targetId":"target01","childUsage":{{Usage(50, 5)}},"aggregateUsage":{{Usage(52, 12)}}}""";

    private static string Tier(string tier) =>
        $$"""{"type":"service_tier_change","id":"x","timestamp":"2026-09-07T10:00:15.000Z","serviceTier":"{{tier}}"}""";

    private static string Usage(long input, long output) =>
        $$$"""{"input":{{{input}}},"output":{{{output}}},"cacheRead":0,"cacheWrite":0,"cost":{"total":0.{{{input:0000}}}}}""";
}
