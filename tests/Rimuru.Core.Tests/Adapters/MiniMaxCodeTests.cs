namespace Rimuru.Core.Tests.Adapters;

/// <summary>Forms of MiniMax Code's histories, each of which a generated home has only by chance.</summary>
public sealed class MiniMaxCodeTests : IDisposable
{
    private const string Day = ".minimax/v2/sessions/2026/10/24";
    private readonly AgentHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("""{"input":15997,"output":375,"cacheRead":128,"cacheWrite":0,"totalTokens":16500}""", "15997+128r+0w>375(0)")]
    [InlineData("""{"input":16125,"output":375,"cacheRead":128,"cacheWrite":0,"totalTokens":16500}""", "15997+128r+0w>375(0)")]
    [InlineData("""{"input":10,"output":5,"cacheRead":2,"cacheWrite":1}""", "10+2r+1w>5(0)")]
    public void An_input_is_apart_from_its_cache(string usage, string expected)
    {
        home.File($"{Day}/10-00-00-000-session_bXZzX29uZQ/messages.jsonl", Answer("resp_0123456789abcdef", 1789751476000, usage));
        home.Ingest("MiniMaxCode").ShouldHaveSingleItem().SessionId.ShouldBe("mvs_one");
        home.Rows().ShouldHaveSingleItem().ShouldContain(expected);
    }

    [Fact]
    public void A_fork_owns_what_is_younger_than_itself()
    {
        string first = Answer("resp_0123456789abcdef", 1789751476000, """{"input":1,"output":2}"""),
            second = Answer("resp_fedcba9876543210", 1789751479000, """{"input":3,"output":4}""");
        home.File($"{Day}/11-00-00-000-session_b/messages.jsonl", first + second)
            .File($"{Day}/11-00-00-000-session_b/manifest.json", """{"sessionId":"a-fork","createdAtMs":1789751478000}""")
            .File($"{Day}/10-00-00-000-session_a/messages.jsonl", first)
            .File($"{Day}/10-00-00-000-session_a/manifest.json", """{"sessionId":"the-origin","createdAtMs":1789751470000}""");
        home.Ingest("MiniMaxCode")
            .Select(record => (record.SessionId, record.OutputTokens))
            .ShouldBe([("the-origin", 2), ("a-fork", 4)], ignoreOrder: true);
    }

    [Fact]
    public void The_database_tells_project_title_and_parent()
    {
        home.File($"{Day}/10-00-00-000-session_bXZzX29uZQ/messages.jsonl", Answer(null, 1789751476000, """{"input":1,"output":2}"""))
            .Sql(
                ".minimax/v2/sqlite/runtime-state.sqlite",
                "CREATE TABLE local_runtime_sessions(session_id TEXT, title TEXT, workspace_dir TEXT, parent_session_id TEXT)",
                "INSERT INTO local_runtime_sessions VALUES('mvs_one', 'A title', '/work/shop', 'mvs_parent')"
            );
        home.Ingest("MiniMaxCode").ShouldHaveSingleItem().Project.ShouldBe("shop");
        Session session = home.Sessions()["mvs_one"];
        (session.Title, session.ParentSessionId).ShouldBe(("A title", "mvs_parent"));
    }

    private static string Answer(string? response, long ms, string usage) =>
        $$"""{"message_id":"msg-1","turn_id":"t","message":{"role":"assistant","model":"MiniMax-M3","provider":"minimax","responseId":"{{response}}","timestamp":{{ms}},"usage":{{usage}} } }"""
        + "\n";
}
