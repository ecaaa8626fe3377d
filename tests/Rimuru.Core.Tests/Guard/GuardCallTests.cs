using System.Text;
using System.Text.Json;
using Rimuru.Core.Config;
using Rimuru.Core.Guard;

namespace Rimuru.Core.Tests.Guard;

/// <summary>What the guard keeps of a hook's JSON, and whom it takes for the caller.</summary>
public sealed class GuardCallTests
{
    [Theory]
    [InlineData("""{"hook_event_name":"UserPromptSubmit"}""", "Prompt")]
    [InlineData("""{"hook_event_name":"BeforeAgent"}""", "Prompt")]
    [InlineData("""{"hook_event_name":"PreToolUse","tool_name":"Bash"}""", "Tool")]
    [InlineData("""{"hook_event_name":"BeforeTool","tool_name":"ls"}""", "Tool")]
    [InlineData("""{"hook_event_name":"BeforeModel"}""", "Request")]
    [InlineData("""{"sessionId":"a","timestamp":1,"prompt":"x"}""", "Prompt")]
    [InlineData("""{"sessionId":"a","toolName":"bash","toolArgs":"{}"}""", "Tool")]
    [InlineData("""{"hook_event_name":"Stop","prompt":"x"}""", "None")]
    [InlineData("""{"hook_event_name":null,"cwd":7}""", "None")]
    [InlineData("{}", "None")]
    public void It_knows_what_costs_money(string json, string expected) => Read(json).Event.ToString().ShouldBe(expected);

    [Fact]
    public void It_keeps_ids_and_paths_but_no_text_of_a_prompt_or_tool()
    {
        string secret = "what nobody may keep";
        GuardCall call = Read(
            $$"""
            {"session_id":"s1","transcript_path":"/t.jsonl","cwd":"/w","hook_event_name":"PreToolUse","tool_name":"Bash","model":"m",
             "tool_input":{"session_id":"{{secret}}","cwd":["{{secret}}"]},"prompt":"{{secret}}","last_assistant_message":"{{secret}}"}
            """
        );
        (call.SessionId, call.Transcript, call.Folder, call.Tool, call.Model).ShouldBe(("s1", "/t.jsonl", "/w", "Bash", "m"));
        call.ToString().ShouldNotContain(secret);
    }

    [Fact]
    public void A_text_that_is_cut_off_gives_what_came_before()
    {
        byte[] json = Encoding.UTF8.GetBytes(
            """{"session_id":"s1","hook_event_name":"PreToolUse","tool_name":"Write","tool_input":{"a":"bb"""
        );
        GuardCall call = GuardCall.Read(json, isWhole: false);
        (call.SessionId, call.Event).ShouldBe(("s1", GuardEvent.Tool));
        Should.Throw<JsonException>(() => GuardCall.Read(json, isWhole: true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("x")]
    [InlineData("""{"a":""")]
    public void What_is_no_object_is_refused(string json) => Should.Throw<JsonException>(() => Read(json));

    [Fact]
    public void A_path_or_id_of_any_length_is_not_copied() =>
        Read($$"""{"session_id":"{{new string('x', 5000)}}","cwd":"/w"}""").SessionId.ShouldBeNull();

    /// <summary>The variables are those that the real agents set, and those that they hand on to what they start.</summary>
    [Theory]
    [InlineData("ClaudeCode", "CLAUDECODE=1 CLAUDE_CODE_SESSION_ID=s CLAUDE_PROJECT_DIR=/w", "prompt_id", "/h/.claude/projects/p/s.jsonl")]
    [InlineData("Codex", "", "turn_id", "/h/.codex/sessions/2026/11/29/rollout-s.jsonl")]
    [InlineData("Codex", "CLAUDECODE=1 CLAUDE_CODE_SESSION_ID=outer", "turn_id", null)]
    [InlineData("Codex", "COPILOT_CLI=1", "turn_id", null)]
    [InlineData(
        "GeminiCli",
        "GEMINI_SESSION_ID=s GEMINI_PROJECT_DIR=/w CLAUDE_PROJECT_DIR=/w",
        "timestamp",
        "/h/.gemini/tmp/x/chats/s.jsonl"
    )]
    [InlineData("GeminiCli", "GEMINI_PROJECT_DIR=/w CLAUDE_PROJECT_DIR=/w CLAUDECODE=1", "timestamp", null)]
    [InlineData("QwenCode", "QWEN_CODE_SESSION_ID=s QWEN_PROJECT_DIR=/w GEMINI_PROJECT_DIR=/w CLAUDE_PROJECT_DIR=/w", "prompt_id", null)]
    [InlineData("QwenCode", "QWEN_PROJECT_DIR=/w GEMINI_PROJECT_DIR=/w CLAUDE_PROJECT_DIR=/w", "prompt_id", null)]
    [InlineData("Copilot", "COPILOT_CLI=1 CLAUDE_PROJECT_DIR=/w", "traceparent", null)]
    [InlineData("ClaudeCode", "COPILOT_CLI=1 CLAUDE_CODE_SESSION_ID=s CLAUDECODE=1", "prompt_id", "/h/.claude/projects/p/s.jsonl")]
    [InlineData(null, "CURSOR_VERSION=3 CLAUDE_PROJECT_DIR=/w", "conversation_id", null)]
    [InlineData(null, "", "prompt_id", null)]
    public void The_caller_is_told_by_environment_and_payload(string? agent, string variables, string field, string? transcript) =>
        GuardAgents
            .Of(Read($$"""{"session_id":"s","{{field}}":"1","transcript_path":"{{transcript}}"}"""), Host(variables))
            .ShouldBe(agent);

    [Fact]
    public void Copilots_own_events_and_our_plugin_name_their_agent()
    {
        GuardAgents.Of(Read("""{"sessionId":"s","prompt":"x"}"""), Host("CLAUDECODE=1")).ShouldBe("Copilot");
        GuardAgents.Of(Read("""{"rimuru_agent":"OpenCode"}"""), Host("CLAUDECODE=1")).ShouldBe("OpenCode");
        GuardAgents.Of(Read("""{"rimuru_agent":"Other"}"""), Host("CLAUDECODE=1")).ShouldBeNull();
    }

    [Theory]
    [InlineData("ClaudeCode", "UserPromptSubmit", """{"decision":"block","reason":"R"}""")]
    [InlineData("Codex", "UserPromptSubmit", """{"decision":"block","reason":"R"}""")]
    [InlineData("GeminiCli", "BeforeAgent", """{"decision":"block","reason":"R"}""")]
    [InlineData("QwenCode", "UserPromptSubmit", """{"decision":"block","reason":"R"}""")]
    [InlineData("Copilot", "userPromptSubmitted", """{"decision":"block","reason":"R"}""")]
    [InlineData("OpenCode", "chat.params", """{"decision":"block","reason":"R"}""")]
    [InlineData(
        "ClaudeCode",
        "PreToolUse",
        """{"continue":false,"stopReason":"R","hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"R"}}"""
    )]
    [InlineData(
        "Codex",
        "PreToolUse",
        """{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"R"}}"""
    )]
    [InlineData("GeminiCli", "BeforeTool", """{"continue":false,"stopReason":"R","decision":"deny","reason":"R"}""")]
    [InlineData("Copilot", "preToolUse", """{"permissionDecision":"deny","permissionDecisionReason":"R"}""")]
    public void An_agent_is_stopped_in_its_own_words(string agent, string name, string expected) =>
        GuardAnswer.Deny(agent, Read($$"""{"hook_event_name":"{{name}}"}"""), "R").ShouldBe(expected);

    [Fact]
    public void A_call_that_could_not_be_read_is_stopped_in_the_words_that_most_agents_know() =>
        GuardAnswer.Deny(null, null, "R").ShouldBe("""{"decision":"block","reason":"R"}""");

    private static GuardCall Read(string json) => GuardCall.Read(Encoding.UTF8.GetBytes(json), isWhole: true);

    private static HostEnvironment Host(string variables) =>
        HostEnvironment.Of(
            "/h",
            variables
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(one => one.Split('='))
                .ToDictionary(one => one[0], one => one[1])
        );
}
