using Rimuru.Core.Adapters.CopilotChat;
using Rimuru.Core.Config;

namespace Rimuru.Core.Tests.Adapters;

/// <summary>What journals of chats, sub-agents and places have beside the usual.</summary>
public sealed class CopilotChatTests : IDisposable
{
    private const string User = ".config/Code/User";
    private const string Journal = $"{User}/globalStorage/emptyWindowChatSessions/c1.jsonl";
    private readonly AgentHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_turn_that_is_asked_again_takes_the_place_of_the_old_one_and_both_count()
    {
        home.File(
            Journal,
            """
            {"kind":0,"v":{"version":3,"sessionId":"c1","creationDate":1785500000000,"requests":[]}}
            {"kind":2,"k":["requests"],"v":[{"requestId":"r1","timestamp":1785500000000,"modelId":"copilot/gpt-5.5","promptTokens":100,"completionTokens":10}]}
            {"kind":2,"k":["requests"],"i":0,"v":[{"requestId":"r2","timestamp":1785500010000,"modelId":"copilot/auto"}]}
            {"kind":1,"k":["requests",0,"result"],"v":{"metadata":{"promptTokens":200,"outputTokens":20,"resolvedModel":"gpt-5.4-mini"}}}

            """
        );
        home.Ingest("CopilotChat")
            .Select(record => (record.Model, record.InputTokens, record.OutputTokens, record.Evidence))
            .Order()
            .ShouldBe([("gpt-5.4-mini", 200, 20, UsageEvidence.Partial), ("gpt-5.5", 100, 10, UsageEvidence.Partial)]);
    }

    [Fact]
    public void Requests_of_a_sub_agents_log_count_for_its_session()
    {
        home.File(
            $"{User}/workspaceStorage/w1/GitHub.copilot-chat/debug-logs/c1/explore-c9.jsonl",
            """
            {"ts":1785500001001,"sid":"c9","type":"llm_request","spanId":"a","attrs":{"model":"gpt-5.5","inputTokens":50,"outputTokens":5,"cachedTokens":20}}

            """
        );
        UsageRecord record = home.Ingest("CopilotChat").ShouldHaveSingleItem();
        (record.SessionId, record.SubAgent, record.InputTokens, record.CacheReadTokens).ShouldBe(("c1", "explore", 30, 20));
    }

    [Fact]
    public void An_editor_without_chats_is_not_the_agent()
    {
        home.File($"{User}/workspaceStorage/w1/workspace.json", "{}");
        home.File($"{User}/settings.json", "{}");
        home.Ingest("CopilotChat").ShouldBeEmpty();
        new CopilotChatAdapter()
            .Locate(HostEnvironment.Of(home.Home, new Dictionary<string, string>()), null)
            .ShouldAllBe(place => !Path.Exists(place));
    }
}
