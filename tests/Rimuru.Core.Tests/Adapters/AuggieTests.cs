namespace Rimuru.Core.Tests.Adapters;

/// <summary>Forms of Auggie's sessions that its releases were not seen to write, but may.</summary>
public sealed class AuggieTests : IDisposable
{
    private const string Log = ".augment/sessions/one.json";
    private readonly AgentHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    public void A_node_without_usage_takes_none_away(string last)
    {
        home.File(
            Log,
            $$$"""
            {"sessionId":"one","created":"2026-11-01T10:00:00Z","chatHistory":[{"exchange":{"request_id":"r1","response_nodes":[
                {"type":10,"token_usage":{"input_tokens":1,"output_tokens":99}},{"type":10,"token_usage":{{{last}}}},{"type":10}]}}]}
            """
        );
        UsageRecord record = home.Ingest("Auggie").ShouldHaveSingleItem();
        (record.InputTokens, record.OutputTokens).ShouldBe((1, 99));
    }

    [Fact]
    public void Requests_without_ids_of_sub_agents_with_one_name_are_all_there()
    {
        home.File(
            Log,
            $$"""
            {"sessionId":"one","created":"2026-11-01T10:00:00Z","chatHistory":[{{Exchange(1)}}],"subAgents":[
                {"name":"explore","chatHistory":[{{Exchange(20)}},{{Exchange(300)}}]},
                {"name":"explore","chatHistory":[{{Exchange(4000)}}]},
                {"chatHistory":[{{Exchange(50_000)}}]},
                {"name":"sub-agent 1","chatHistory":[{{Exchange(600_000)}}]}]}
            """
        );
        home.Ingest("Auggie")
            .OrderBy(record => record.InputTokens)
            .Select(record => (record.SubAgent, record.InputTokens))
            .ShouldBe([(null, 1), ("explore", 20), ("explore", 300), ("explore", 4000), ("sub-agent 1", 50_000), ("sub-agent 1", 600_000)]);
    }

    private static string Exchange(int input) =>
        $$$"""{"exchange":{"response_nodes":[{"type":10,"token_usage":{"input_tokens":{{{input}}},"output_tokens":5}}]}}""";
}
