using static Rimuru.Core.Tests.Adapters.ClaudeCodeLines;

namespace Rimuru.Core.Tests.Adapters;

/// <summary>The mark of a turn that the user stopped, and what only looks like it.</summary>
public sealed class ClaudeCodeInterruptionTests : IDisposable
{
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("""[{"type":"text","text":"[Request interrupted by user]"}]""")]
    [InlineData("""[{"type":"text","text":"[Request interrupted by user for tool use]"}]""")]
    [InlineData("\"[Request interrupted by user]\"")]
    public void A_turn_that_the_user_stopped_is_cancelled(string content)
    {
        Session session = After(Assistant(message: "\"stop_reason\":\"tool_use\","), User(content));
        session.Status.ShouldBe(SessionStatus.Cancelled);
        session.LastActivity.ShouldBe(new DateTimeOffset(2026, 7, 1, 10, 5, 0, TimeSpan.Zero));
    }

    [Fact]
    public void It_is_over_as_soon_as_the_agent_answers_again() =>
        After(
            Assistant(),
            User("\"[Request interrupted by user]\""),
            Assistant("msg_2", time: "2026-07-01T10:06:00.000Z", message: "\"stop_reason\":\"end_turn\",")
        )
            .Status.ShouldBe(SessionStatus.Completed);

    [Fact]
    public void It_is_read_where_a_log_goes_on()
    {
        home.Write(Log, Assistant(message: "\"stop_reason\":\"end_turn\","))
            .Sessions()
            .ShouldHaveSingleItem()
            .Status.ShouldBe(SessionStatus.Completed);
        home.Append(Log, User("\"[Request interrupted by user]\"") + "\n")
            .Sessions()
            .ShouldHaveSingleItem()
            .Status.ShouldBe(SessionStatus.Cancelled);
    }

    [Theory]
    [InlineData("\"Why does the log say [Request interrupted by user]?\"", "")]
    [InlineData("""[{"type":"tool_result","content":"[Request interrupted by user]"}]""", "")]
    [InlineData("\"[Request interrupted by user]\"", "\"isSidechain\":true,")]
    public void Who_only_speaks_of_it_stops_nothing(string content, string extra) =>
        After(Assistant(message: "\"stop_reason\":\"end_turn\","), User(content, extra)).Status.ShouldBe(SessionStatus.Completed);

    private Session After(params string[] lines) => home.Write(Log, lines).Sessions().ShouldHaveSingleItem();

    private static string User(string content, string extra = "") =>
        "{"
        + $""" "type":"user","sessionId":"one","uuid":"u-x","timestamp":"2026-07-01T10:05:00.000Z",{extra}"message": """
        + "{"
        + $""" "role":"user","content":{content} """
        + "}}";
}
