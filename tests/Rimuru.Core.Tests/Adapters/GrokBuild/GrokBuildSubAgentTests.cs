namespace Rimuru.Core.Tests.Adapters.GrokBuild;

/// <summary>What a turn tells of its sub-agents counts once: in their own logs, where these are.</summary>
public sealed class GrokBuildSubAgentTests : IDisposable
{
    private const string Parent = "019f7a00-0000-7000-8000-0000000000aa";
    private const string Child = "019f7a00-0000-7000-8000-0000000000bb";
    private const string Other = "019f7a00-0000-7000-8000-0000000000cc";
    private const string Prompt = "019f7a00-0000-7000-8000-000000000001";
    private const int Start = 1789900000;

    private readonly LogHome home = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_turn_gives_way_to_the_log_of_its_sub_agent_in_any_order(bool isChildFirst)
    {
        Action[] logs =
        [
            () => Write(Parent, null, Spawned(Child), Finished(Child, 50), Turn(Prompt, 60, 6000, 600, 5)),
            () => Write(Child, Parent, Turn("c1", 40, 5000, 500, 3)),
        ];
        foreach (Action log in isChildFirst ? logs.Reverse() : logs)
        {
            log();
            Told();
        }

        Told().ShouldBe(["aa Inferred: 1000 100 2", "bb Recorded: 5000 500 3"]);
        Told().ShouldBe(["aa Inferred: 1000 100 2", "bb Recorded: 5000 500 3"]);
    }

    [Fact]
    public void Without_the_log_the_turn_keeps_it()
    {
        Write(Parent, null, Spawned(Child), Spawned(Other), Finished(Child, 50), Finished(Other, 51), Turn(Prompt, 60, 6000, 600, 5));
        Told().ShouldBe(["aa Recorded: 6000 600 5"]);
        Write(Other, Parent, Turn("o1", 40, 500, 50, 1));
        Told().ShouldBe(["aa Inferred: 5500 550 4", "cc Recorded: 500 50 1"]);
    }

    [Fact]
    public void A_log_that_was_read_and_is_gone_counts_on()
    {
        Write(Child, Parent, Turn("c1", 40, 5000, 500, 3));
        Told();
        File.Delete(home.PathOf(PathOf(Child)));
        Write(Parent, null, Spawned(Child), Finished(Child, 50), Turn(Prompt, 60, 6000, 600, 5));
        Told().ShouldBe(["aa Inferred: 1000 100 2", "bb Recorded: 5000 500 3"]);
    }

    [Theory]
    [InlineData("later", "aa Recorded: 1000 100 2")]
    [InlineData("other turn", "aa Recorded: 1000 100 2")]
    [InlineData("too much", "aa Recorded: 4999 600 2")]
    public void What_is_not_in_the_turn_is_not_taken_from_it(string what, string told)
    {
        string[] lines = what switch
        {
            "later" => [Spawned(Child), Turn(Prompt, 60, 1000, 100, 2), Finished(Child, 70), Turn(Prompt, 80, 1000, 100, 2)],
            "other turn" => [Spawned(Child, "another"), Finished(Child, 50), Turn(Prompt, 60, 1000, 100, 2)],
            _ => [Spawned(Child), Finished(Child, 50), Turn(Prompt, 60, 4999, 600, 2)],
        };
        Write(Parent, null, lines);
        Write(Child, Parent, Turn("c1", 40, 5000, 500, 3));
        Told().ShouldBe([told, "bb Recorded: 5000 500 3"]);
    }

    [Fact]
    public void Turns_after_a_sub_agent_finished_and_turns_that_it_copied_are_not_in_it()
    {
        string first = Turn("019f7a00-0000-7000-8000-000000000002", 20, 300, 30, 1);
        Write(
            Parent,
            null,
            Spawned(Other, "019f7a00-0000-7000-8000-000000000003"),
            Finished(Other, 25),
            Turn("019f7a00-0000-7000-8000-000000000003", 26, 400, 40, 2)
        );
        home.Append(PathOf(Parent), Spawned(Child), Finished(Child, 50), Turn(Prompt, 60, 6000, 600, 5));
        Write(Other, Parent, first);
        Write(Child, Other, first, Turn("c1", 40, 5000, 500, 3), Turn("c2", 90, 70, 7, 1));
        Told()
            .ShouldBe([
                "aa Inferred: 100 10 1",
                "aa Inferred: 1000 100 2",
                "bb Recorded: 5000 500 3",
                "bb Recorded: 70 7 1",
                "cc Recorded: 300 30 1",
            ]);
    }

    [Fact]
    public void A_log_that_is_read_line_by_line_tells_the_same()
    {
        Write(Child, Parent, Turn("c1", 40, 5000, 500, 3));
        Write(Parent, null);
        foreach (
            string line in (string[])[Spawned(Child), Finished(Child, 50), Turn(Prompt, 60, 5500, 550, 4), Turn(Prompt, 61, 6000, 600, 5)]
        )
        {
            home.Append(PathOf(Parent), line);
            Told();
        }

        Told().ShouldBe(["aa Inferred: 1000 100 2", "bb Recorded: 5000 500 3"]);
    }

    [Fact]
    public void What_precedes_a_line_that_is_read_before_its_end_is_known_afterwards()
    {
        Write(Parent, null, Spawned(Child), Finished(Child, 50), Turn(Prompt, 60, 6000, 600, 5));
        Write(Child, Parent, Turn("c1", 30, 1000, 100, 1));
        File.AppendAllText(home.PathOf(PathOf(Child)), Turn("c2", 35, 2000, 200, 1));
        Told();
        home.Append(PathOf(Child), "", Turn("c3", 40, 2500, 250, 1));
        Told().ShouldBe(["aa Inferred: 500 50 2", "bb Recorded: 1000 100 1", "bb Recorded: 2000 200 1", "bb Recorded: 2500 250 1"]);
    }

    [Fact]
    public void A_ledger_of_an_earlier_reader_counts_once_when_the_logs_are_read_again()
    {
        Write(Parent, null, Spawned(Child), Finished(Child, 50), Turn(Prompt, 60, 6000, 600, 5));
        Told();
        home.Sql("ledger.db", "DELETE FROM lineage");
        Write(Child, Parent, Turn("c1", 40, 5000, 500, 3));
        Told().ShouldBe(["aa Recorded: 6000 600 5", "bb Recorded: 5000 500 3"]);
        home.Sql("ledger.db", "UPDATE file SET reader_version = 1");
        Told().ShouldBe(["aa Inferred: 1000 100 2", "bb Recorded: 5000 500 3"]);
    }

    public void Dispose() => home.Dispose();

    private static string PathOf(string session) => $".grok/sessions/%2Fsrv%2Fapp/{session}/updates.jsonl";

    private static string Spawned(string child, string prompt = Prompt) =>
        Update(
            10,
            $$"""{"sessionUpdate":"subagent_spawned","subagent_id":"{{child}}","parent_session_id":"{{Parent}}","parent_prompt_id":"{{prompt}}","child_session_id":"{{child}}","subagent_type":"explore","description":"d"}"""
        );

    private static string Finished(string child, int at) =>
        Update(
            at,
            $$"""{"sessionUpdate":"subagent_finished","subagent_id":"{{child}}","child_session_id":"{{child}}","status":"completed","tool_calls":1,"turns":1,"duration_ms":200,"tokens_used":50000}"""
        );

    private static string Turn(string prompt, int at, int input, int output, int calls)
    {
        string counts = $"\"inputTokens\":{input},\"outputTokens\":{output},\"cachedReadTokens\":0,\"modelCalls\":{calls}";
        return Update(
            at,
            $$"""{"sessionUpdate":"turn_completed","prompt_id":"{{prompt}}","stop_reason":"end_turn","usage":{{{counts}},"modelUsage":{"grok-4.5":{{{counts}}} } } }"""
        );
    }

    private static string Update(int at, string update) =>
        $$"""{"timestamp":{{Start + at}},"method":"_x.ai/session/update","params":{"sessionId":"s","update":{{update}} } }""";

    private void Write(string session, string? parent, params string[] lines)
    {
        string origin = parent is null ? "" : $",\"parent_session_id\":\"{parent}\",\"session_kind\":\"subagent\"";
        home.Write(
            PathOf(session).Replace("updates.jsonl", "summary.json", StringComparison.Ordinal),
            $$"""{"info":{"id":"{{session}}","cwd":"/srv/app"},"created_at":"2026-09-20T10:00:{{(session == Child ? 1 : 0):00}}Z","current_model_id":"grok-4.5"{{origin}}}"""
        );
        home.Write(PathOf(session), lines);
    }

    private List<string> Told() =>
        [
            .. home.Sync()
                .Select(record =>
                    $"{record.SessionId[^2..]} {record.Evidence}: {record.InputTokens} {record.OutputTokens} {record.Requests}"
                )
                .Order(StringComparer.Ordinal),
        ];
}
