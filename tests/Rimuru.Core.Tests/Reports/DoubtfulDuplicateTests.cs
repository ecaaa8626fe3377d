using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Core.Tests.Reports;

/// <summary>What an id alone makes one response is shown as doubtful.</summary>
public sealed class DoubtfulDuplicateTests : IDisposable
{
    private const string Id = ClaudeCodeLines.ApiId;
    private const string Other = ".claude/projects/-work-shop/two.jsonl";

    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void Another_time_and_another_usage_in_another_session_are_doubtful()
    {
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant(Id))
            .Write(
                Other,
                ClaudeCodeLines.Assistant(Id, """ "input_tokens":900,"output_tokens":3 """, "two", time: "2026-07-02T10:00:00.000Z")
            );
        home.Sync();
        DuplicateLaw.Check(home).ShouldHaveSingleItem().IsDoubtful.ShouldBeTrue();
    }

    [Fact]
    public void A_copy_is_not_nor_is_a_snapshot_of_which_there_is_a_copy()
    {
        string early = ClaudeCodeLines.Assistant(Id, """ "input_tokens":10,"output_tokens":1 """),
            late = ClaudeCodeLines.Assistant(Id, """ "input_tokens":10,"output_tokens":50 """, time: "2026-07-01T10:00:09.000Z");
        home.Write(ClaudeCodeLines.Log, early, late)
            .Write(Other, early.Replace("\"sessionId\":\"one\"", "\"sessionId\":\"two\"", StringComparison.Ordinal));
        home.Sync();
        List<DuplicateRecord> found = DuplicateLaw.Check(home);
        found.Count.ShouldBe(2);
        found.ShouldAllBe(copy => !copy.IsDoubtful);
    }

    [Fact]
    public void A_relays_short_id_merges_nothing()
    {
        home.Write(ClaudeCodeLines.Log, ClaudeCodeLines.Assistant("relay"))
            .Write(
                Other,
                ClaudeCodeLines.Assistant("relay", """ "input_tokens":900,"output_tokens":3 """, "two", time: "2026-07-02T10:00:00.000Z")
            );
        home.Records().Count.ShouldBe(2);
        DuplicateLaw.Check(home).ShouldBeEmpty();
    }
}
