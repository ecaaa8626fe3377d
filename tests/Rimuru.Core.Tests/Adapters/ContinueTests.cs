namespace Rimuru.Core.Tests.Adapters;

/// <summary>What a compaction takes out of a session's file.</summary>
public sealed class ContinueTests : IDisposable
{
    private const string Session = ".continue/sessions/s1.json";
    private readonly AgentHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void What_was_read_before_a_compaction_is_not_in_the_rest_of_the_sum()
    {
        home.File(Session, Text(100, 10, Message(100, 10)));
        home.Ingest("Continue").ShouldHaveSingleItem().InputTokens.ShouldBe(100);
        home.File(Session, Text(350, 35, Message(200, 20)));
        home.Ingest("Continue")
            .Select(record => (record.InputTokens, record.OutputTokens, record.Evidence))
            .Order()
            .ShouldBe([(50, 5, UsageEvidence.Partial), (100, 10, UsageEvidence.Recorded), (200, 20, UsageEvidence.Recorded)]);
    }

    [Fact]
    public void A_file_that_was_never_seen_before_its_compaction_leaves_one_record_of_the_rest()
    {
        home.File(Session, Text(350, 35, Message(200, 20)));
        home.Ingest("Continue").Select(record => record.InputTokens).Order().ShouldBe([150, 200]);
    }

    [Fact]
    public void Equal_messages_of_one_session_are_several_requests()
    {
        home.File(Session, Text(200, 20, Message(100, 10), Message(100, 10)));
        home.Ingest("Continue").Count.ShouldBe(2);
    }

    private static string Message(int prompt, int output) =>
        $$"""{"message":{"role":"assistant","usage":{"model":"gpt-4.1","prompt_tokens":{{prompt}},"completion_tokens":{{output}} } } }""";

    private static string Text(int prompt, int output, params string[] messages) =>
        $$"""{"sessionId":"s1","history":[{{string.Join(',', messages)}}],"usage":{"promptTokens":{{prompt}},"completionTokens":{{output}} } }""";
}
