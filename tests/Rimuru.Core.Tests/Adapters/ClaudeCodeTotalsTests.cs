namespace Rimuru.Core.Tests.Adapters;

/// <summary>Requests that no line records, and that the session's running total (<c>cost-state</c>) proves.</summary>
public sealed class ClaudeCodeTotalsTests : IDisposable
{
    private const string Log = ClaudeCodeLines.Log;
    private const string Sonnet = "claude-sonnet-4-5";
    private const string Haiku = "claude-haiku-5-5";

    private readonly TestHome home = new();

    [Fact]
    public void What_the_total_holds_beyond_the_responses_is_one_inferred_request_of_that_time()
    {
        home.Write(Log, Response("msg_1", "10:00:00", 10, 5), Compaction("10:05:00"), Total((Sonnet, 30, 12)));
        List<UsageRecord> records = home.Records();
        records.Count.ShouldBe(2);
        UsageRecord inferred = records.Single(record => record.Evidence == UsageEvidence.Inferred);
        (inferred.InputTokens, inferred.OutputTokens, inferred.Requests, inferred.Model, inferred.SessionId).ShouldBe(
            (20, 7, 1, Sonnet, "one")
        );
        (inferred.Project, inferred.Branch, inferred.Timestamp.UtcDateTime).ShouldBe(("shop", "main", new DateTime(2026, 7, 1, 10, 5, 0)));
        inferred.CostStatus.ShouldBe(CostStatus.Calculated);
        inferred.Cost.ShouldBe(((20 * 3m) + (7 * 15m)) / 1_000_000);
    }

    [Fact]
    public void A_total_that_the_responses_add_up_to_proves_nothing()
    {
        home.Write(Log, Response("msg_1", "10:00:00", 10, 5), Response("msg_1", "10:00:00", 10, 5), Total((Sonnet, 10, 5)));
        home.Only().Evidence.ShouldBe(UsageEvidence.Recorded);
    }

    [Fact]
    public void Output_alone_is_no_request()
    {
        home.Write(Log, Response("msg_1", "10:00:00", 10, 5), Total((Sonnet, 10, 500)));
        home.Only().OutputTokens.ShouldBe(5);
    }

    [Theory]
    [InlineData(9, 500)]
    [InlineData(900, 4)]
    [InlineData(0, 0)]
    public void A_total_that_lacks_something_recorded_proves_nothing(int input, int output)
    {
        home.Write(Log, Response("msg_1", "10:00:00", 10, 5), Total((Sonnet, input, output)));
        home.Only().InputTokens.ShouldBe(10);
    }

    [Fact]
    public void A_total_under_another_name_of_the_model_proves_nothing()
    {
        home.Write(Log, Response("msg_1", "10:00:00", 10, 5), Total(("claude-sonnet-latest", 10, 5)));
        home.Only().Model.ShouldBe(Sonnet);
    }

    [Fact]
    public void A_model_with_its_long_context_is_the_same_model()
    {
        home.Write(Log, Response("msg_1", "10:00:00", 10, 5), Total((Sonnet + "[1m]", 10, 5)));
        home.Only().Model.ShouldBe(Sonnet);
    }

    [Fact]
    public void An_unknown_model_is_inferred_without_a_price()
    {
        home.Write(Log, Response("msg_1", "10:00:00", 10, 5), Total((Sonnet, 10, 5), ("house-model", 40, 2)));
        UsageRecord inferred = Inferred().ShouldHaveSingleItem();
        (inferred.Model, inferred.Cost, inferred.CostStatus).ShouldBe(("house-model", null, CostStatus.Unpriced));
    }

    [Fact]
    public void The_running_total_of_a_resumed_session_does_not_tell_its_first_compaction_again()
    {
        home.Write(Log, Response("msg_1", "10:00:00", 10, 5), Compaction("10:05:00"), Total((Sonnet, 30, 12)));
        home.Sync();
        home.Append(Log, Response("msg_2", "12:00:00", 3, 1) + "\n");
        Inferred().ShouldHaveSingleItem().InputTokens.ShouldBe(20);
        home.Append(Log, Total((Sonnet, 33, 13)) + "\n");
        Inferred().ShouldHaveSingleItem().InputTokens.ShouldBe(20);
        home.Append(Log, Compaction("14:00:00") + "\n" + Compaction("15:00:00") + "\n" + Total((Sonnet, 40, 16)) + "\n");
        Inferred()
            .Select(record => (record.InputTokens, record.OutputTokens, record.Timestamp.Hour))
            .ShouldBe([(20, 7, 10), (4, 2, 15), (3, 1, 15)], ignoreOrder: true);
        LedgerAudit.Check(home.Database);
    }

    [Fact]
    public void A_response_that_is_read_later_takes_the_inferred_request_away_again()
    {
        home.Write(Log, Response("msg_1", "10:00:00", 10, 5), Total((Sonnet, 30, 12)));
        Inferred().ShouldHaveSingleItem();
        home.Write(".claude/projects/-work-shop/one/subagents/agent-a1.jsonl", Response("msg_2", "10:01:00", 20, 7));
        SyncResult result = home.Sync("ClaudeCode");
        result.RecordsRetracted.ShouldBe(1);
        Inferred().ShouldBeEmpty();
        LedgerAudit.Check(home.Database);
        home.Sync("ClaudeCode").RecordsChanged.ShouldBe(0);
    }

    [Fact]
    public void A_run_that_was_killed_takes_nothing_away_from_what_was_proven_before()
    {
        home.Write(
            Log,
            Response("msg_1", "10:00:00", 10, 5),
            Compaction("10:05:00"),
            Total((Sonnet, 30, 12)),
            Response("msg_2", "11:00:00", 500, 50)
        );
        Inferred().ShouldHaveSingleItem().InputTokens.ShouldBe(20);
    }

    [Fact]
    public void Requests_before_the_count_began_are_not_in_it()
    {
        home.Write(Log, Response("msg_0", "08:00:00", 700, 70), Response("msg_1", "10:00:00", 10, 5), Total((Sonnet, 30, 12)));
        Inferred().ShouldHaveSingleItem().InputTokens.ShouldBe(20);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_fork_does_not_repeat_what_its_parent_compacted(bool forkIsReadFirst)
    {
        string fork = Log.Replace("one", "two", StringComparison.Ordinal);
        string[] parent =
        [
            Request("r1", "one"),
            Response("msg_1", "10:00:00", 10, 5, "r1"),
            Compaction("10:05:00"),
            Total((Sonnet, 30, 12)),
        ];
        string[] forked =
        [
            Response("msg_1", "10:00:00", 10, 5, "r1", "two", maker: "one"),
            Compaction("10:05:00"),
            Request("r2", "two"),
            Response("msg_2", "11:00:00", 4, 2, "r2", "two"),
            Compaction("11:30:00", "two"),
            Total((Sonnet, 134, 54), "two"),
        ];
        if (forkIsReadFirst)
            home.Write(fork, forked).Sync();
        Inferred().ShouldBeEmpty("what the fork began with is not known yet");
        home.Write(Log, parent).Sync();
        if (!forkIsReadFirst)
            home.Write(fork, forked).Sync();
        Inferred()
            .Select(record => (record.SessionId, record.InputTokens, record.OutputTokens))
            .ShouldBe([("one", 20, 7), ("two", 100, 40)]);
        LedgerAudit.Check(home.Database);
    }

    [Fact]
    public void Two_forks_of_one_session_begin_with_the_same_total()
    {
        home.Write(Log, Request("r1", "one"), Response("msg_1", "10:00:00", 10, 5, "r1"), Total((Sonnet, 10, 5)));
        foreach ((string name, int hour) in new[] { ("two", 11), ("six", 12) })
        {
            home.Write(
                Log.Replace("one", name, StringComparison.Ordinal),
                Response("msg_1", "10:00:00", 10, 5, "r1", name, maker: "one"),
                Request(name, name),
                Response("msg_" + name, $"{hour}:00:00", 400, 200, name, name),
                Compaction($"{hour}:30:00", name),
                Total((Sonnet, 411, 206), name)
            );
        }

        Inferred().Select(record => (record.SessionId, record.InputTokens, record.OutputTokens)).ShouldBe([("two", 1, 1), ("six", 1, 1)]);
    }

    [Fact]
    public void Numbers_that_no_count_has_are_clamped_and_told()
    {
        home.Write(
            Log,
            Response("msg_1", "10:00:00", 10, 5),
            Total((Sonnet, 10, 5)).Replace("\"inputTokens\":10", "\"inputTokens\":-10", StringComparison.Ordinal),
            "{\"type\":\"cost-state\",\"modelUsage\":[1]}"
        );
        home.Only().InputTokens.ShouldBe(10);
        home.Warnings.ShouldHaveSingleItem().ShouldContain("clamped");
    }

    [Fact]
    public void Cache_writes_whose_life_is_told_differently_are_the_same_writes()
    {
        string response = ClaudeCodeLines.Assistant(usage: """ "input_tokens":1,"cache_creation_input_tokens":100,"output_tokens":5 """);
        home.Write(
            Log,
            response,
            "{\"type\":\"cost-state\",\"sessionId\":\"one\",\"modelUsage\":{\""
                + Sonnet
                + "\":{\"inputTokens\":3,\"outputTokens\":6,\"cacheCreationInputTokens\":130,\"cacheCreationEphemeral1hInputTokens\":130}}}"
        );
        UsageRecord inferred = Inferred().ShouldHaveSingleItem();
        (inferred.InputTokens, inferred.CacheWrite5mTokens, inferred.CacheWrite1hTokens).ShouldBe((2, 0, 30));
    }

    [Fact]
    public void A_rest_that_may_be_many_requests_has_no_long_context_price()
    {
        home.Write(Log, Response("msg_1", "10:00:00", 10, 5), Total((Sonnet, 10, 5), (Haiku, 250_000, 5000)));
        UsageRecord inferred = Inferred().ShouldHaveSingleItem();
        (inferred.ServiceTier, inferred.Cost).ShouldBe(("sum", null), "Haiku 5.5 has no price on that day");
    }

    [Fact]
    public void The_summary_of_a_compaction_is_one_request_with_its_long_context_price()
    {
        home.Write(Log, Response("msg_1", "10:00:00", 10, 5), Compaction("10:05:00"), Total((Sonnet, 300_010, 1005)));
        UsageRecord inferred = Inferred().ShouldHaveSingleItem();
        (inferred.ServiceTier, inferred.Cost).ShouldBe((null, (300_000 * 6m / 1_000_000) + (1000 * 22.5m / 1_000_000)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_transcript_without_its_first_part_goes_on_with_its_count(bool oldIsReadFirst)
    {
        const string Old = ".claude/projects/-work-shop/one/before-cleanup/1795345200000-0a1b2c3d.jsonl.replaced";
        string first = Total((Sonnet, 30, 12)),
            mark = Compaction("11:05:00");
        string[] old =
        [
            .. Enumerable.Repeat("""{"type":"user","sessionId":"one","timestamp":"2026-07-01T09:59:00.000Z"}""", 9),
            Response("msg_1", "10:00:00", 10, 5),
            Compaction("10:05:00"),
            first,
            Response("msg_2", "11:00:00", 100, 50),
            mark,
        ];
        string[] cut = [mark, first, Response("msg_3", "12:00:00", 7, 3), Total((Sonnet, 1137, 565))];
        if (oldIsReadFirst)
            home.Write(Old, old).Sync();
        home.Write(Log, cut).Sync();
        if (!oldIsReadFirst)
            home.Write(Old, old).Sync();
        Inferred().Select(record => (record.InputTokens, record.OutputTokens)).ShouldBe([(20, 7), (1000, 500)]);
        home.Records().Sum(record => record.InputTokens).ShouldBe(1137);
        LedgerAudit.Check(home.Database);
    }

    [Fact]
    public void Totals_in_the_file_of_another_session_prove_nothing()
    {
        string total = Total((Sonnet, 30, 12));
        home.Write(Log, Response("msg_1", "10:00:00", 10, 5), Response("msg_2", "11:00:00", 20, 7), total);
        string copy = Log.Replace("one", "0b2f9c1e-7d34-4f0a-9a51-3c8d2e6f7a10", StringComparison.Ordinal);
        home.Write(copy, total, Response("msg_1", "10:00:00", 10, 5));
        Inferred().ShouldBeEmpty();
    }

    public void Dispose() => home.Dispose();

    private List<UsageRecord> Inferred() => [.. home.Records().Where(record => record.Evidence == UsageEvidence.Inferred)];

    private static string Response(
        string id,
        string time,
        int input,
        int output,
        string? request = null,
        string session = "one",
        string? maker = null
    ) =>
        ClaudeCodeLines.Assistant(
            id,
            $""" "input_tokens":{input},"output_tokens":{output} """,
            session,
            Sonnet,
            $"2026-07-01T{time}.000Z",
            (request is null ? "" : $"\"requestRef\":\"{request}\",") + (maker is null ? "" : $"\"requestSessionId\":\"{maker}\","),
            "\"stop_reason\":\"end_turn\","
        );

    private static string Request(string id, string session) => $"{{\"type\":\"api-request\",\"id\":\"{id}\",\"sessionId\":\"{session}\"}}";

    private static string Compaction(string time, string session = "one") =>
        $"{{\"type\":\"system\",\"subtype\":\"compact_boundary\",\"sessionId\":\"{session}\",\"timestamp\":\"2026-07-01T{time}.000Z\"}}";

    private static string Total(params (string Model, int Input, int Output)[] models) => Total(models, "one");

    private static string Total((string Model, int Input, int Output) model, string session) => Total([model], session);

    private static string Total((string Model, int Input, int Output)[] models, string session) =>
        $"{{\"type\":\"cost-state\",\"sessionId\":\"{session}\",\"startTime\":{new DateTimeOffset(2026, 7, 1, 9, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds()},\"modelUsage\":{{"
        + string.Join(',', models.Select(m => $"\"{m.Model}\":{{\"inputTokens\":{m.Input},\"outputTokens\":{m.Output}}}"))
        + "}}";
}
