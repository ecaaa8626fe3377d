namespace Rimuru.Core.Tests.Adapters.QwenCode;

public sealed class QwenCodeTests : IDisposable
{
    private const string Chat = ".qwen/projects/-work-web/chats/s1.jsonl";
    private const string SubAgent = ".qwen/projects/-work-web/subagents/s1/agent-x.jsonl";
    private readonly LogHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_response_that_telemetry_and_its_message_tell_is_one()
    {
        UsageRecord record = home.Write(Chat, Response("r1", 100, 20, 60), Message("u1", 100, 20, 60)).Sync().ShouldHaveSingleItem();
        (record.SessionId, record.Model, record.InputTokens, record.CacheReadTokens, record.OutputTokens, record.Project).ShouldBe(
            ("s1", "qwen3-max", 40, 60, 20, "web")
        );
    }

    [Fact]
    public void A_message_without_telemetry_counts_until_telemetry_comes()
    {
        home.Write(Chat, Message("u1", 100, 20, 60), Message("u2", 200, 20, 60)).Sync().Count.ShouldBe(2);
        home.Append(Chat, Response("r1", 100, 20, 60)).Sync().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("qwen-code.tool_call")]
    [InlineData("\"type\":\"tool_result\"")]
    public void A_response_that_quotes_what_tools_write_is_a_response(string quoted) =>
        home.Write(
                Chat,
                Message("u1", 100, 20, 60)
                    .Replace(
                        "\"usageMetadata\"",
                        $"\"quoted\":{{{(quoted[0] == '"' ? quoted : $"\"pattern\":\"{quoted}\"")}}},\"usageMetadata\"",
                        StringComparison.Ordinal
                    )
            )
            .Sync()
            .Count.ShouldBe(1);

    [Fact]
    public void A_response_that_is_joined_with_what_a_tool_wrote_counts() =>
        home.Write(Chat, Response("r1", 100, 20, 60) + """{"uuid":"u2","sessionId":"s1","type":"tool_result"}""")
            .Sync()
            .ShouldHaveSingleItem()
            .OutputTokens.ShouldBe(20);

    [Fact]
    public void Responses_that_a_server_gives_one_id_are_told_apart() =>
        home.Write(Chat, Response("chatcmpl-1", 100, 20, 60), Response("chatcmpl-1", 200, 30, 60)).Sync().Count.ShouldBe(2);

    [Fact]
    public void A_background_request_is_a_request() =>
        home.Write(Chat, Response("r1", 100, 20, 60), Response("r2", 50, 5, 0, subAgent: "memory"))
            .Sync()
            .Select(r => r.SubAgent)
            .ShouldBe([null, "memory"], ignoreOrder: true);

    [Fact]
    public void A_sub_agents_messages_are_copies_of_its_parents_telemetry()
    {
        home.Write(SubAgent, Message("u9", 100, 20, 60))
            .Write(".qwen/projects/-work-web/subagents/s1/agent-x.meta.json", """{"model":"qwen3-coder-plus"}""");
        UsageRecord alone = home.Sync().ShouldHaveSingleItem();
        (alone.SessionId, alone.SubAgent).ShouldBe(("s1", "agent-x"));
        UsageRecord record = home.Write(Chat, Response("r1", 100, 20, 60, subAgent: "general")).Sync().ShouldHaveSingleItem();
        (record.SessionId, record.SubAgent).ShouldBe(("s1", "general"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_forks_copies_belong_to_the_session_that_made_them(bool hasParent)
    {
        if (hasParent)
            home.Write(Chat, Response("r1", 100, 20, 60), Message("u1", 100, 20, 60));
        home.Write(
            ".qwen/projects/-work-web/chats/s2.jsonl",
            Response("r1", 100, 20, 60, "s2", from: "s1"),
            Message("u1", 100, 20, 60, "s2", from: "s1"),
            Response("r2", 7, 1, 0, "s2")
        );
        home.Sync().Select(r => (r.SessionId, r.InputTokens)).ShouldBe([("s1", 40L), ("s2", 7L)], ignoreOrder: true);
        home.Session("s2").ParentSessionId.ShouldBe("s1");
    }

    [Theory]
    [InlineData(120, 20)]
    [InlineData(128, 28)]
    public void The_total_tells_whether_the_output_holds_the_thoughts(long total, long output)
    {
        string line = Response("r1", 100, 20, 0)
            .Replace(
                "\"thoughts_token_count\":0,\"total_token_count\":120",
                $"\"thoughts_token_count\":8,\"total_token_count\":{total}",
                StringComparison.Ordinal
            );
        UsageRecord record = home.Write(Chat, line).Sync().Single();
        (record.OutputTokens, record.ReasoningTokens).ShouldBe((output, 8));
    }

    [Fact]
    public void A_bad_line_is_one_warning()
    {
        home.Write(Chat, """{"usageMetadata":""", """{"usageMetadata":[1],"sessionId":{}}""", Response("r1", 100, 20, 60))
            .Sync()
            .Count.ShouldBe(1);
        home.Warnings.ShouldHaveSingleItem();
    }

    private static string Head(string session, string? from) =>
        $"\"sessionId\":\"{session}\",\"timestamp\":\"2026-11-01T10:00:01.000Z\",\"cwd\":\"/work/web\",\"gitBranch\":\"main\""
        + (from is null ? "" : $",\"forkedFrom\":{{\"sessionId\":\"{from}\"}}");

    [Fact]
    public void A_setting_that_is_no_path_ends_nothing()
    {
        home.Write(".qwen/settings.json", """{"advanced":{"runtimeOutputDir":"a\u0000b"}}""").Write(Chat, Response("r1", 100, 20, 60));
        home.Sync().Count.ShouldBeLessThanOrEqualTo(1);
        home.Write(".claude/projects/-w/c.jsonl", ClaudeCodeLines.Assistant()).Sync().ShouldContain(record => record.Agent == "ClaudeCode");
    }

    private static string Response(
        string id,
        long input,
        long output,
        long cached,
        string session = "s1",
        string? from = null,
        string? subAgent = null
    ) =>
        $$$$$$"""{{{{{{{Head(session, from)}}}}}},"type":"system","subtype":"ui_telemetry","systemPayload":{"uiEvent":{"event.name":"qwen-code.api_response","event.timestamp":"2026-11-01T10:00:01.000Z","response_id":"{{{{{{id}}}}}}","model":"qwen3-max","input_token_count":{{{{{{input}}}}}},"output_token_count":{{{{{{output}}}}}},"cached_content_token_count":{{{{{{cached}}}}}},"thoughts_token_count":0,"total_token_count":{{{{{{input + output}}}}}}{{{{{{(subAgent is null ? "" : $",\"subagent_name\":\"{subAgent}\"")}}}}}}}}}""";

    private static string Message(string id, long input, long output, long cached, string session = "s1", string? from = null) =>
        $$$$$$"""{"uuid":"{{{{{{id}}}}}}",{{{{{{Head(session, from)}}}}}},"type":"assistant","usageMetadata":{"promptTokenCount":{{{{{{input}}}}}},"candidatesTokenCount":{{{{{{output}}}}}},"thoughtsTokenCount":0,"totalTokenCount":{{{{{{input + output}}}}}},"cachedContentTokenCount":{{{{{{cached}}}}}}}}""";
}
