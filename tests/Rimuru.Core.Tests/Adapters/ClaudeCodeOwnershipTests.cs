using static Rimuru.Core.Tests.Adapters.ClaudeCodeLines;

namespace Rimuru.Core.Tests.Adapters;

/// <summary>Which of several lines of a response wins, and whose request it was.</summary>
public sealed class ClaudeCodeOwnershipTests : IDisposable
{
    private const string Fork = ".claude/projects/-work-shop/two.jsonl";
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void The_line_with_the_larger_output_wins_and_wins_whole()
    {
        home.Write(
            Log,
            Assistant(usage: """ "input_tokens":10,"output_tokens":1,"cache_read_input_tokens":9 """),
            Assistant(usage: """ "input_tokens":2,"output_tokens":427 """),
            Assistant(usage: """ "input_tokens":10,"output_tokens":3,"cache_read_input_tokens":9 """)
        );
        home.Only().Tokens().ShouldBe(new TokenUsage(2, 0, 0, 0, 427, 0));
    }

    [Fact]
    public void With_equal_outputs_the_larger_total_wins()
    {
        home.Write(
            Log,
            Assistant(usage: """ "input_tokens":11,"output_tokens":5 """),
            Assistant(usage: """ "input_tokens":10,"output_tokens":5 """)
        );
        home.Only().InputTokens.ShouldBe(11);
    }

    [Fact]
    public void With_equal_totals_the_later_line_wins()
    {
        home.Write(
            Log,
            Assistant(
                ApiId,
                usage: """ "input_tokens":4,"cache_read_input_tokens":7,"output_tokens":5 """,
                time: "2026-07-01T10:00:02.000Z"
            ),
            Assistant(ApiId, usage: """ "input_tokens":11,"output_tokens":5 """, time: "2026-07-01T10:00:01.000Z")
        );
        home.Only().InputTokens.ShouldBe(4);
    }

    [Fact]
    public void A_side_chains_replay_never_beats_the_session_itself()
    {
        home.Write(Log, Assistant(ApiId));
        home.Write(
            ".claude/projects/-work-shop/one/subagents/agent-aside_question-7.jsonl",
            Assistant(
                ApiId,
                usage: """ "input_tokens":10,"output_tokens":9000 """,
                time: "2026-07-01T11:00:00Z",
                extra: """ "isSidechain":true,"requestId":"other","agentId":"aside_question-7", """
            ),
            Assistant(
                "msg_2",
                usage: """ "input_tokens":1,"output_tokens":2 """,
                time: "2026-07-01T11:00:01Z",
                extra: """ "isSidechain":true,"agentId":"aside_question-7", """
            )
        );
        home.Records().Select(r => (r.OutputTokens, r.SubAgent)).ShouldBe([(5, null), (2, "aside_question")]);
    }

    [Theory]
    [InlineData("aaaa")]
    [InlineData("zzzz")]
    public void A_session_in_the_background_owns_only_what_it_went_on_with(string fork)
    {
        string first = Assistant(),
            second = Assistant("msg_2", time: "2026-07-01T11:00:00Z");
        string InBackground(string line) => line.Replace("\"one\"", $"\"{fork}\",\"sessionKind\":\"bg\"", StringComparison.Ordinal);
        home.Write($".claude/projects/-work-shop/{fork}.jsonl", InBackground(first), InBackground(second));
        home.Records().Select(r => r.SessionId).ShouldBe([fork, fork]);
        home.Write(Log, first);
        home.Records().Select(r => r.SessionId).ShouldBe(["one", fork]);
    }

    [Fact]
    public void Lines_without_any_id_are_never_taken_for_one_another()
    {
        string line =
            """{"type":"assistant","timestamp":"2026-07-01T10:00:00Z","sessionId":"one","message":{"model":"claude-sonnet-4-5","usage":{"input_tokens":10,"output_tokens":5}}}""";
        home.Write(Log, line, line);
        home.Records().Count.ShouldBe(2);
        home.Append(Log, line + "\n");
        home.Records().Count.ShouldBe(3);
    }

    [Fact]
    public void Without_a_message_id_the_request_id_tells_lines_apart()
    {
        string line =
            """{"type":"assistant","timestamp":"2026-07-01T10:00:00Z","sessionId":"one","requestId":"req_1","message":{"model":"claude-sonnet-4-5","usage":{"input_tokens":10,"output_tokens":5}}}""";
        home.Write(Log, line, line.Replace("req_1", "req_2", StringComparison.Ordinal), line);
        home.Records().Count.ShouldBe(2);
    }

    [Fact]
    public void The_session_that_made_the_request_owns_it_by_its_request_line()
    {
        // The fork is older by all its times: only the request line tells.
        string request = """{"type":"api-request","id":"r-1","sessionId":"two","timestamp":"2026-07-01T12:00:00Z"}""";
        home.Write(Fork, request, Assistant(session: "two", time: "2026-07-01T12:00:00.500Z", extra: """ "requestRef":"r-1", """));
        home.Write(Log, Assistant(time: "2026-07-01T09:00:00Z", extra: """ "requestRef":"r-1", """));
        home.Only().SessionId.ShouldBe("two");
    }

    [Fact]
    public void The_session_that_a_copy_names_owns_it_even_where_its_own_file_is_gone()
    {
        home.Write(Fork, Assistant(session: "two", extra: """ "requestRef":"r-1","requestSessionId":"one", """));
        home.Only().SessionId.ShouldBe("one");
        home.Sessions().Single(s => s.SessionId == "two").ParentSessionId.ShouldBe("one");
    }

    [Fact]
    public void Without_request_lines_the_earlier_queue_operation_owns()
    {
        static string Queue(string session, string time) =>
            $$"""{"type":"queue-operation","operation":"enqueue","timestamp":"{{time}}","sessionId":"{{session}}"}""";
        home.Write(Fork, Queue("two", "2026-07-01T12:00:00Z"), Assistant(session: "two"));
        home.Write(Log, Queue("one", "2026-07-01T09:59:00Z"), Assistant());
        home.Only().SessionId.ShouldBe("one");
    }

    [Fact]
    public void Without_queue_operations_the_earlier_first_line_owns()
    {
        static string User(string session, string time) => $$"""{"type":"user","timestamp":"{{time}}","sessionId":"{{session}}"}""";
        home.Write(Fork, User("two", "2026-07-01T12:00:00Z"), Assistant(session: "two"));
        home.Write(Log, User("one", "2026-07-01T09:59:00Z"), Assistant());
        home.Only().SessionId.ShouldBe("one");
    }

    [Fact]
    public void A_background_fork_copies_the_chain_and_bills_only_what_is_new()
    {
        home.Write(Log, Assistant(time: "2026-07-01T10:00:00Z"), Assistant("msg_2", time: "2026-07-01T10:01:00Z"));
        home.Write(
            Fork,
            """{"type":"queue-operation","operation":"enqueue","timestamp":"2026-07-01T11:00:00Z","sessionId":"two"}""",
            Assistant(session: "two", extra: """ "sessionKind":"bg", """),
            Assistant("msg_2", session: "two", time: "2026-07-01T10:01:00Z", extra: """ "sessionKind":"bg", """),
            Assistant("msg_3", session: "two", time: "2026-07-01T11:00:10Z", extra: """ "sessionKind":"bg", """)
        );
        home.Records().Select(r => r.SessionId).ShouldBe(["one", "one", "two"]);
    }

    [Fact]
    public void Several_models_in_a_session_are_kept_apart()
    {
        home.Write(Log, Assistant(), Assistant("msg_2", model: "claude-haiku-4-5-20251001"));
        home.Records().Select(r => r.Model).Order().ShouldBe(["claude-haiku-4-5-20251001", "claude-sonnet-4-5"]);
        home.Sessions().ShouldHaveSingleItem().Models.Count.ShouldBe(2);
    }
}
