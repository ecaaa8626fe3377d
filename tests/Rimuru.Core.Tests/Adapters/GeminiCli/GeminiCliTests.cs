namespace Rimuru.Core.Tests.Adapters.GeminiCli;

public sealed class GeminiCliTests : IDisposable
{
    private const string Chat = ".gemini/tmp/web/chats/session-2026-11-01T10-00-aaaa.jsonl";
    private const string Id = "11111111-1111-4111-8111-111111111111";
    private readonly LogHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void Thoughts_are_output_and_the_input_holds_the_cached_part()
    {
        home.Write(".gemini/tmp/web/.project_root", "/work/web");
        UsageRecord record = home.Write(Chat, Head("s1"), Message(Id, 1000, 50, 400, 30, 7, 1087)).Sync().ShouldHaveSingleItem();
        (record.InputTokens, record.CacheReadTokens, record.OutputTokens, record.ReasoningTokens).ShouldBe((607, 400, 80, 30));
        (record.SessionId, record.Project, record.Model).ShouldBe(("s1", "web", "gemini-2.5-pro"));
    }

    [Fact]
    public void A_tool_prompt_that_the_total_leaves_out_is_no_input() =>
        home.Write(Chat, Head("s1"), Message(Id, 1000, 50, 400, 30, 7, 1080)).Sync().Single().InputTokens.ShouldBe(600);

    [Fact]
    public void The_last_line_of_a_message_tells_it()
    {
        home.Write(Chat, Head("s1"), Message(Id, 10, 1, 0, 0, 0, 11)).Sync();
        home.Append(Chat, Message(Id, 10, 9, 0, 0, 0, 19)).Sync().ShouldHaveSingleItem().OutputTokens.ShouldBe(9);
    }

    [Fact]
    public void A_history_that_a_resume_repeats_is_no_request() =>
        home.Write(
                Chat,
                Head("s1"),
                Message(Id, 10, 1, 0, 0, 0, 11),
                Head("s1"),
                $$$$$$"""{"$set":{"messages":[{{{{{{Message(Id, 10, 1, 0, 0, 0, 11)}}}}}},{"id":"u","type":"user"}]}}"""
            )
            .Sync()
            .Count.ShouldBe(1);

    [Fact]
    public void A_sub_agent_is_a_session_with_a_parent_which_names_it()
    {
        home.Write(
            Chat,
            Head("s1"),
            """{"id":"m","type":"gemini","timestamp":"2026-11-01T10:00:05Z","toolCalls":[{"agentId":"c1","resultDisplay":{"agentName":"generalist"}}]}"""
        );
        UsageRecord record = home.Write(".gemini/tmp/web/chats/s1/c1.jsonl", Head("c1"), Message(Id, 10, 1, 0, 0, 0, 11))
            .Sync()
            .ShouldHaveSingleItem();
        record.SessionId.ShouldBe("c1");
        (home.Session("c1").ParentSessionId, home.Session("c1").SubAgent).ShouldBe(("s1", "generalist"));
    }

    [Theory]
    [InlineData("""{"sessionId":"s9","directories":["\ud83d","/work/web"],"messages":[""", "")]
    [InlineData("""{"sessionId":"s9","messages":[""", """{"id":"0","type":"user","content":[{"text":"\ud83d cut"}]},""")]
    public void Half_a_character_loses_no_request(string head, string message)
    {
        home.Write(
            ".gemini/tmp/abc/chats/session-old.json",
            head + message + """{"id":"1","type":"gemini","timestamp":"2026-11-01T10:00:05Z","tokens":{"input":10,"output":2}}]}"""
        );
        home.Sync().ShouldHaveSingleItem().InputTokens.ShouldBe(10);
    }

    [Fact]
    public void An_old_document_holds_the_same_messages_and_names_the_model_once()
    {
        home.Write(
            ".gemini/tmp/abc/chats/session-old.json",
            """{"sessionId":"s9","model":"gemini-2.5-flash","messages":[{"id":"1","type":"gemini","timestamp":"2026-11-01T10:00:05Z","tokens":{"input":10,"output":2}},{"id":"2","type":"error"},7]}"""
        );
        UsageRecord record = home.Sync().ShouldHaveSingleItem();
        (record.SessionId, record.Model, record.InputTokens).ShouldBe(("s9", "gemini-2.5-flash", 10));
    }

    [Fact]
    public void Short_ids_are_of_their_session_only() =>
        home.Write(Chat, Head("s1"), Message("m1", 10, 1, 0, 0, 0, 11))
            .Write(".gemini/tmp/web/chats/session-b.jsonl", Head("s2"), Message("m1", 10, 1, 0, 0, 0, 11))
            .Sync()
            .Count.ShouldBe(2);

    [Fact]
    public void A_document_cut_off_is_one_warning_and_is_read_when_it_is_whole()
    {
        const string Path = ".gemini/tmp/abc/chats/session-old.json";
        home.Write(Path, """{"sessionId":"s9","messages":[{"id":"1",""")
            .Write(Chat, Head("s1"), Message(Id, 10, 1, 0, 0, 0, 11))
            .Sync()
            .Count.ShouldBe(1);
        home.Warnings.ShouldHaveSingleItem().ShouldContain("session-old.json");
        home.Write(Path, """{"sessionId":"s9","messages":[{"id":"1","type":"gemini","tokens":{"input":5,"output":-2}}]}""")
            .Sync()
            .Count.ShouldBe(2);
        home.Warnings.ShouldHaveSingleItem().ShouldContain("clamped");
    }

    private static string Head(string id) => $$"""{"sessionId":"{{id}}","startTime":"2026-11-01T10:00:00.000Z","kind":"main"}""";

    private static string Message(string id, long input, long output, long cached, long thoughts, long tool, long total) =>
        $$$$$$"""{"id":"{{{{{{id}}}}}}","timestamp":"2026-11-01T10:00:09.000Z","type":"gemini","tokens":{"input":{{{{{{input}}}}}},"output":{{{{{{output}}}}}},"cached":{{{{{{cached}}}}}},"thoughts":{{{{{{thoughts}}}}}},"tool":{{{{{{tool}}}}}},"total":{{{{{{total}}}}}}},"model":"gemini-2.5-pro"}""";
}
