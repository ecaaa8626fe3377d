namespace Rimuru.Core.Tests.Adapters;

/// <summary>
/// A line of Claude Code without a reason for the end was written before the final count came: reason and count are of one event.
/// </summary>
public sealed class ClaudeCodePartialTests : IDisposable
{
    private const string Snapshot = "\"stop_reason\":null,";
    private const string Ended = "\"stop_reason\":\"end_turn\",";

    private readonly TestHome home = new();

    [Fact]
    public void A_response_of_which_only_snapshots_are_there_is_partial()
    {
        home.Write(ClaudeCodeLines.Log, Line(1, Snapshot), Line(3, Snapshot));
        UsageRecord record = home.Only();
        (record.Evidence, record.OutputTokens).ShouldBe((UsageEvidence.Partial, 3));
    }

    [Theory]
    [InlineData(427)]
    [InlineData(3)]
    public void Its_end_makes_it_whole_in_whichever_order_the_lines_stand(int output)
    {
        home.Write(ClaudeCodeLines.Log, Line(3, Snapshot));
        home.Only().Evidence.ShouldBe(UsageEvidence.Partial);
        home.Append(ClaudeCodeLines.Log, Line(output, Ended) + "\n");
        home.Only().Evidence.ShouldBe(UsageEvidence.Recorded);
        home.Write(ClaudeCodeLines.Log.Replace("one", "two", StringComparison.Ordinal), Line(3, Snapshot));
        UsageRecord record = home.Only();
        (record.Evidence, record.OutputTokens).ShouldBe((UsageEvidence.Recorded, output));
        LedgerAudit.Check(home.Database);
    }

    [Fact]
    public void A_version_that_writes_no_reason_at_all_says_nothing_of_an_end()
    {
        home.Write(ClaudeCodeLines.Log, Line(3, ""));
        home.Only().Evidence.ShouldBe(UsageEvidence.Recorded);
    }

    public void Dispose() => home.Dispose();

    private static string Line(int output, string message) =>
        ClaudeCodeLines.Assistant(usage: $""" "input_tokens":10,"output_tokens":{output} """, message: message);
}
