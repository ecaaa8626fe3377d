namespace Rimuru.Core.Tests.Adapters;

/// <summary>Where a line of CodeBuddy or WorkBuddy has its usage, and what a total proves.</summary>
public sealed class CodeBuddyTests : IDisposable
{
    private const string Log = ".workbuddy/projects/-tmp-p/s1.jsonl";

    private readonly LogHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData(""","total_tokens":114405""", 1191)]
    [InlineData(""","total_tokens":226629""", 113415)]
    [InlineData("", 1191)]
    public void The_usage_of_a_message_counts_and_its_total_tells_whether_it_holds_the_cache(string total, long input)
    {
        UsageRecord record = home.Write(
                Log,
                $$$$"""{"id":"a1","timestamp":1785700000000,"type":"message","role":"assistant","message":{"model":"deepseek-v4-pro","usage":{"input_tokens":113415,"output_tokens":990,"cache_read_input_tokens":112224{{{{total}}}}}}}"""
            )
            .Sync()
            .ShouldHaveSingleItem();
        (record.Agent, record.Model, record.InputTokens, record.CacheReadTokens, record.OutputTokens).ShouldBe(
            ("WorkBuddy", "deepseek-v4-pro", input, 112224, 990)
        );
    }

    [Fact]
    public void Of_two_usages_of_a_response_that_of_the_provider_counts()
    {
        const string Usage = """{"input_tokens":1000,"output_tokens":50,"cache_read_input_tokens":900,"total_tokens":1050}""";
        const string Provider =
            """{"messageId":"m1","requestModelId":"hy3","model":"Auto","rawUsage":{"prompt_tokens":1000,"completion_tokens":50,"prompt_cache_hit_tokens":900,"completion_thinking_tokens":20}}""";
        UsageRecord record = home.Write(
                Log,
                $$$"""{"id":"m1","timestamp":1785700000000,"type":"message","message":{"model":"other","usage":{{{Usage}}}}}""",
                $$$"""{"id":"l2","timestamp":1785700000000,"type":"message","providerData":{{{Provider}}},"message":{"model":"other","usage":{{{Usage}}}}}""",
                $$$"""{"id":"l3","timestamp":1785700000000,"type":"function_call","providerData":{{{Provider}}}}"""
            )
            .Sync()
            .ShouldHaveSingleItem();
        (record.Model, record.InputTokens, record.CacheReadTokens, record.OutputTokens, record.ReasoningTokens).ShouldBe(
            ("hy3", 100, 900, 50, 20)
        );
    }

    [Theory]
    [InlineData(".workbuddy-ai/projects/-tmp-p/s1.jsonl", "WorkBuddy")]
    [InlineData(".codebuddy/projects/-tmp-p/s1.jsonl", "CodeBuddy")]
    public void Each_agent_has_its_folders(string log, string agent) =>
        home.Write(log, """{"id":"a1","timestamp":1785700000000,"message":{"usage":{"input_tokens":5,"output_tokens":1}}}""")
            .Sync()
            .ShouldHaveSingleItem()
            .Agent.ShouldBe(agent);
}
