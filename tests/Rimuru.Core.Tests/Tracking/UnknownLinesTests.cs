using static Rimuru.Core.Tests.Adapters.CodexLines;

namespace Rimuru.Core.Tests.Tracking;

/// <summary>A change of an agent's format is seen on the day it comes.</summary>
public sealed class UnknownLinesTests : IDisposable
{
    private const string ClaudeLog = Adapters.ClaudeCodeLines.Log;

    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task A_new_kind_of_line_with_token_counts_is_told_with_its_release()
    {
        string counted = Line("turn_usage", """ "usage":{"input_tokens":10,"output_tokens":2} """, 3);
        home.Write(Log, Meta(extra: "\"cli_version\":\"0.181.0\","), Model("gpt-5.5"), counted, counted, counted);
        AgentHealth health = await Check("Codex");
        health.Status.ShouldBe(HealthStatus.Degraded);
        health.Findings[0].Message.ShouldBe("Codex 0.181.0: 3 lines of an unknown kind `turn_usage` with token counts");
        health.Findings[1].Message.ShouldStartWith("Codex 0.181.0 is newer than ");
        health.Findings.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_new_event_is_told_and_is_no_fault_without_token_counts()
    {
        home.Write(Log, Meta(), Line("event_msg", """ "type":"mood","is_good":true """, 3));
        AgentHealth health = await Check("Codex");
        health.Status.ShouldBe(HealthStatus.Healthy);
        health.Findings.ShouldHaveSingleItem().Message.ShouldBe("Codex: 1 line of an unknown kind `event_msg/mood` without token counts");
    }

    [Theory]
    [InlineData(""" "type":"ai-title","usage":{"input_tokens":1,"output_tokens":2} """, "ai-title")]
    [InlineData(""" "type":"background","message":{"usage":{"input_tokens":1,"output_tokens":2}} """, "background")]
    [InlineData(""" "usage":{"input_tokens":1,"output_tokens":2} """, "(none)")]
    [InlineData(
        """ "type":"assistant","message":{"role":"assistant","usage":{"input_tokens":1,"output_tokens":2,"dreamt_tokens":3}} """,
        "assistant: dreamt_tokens"
    )]
    [InlineData(
        """ "type":"assistant","message":{"usage":{"input_tokens":1,"output_tokens":2,"iterations":[{"type":"critic_message","input_tokens":5,"output_tokens":6}]}} """,
        "assistant: critic_message"
    )]
    public async Task Counts_that_no_rule_takes_are_told_wherever_they_stand(string line, string kind)
    {
        home.Write(ClaudeLog, Adapters.ClaudeCodeLines.Assistant(), "{" + line + "}");
        AgentHealth health = await Check("ClaudeCode");
        health.Status.ShouldBe(HealthStatus.Degraded);
        health.Findings.ShouldHaveSingleItem().Message.ShouldBe($"ClaudeCode: 1 line of an unknown kind `{kind}` with token counts");
    }

    [Fact]
    public async Task What_tools_print_is_not_looked_into()
    {
        home.Write(
            ClaudeLog,
            Adapters.ClaudeCodeLines.Assistant(),
            """{"type":"user","message":{"role":"user","content":[{"input_tokens":5,"output_tokens":6}]},"toolUseResult":{"usage":{"input_tokens":5,"new_tokens":6}}}"""
        );
        (await Check("ClaudeCode")).Findings.ShouldBeEmpty();
    }

    private async Task<AgentHealth> Check(string agent)
    {
        using RimuruEngine engine = home.Open();
        return await engine.Agents.Adapters([agent]).Adapters.ShouldHaveSingleItem().CheckHealthAsync();
    }
}
