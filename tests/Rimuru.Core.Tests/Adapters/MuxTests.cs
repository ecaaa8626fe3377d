namespace Rimuru.Core.Tests.Adapters;

/// <summary>What the sum of a workspace tells beyond its log, and what stands beside the usage.</summary>
public sealed class MuxTests : IDisposable
{
    private const string Sessions = ".mux/sessions/";
    private const string Deleted =
        """{"inputTokens":500,"cachedTokens":0,"cacheCreateTokens":0,"outputTokens":50,"reasoningTokens":10,"model":"anthropic:claude-sonnet-4-6","agentType":"explore","rolledUpAtMs":1780000009000}""";

    private readonly LogHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void What_was_read_before_it_was_deleted_is_not_in_the_rest()
    {
        Chat("w1", Message("w1", 1), Message("w1", 2));
        Sum("w1", 2000, 200);
        home.Sync().Count.ShouldBe(2);
        Chat("w1", Message("w1", 3));
        Sum("w1", 3700, 310);
        home.Sync()
            .Select(record => (record.InputTokens, record.OutputTokens, record.Evidence))
            .Order()
            .ShouldBe([
                (700, 10, UsageEvidence.Inferred),
                (1000, 100, UsageEvidence.Recorded),
                (1000, 100, UsageEvidence.Recorded),
                (1000, 100, UsageEvidence.Recorded),
            ]);
    }

    [Fact]
    public void A_rest_goes_when_its_message_appears_and_comes_back_with_the_next_loss()
    {
        Sum("w1", 1000, 100);
        home.Sync().ShouldHaveSingleItem().Evidence.ShouldBe(UsageEvidence.Inferred);
        Chat("w1", Message("w1", 1));
        home.Sync().ShouldHaveSingleItem().Evidence.ShouldBe(UsageEvidence.Recorded);
        Sum("w1", 1400, 140);
        home.Sync().Select(record => record.InputTokens).Order().ShouldBe([400, 1000]);
    }

    [Fact]
    public void A_fork_is_not_what_its_origin_has_lost()
    {
        Chat("w1", Message("w1", 1));
        Sum("w1", 1000, 100);
        Chat("w0", Message("w1", 1), Message("w0", 2));
        Sum("w0", 1000, 100);
        home.Sync().Select(record => (record.SessionId, record.InputTokens)).Order().ShouldBe([("w0", 1000), ("w1", 1000)]);
    }

    [Fact]
    public void A_deleted_sub_agent_counts_by_its_sum_unless_its_log_was_read()
    {
        Chat("w1", Message("w1", 1));
        Sum("w1", 1500, 150, $$"""{"c1":{{Deleted}}}""");
        home.Sync()
            .Select(record => (record.SessionId, record.InputTokens, record.OutputTokens))
            .Order()
            .ShouldBe([("c1", 500, 60), ("w1", 1000, 100)]);

        using LogHome other = new();
        other.Write(Sessions + "c1/chat.jsonl", Message("c1", 5));
        other.Sync().ShouldHaveSingleItem();
        Directory.Delete(other.PathOf(Sessions + "c1"), recursive: true);
        other.Write(Sessions + "w1/session-usage.json", SumText(1500, 150, $$"""{"c1":{{Deleted}}}"""));
        other.Sync().Select(record => (record.SessionId, record.InputTokens)).Order().ShouldBe([("c1", 1000), ("w1", 1000)]);
    }

    [Fact]
    public void The_resolved_model_and_the_bill_of_xai_count()
    {
        home.Write(
            Sessions + "w1/chat.jsonl",
            """{"id":"a1","role":"assistant","metadata":{"model":"my-proxy:corp","metadataModel":"anthropic:claude-sonnet-4-6","timestamp":1780000001000,"usage":{"inputTokens":1000,"outputTokens":10}}}""",
            """{"id":"a2","role":"assistant","metadata":{"model":"xai:grok-4.3","timestamp":1780000002000,"usage":{"inputTokens":1000,"outputTokens":10},"providerMetadata":{"xai":{"costInUsdTicks":900000000}}}}"""
        );
        home.Sync()
            .Select(record => (record.Provider, record.Model, record.ReportedCost))
            .ShouldBe([("anthropic", "claude-sonnet-4-6", null), ("xai", "grok-4.3", 0.09m)]);
    }

    private void Chat(string workspace, params string[] lines) => home.Write($"{Sessions}{workspace}/chat.jsonl", lines);

    private void Sum(string workspace, int input, int output, string deleted = "{}") =>
        home.Write($"{Sessions}{workspace}/session-usage.json", SumText(input, output, deleted));

    private static string SumText(int input, int output, string deleted) =>
        $$$$"""{"version":1,"byModel":{"anthropic:claude-sonnet-4-6":{"input":{"tokens":{{{{input}}}}},"output":{"tokens":{{{{output - 10}}}}},"reasoning":{"tokens":10}}},"rolledUpFrom":{{{{deleted}}}},"lastRequest":{"timestamp":1780000009000}}""";

    private static string Message(string workspace, int number) =>
        $$$$"""{"id":"assistant-178000000{{{{number}}}}000-abcdef{{{{number}}}}","role":"assistant","workspaceId":"{{{{workspace}}}}","metadata":{"model":"anthropic:claude-sonnet-4-6","timestamp":178000000{{{{number}}}}000,"usage":{"inputTokens":1000,"outputTokens":100,"totalTokens":1100}}}""";
}
