using static Rimuru.Core.Tests.Adapters.CodexLines;

namespace Rimuru.Core.Tests.Adapters;

/// <summary>Saved <c>codex exec --json</c> logs: several of one thread, totals that are reached again, results.</summary>
public sealed class CodexExecTests : IDisposable
{
    private const string A = ".codex/sessions/a.jsonl",
        B = ".codex/sessions/b.jsonl",
        Started = """{"type":"thread.started","thread_id":"one"}""";

    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_total_that_is_reached_again_after_a_drop_counts(int cut)
    {
        string[] lines = [Turn(100, 10), Turn(50, 5), Turn(100, 10)];
        home.Write(A, [Started, .. lines[..cut]]).Sync("Codex");
        home.Append(A, string.Concat(lines[cut..].Select(line => line + "\n")));
        home.Counted().Order().ShouldBe([("one", 50, 0, 5), ("one", 50, 0, 5), ("one", 100, 0, 10)]);
    }

    [Fact]
    public void The_log_of_a_run_that_resumed_a_thread_holds_what_was_used_before()
    {
        home.Write(A, Started, Turn(60, 6), Turn(100, 10));
        At(A, 1);
        home.Counted().Count.ShouldBe(2);
        home.Write(B, Started, Turn(250, 25));
        At(B, 2);
        home.Counted().ShouldBe([("one", 250, 0, 25)]);
        home.Append(B, Turn(300, 30) + "\n");
        At(B, 3);
        home.Counted().Order().ShouldBe([("one", 50, 0, 5), ("one", 250, 0, 25)]);
    }

    [Fact]
    public void A_log_that_began_anew_holds_nothing_of_the_logs_before()
    {
        home.Write(A, Started, Turn(100, 10));
        At(A, 1);
        home.Write(B, Started, Turn(60, 6));
        At(B, 2);
        home.Counted().Order().ShouldBe([("one", 60, 0, 6), ("one", 100, 0, 10)]);
    }

    [Fact]
    public void A_copy_of_a_log_is_one()
    {
        home.Write(A, Started, Turn(100, 10)).Write(B, Started, Turn(100, 10), Turn(150, 15));
        home.Counted().Order().ShouldBe([("one", 50, 0, 5), ("one", 100, 0, 10)]);
    }

    [Fact]
    public void All_logs_of_a_thread_give_way_to_its_rollout()
    {
        home.Write(A, Started, Turn(100, 10)).Write(B, Started, Turn(250, 25));
        home.Sync("Codex");
        home.Write(Log, Meta(), Count(2, (100, 0, 10), (100, 0, 10)), Count(3, (250, 0, 25), (150, 0, 15)));
        home.Counted().ShouldBe([("one", 100, 0, 10), ("one", 150, 0, 15)]);
    }

    [Fact]
    public void A_turn_of_many_requests_has_no_long_context_price()
    {
        home.Write(
            A,
            """{"type":"turn.completed","timestamp":"2026-11-20T03:04:05.000Z","model":"gpt-5.4","usage":{"input_tokens":300000,"cached_input_tokens":0,"output_tokens":1000}}"""
        );
        UsageRecord turn = home.Records().ShouldHaveSingleItem();
        (turn.ServiceTier, turn.Cost).ShouldBe(("sum", 0.765m));
    }

    [Fact]
    public void A_result_is_a_usage_of_its_own()
    {
        home.Write(
            A,
            """{"type":"turn.completed","timestamp":"2026-01-02T03:04:05.000Z","model":"gpt-5.2-codex","usage":{"input_tokens":120,"cached_input_tokens":20,"output_tokens":30,"total_tokens":150}}""",
            """{"type":"result","data":{"timestamp":"2026-01-02T03:05:05.000Z","model_name":"gpt-5.1","usage":{"prompt_tokens":50,"cached_tokens":5,"completion_tokens":12}}}""",
            """{"type":"turn.completed","timestamp":"2026-01-02T03:06:05.000Z","model":"gpt-5.2-codex","usage":{"input_tokens":150,"cached_input_tokens":20,"output_tokens":34}}"""
        );
        home.Counted().ShouldBe([("a", 100, 20, 30), ("a", 45, 5, 12), ("a", 30, 0, 4)]);
        home.Records().Select(r => r.Model).ShouldBe(["gpt-5.2-codex", "gpt-5.1", "gpt-5.2-codex"]);
    }

    private static string Turn(long input, long output) =>
        $$$"""{"type":"turn.completed","usage":{"input_tokens":{{{input}}},"cached_input_tokens":0,"output_tokens":{{{output}}}}}""";

    /// <summary>Lines of a saved log have no time: the file's has to do.</summary>
    private void At(string log, int hour) => File.SetLastWriteTimeUtc(home.In(log), new DateTime(2026, 5, 1, hour, 0, 0, DateTimeKind.Utc));
}
