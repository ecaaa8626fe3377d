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

    [Theory]
    [InlineData(""" "type":"message","message":{"role":"judge","usage":{"input":1,"output":2}} """, "message/judge")]
    [InlineData(""" "type":"warm_up","usage":{"input":1,"output":2,"cost":{"input":0.1,"output":0.2}} """, "warm_up")]
    [InlineData(""" "type":"session_info","name":"x","usage":{"input":1,"output":2} """, "session_info")]
    [InlineData(
        """ "type":"message","message":{"role":"assistant","usage":{"input":1,"output":2,"dreamt":3}} """,
        "message/assistant: dreamt"
    )]
    public async Task What_pi_counts_in_a_way_that_no_rule_takes_is_told(string line, string kind)
    {
        home.Write(
            ".pi/agent/sessions/--w--/2026-05-01T10-00-00-000Z_s1.jsonl",
            """{"type":"session","id":"s1","timestamp":"2026-05-01T10:00:00Z","cwd":"/w"}""",
            """{"type":"thinking_level_change","id":"1","timestamp":"2026-05-01T10:00:00Z","thinkingLevel":"off"}""",
            """{"type":"custom","id":"2","timestamp":"2026-05-01T10:00:00Z","data":{"usage":{"input":1,"output":2}}}""",
            """{"type":"message","id":"3","timestamp":"2026-05-01T10:00:01Z","message":{"role":"assistant","content":[{"usage":{"input":1,"mine":2}}],"usage":{"input":1,"output":2,"totalTokens":3}}}""",
            "{" + line + "}"
        );
        AgentHealth health = await Check("Pi");
        health.Status.ShouldBe(HealthStatus.Degraded);
        health.Findings.ShouldHaveSingleItem().Message.ShouldBe($"Pi: 1 line of an unknown kind `{kind}` with token counts");
    }

    [Theory]
    [InlineData(""" "id":"9","type":"critic","tokens":{"input":1,"output":2} """, "critic")]
    [InlineData(""" "id":"9","type":"user","tokens":{"input":1,"output":2} """, "user")]
    [InlineData(""" "id":"9","tokens":{"input":1,"output":2} """, "(none)")]
    [InlineData(""" "id":"9","type":"gemini","tokens":{"input":1,"output":2,"dreamt":3} """, "gemini: dreamt")]
    [InlineData(""" "$set":{"messages":[{"id":"9","type":"gemini","tokens":{"input":1,"output":2,"dreamt":3}}]} """, "$set: dreamt")]
    public async Task What_gemini_counts_in_a_way_that_no_rule_takes_is_told(string line, string kind)
    {
        home.Write(
            ".gemini/tmp/web/chats/session-2026-05-01T10-00-aaaa.jsonl",
            """{"sessionId":"s1","startTime":"2026-05-01T10:00:00Z"}""",
            """{"$set":{"lastUpdated":"2026-05-01T10:00:00Z"}}""",
            """{"$rewindTo":"1"}""",
            """{"id":"1","type":"user","timestamp":"2026-05-01T10:00:00Z","content":[{"text":"{\"tokens\":1}"}]}""",
            """{"id":"2","type":"gemini","timestamp":"2026-05-01T10:00:01Z","tokens":{"input":1,"output":2,"total":3},"toolCalls":[{"args":{"tokens":{"a":1,"b":2}}}]}""",
            "{" + line + "}"
        );
        AgentHealth health = await Check("GeminiCli");
        health.Status.ShouldBe(HealthStatus.Degraded);
        health.Findings.ShouldHaveSingleItem().Message.ShouldBe($"GeminiCli: 1 line of an unknown kind `{kind}` with token counts");
    }

    /// <summary>No agent that knows its lines finds any in a home of its own that it does not know.</summary>
    [Theory]
    [InlineData("Codex")]
    [InlineData("ClaudeCode")]
    [InlineData("Copilot")]
    [InlineData("GeminiCli")]
    [InlineData("Pi")]
    [InlineData("QwenCode")]
    public async Task Nothing_in_a_generated_home_is_unknown(string agent)
    {
        for (int seed = 1; seed <= 4; seed++)
        {
            foreach (Generators.GeneratedFile file in Generators.AllHomes.ByAgent[agent](seed).Files)
                file.WriteTo(home);
        }

        (await Check(agent))
            .Findings.Select(finding => finding.Message)
            .Where(text => text.Contains("unknown", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    private async Task<AgentHealth> Check(string agent)
    {
        using RimuruEngine engine = home.Open();
        return await engine.Agents.Adapters([agent]).Adapters.ShouldHaveSingleItem().CheckHealthAsync();
    }
}
