using Rimuru.Core.Reports;
using Rimuru.Core.Tests.Adapters;

namespace Rimuru.Core.Tests.Reports;

/// <summary>Each rule by which a count does not count, and the record that it is held against.</summary>
public sealed class DuplicateTests : IDisposable
{
    private const string Log = ClaudeCodeLines.Log;
    private readonly TestHome home = new();

    [Fact]
    public void A_line_a_content_block_is_a_streamed_repeat_of_the_largest()
    {
        home.Write(Log, Line(1), Line(300), Line(7));
        List<DuplicateRecord> found = Duplicates();
        found
            .Select(r => (r.Rule, r.Line, r.KeptLine, r.OutputTokens))
            .ShouldBe([(DuplicateRule.StreamedRepeat, 1, 2, 1), (DuplicateRule.StreamedRepeat, 3, 2, 7)]);
        found.ShouldAllBe(r => r.KeptId == home.Only().Id && r.KeptFile == r.File);
    }

    [Fact]
    public void A_forks_copies_are_held_against_the_session_that_made_the_request()
    {
        home.Write(Log, Line(5));
        home.Write(
            Log.Replace("one", "two", StringComparison.Ordinal),
            Line(5, "two", "\"requestRef\":\"r\",\"requestSessionId\":\"one\",")
        );
        DuplicateRecord copy = Duplicates().ShouldHaveSingleItem();
        (copy.Rule, copy.SessionId, copy.KeptSessionId).ShouldBe((DuplicateRule.CopiedSession, "two", "one"));
        Path.GetFileName(copy.KeptFile).ShouldBe("one.jsonl");
    }

    [Fact]
    public void The_same_file_in_two_folders_is_a_copied_file()
    {
        home.Write(Log, Line(5)).Write(Log.Replace(".claude", ".config/claude", StringComparison.Ordinal), Line(5));
        Duplicates().ShouldHaveSingleItem().Rule.ShouldBe(DuplicateRule.CopiedFile);
    }

    [Fact]
    public void A_side_question_replays_its_sessions_responses()
    {
        home.Write(Log, Line(5))
            .Write(".claude/projects/-work-shop/one/subagents/agent-aside_question-1.jsonl", Line(9, extra: "\"isSidechain\":true,"));
        DuplicateRecord copy = Duplicates().ShouldHaveSingleItem();
        (copy.Rule, copy.SubAgent, copy.OutputTokens).ShouldBe((DuplicateRule.SidechainReplay, "aside_question", 9));
    }

    [Fact]
    public void A_total_that_did_not_change_is_re_emitted()
    {
        home.Write(
            CodexLines.Log,
            CodexLines.Meta(),
            CodexLines.Count(1, (10, 0, 2), (10, 0, 2)),
            CodexLines.Count(2, (10, 0, 2), (10, 0, 2))
        );
        DuplicateRecord copy = Duplicates().ShouldHaveSingleItem();
        (copy.Rule, copy.Line, copy.KeptLine, copy.InputTokens).ShouldBe((DuplicateRule.ReEmitted, 3, 2, 10));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_token_count_gives_way_to_the_record_beside_it(bool recordIsFirst)
    {
        string record = CodexLines.Record(1, "resp_1", (10, 0, 2), (10, 0, 2)),
            count = CodexLines.Count(1, (10, 0, 2), (10, 0, 2));
        home.Write(CodexLines.Log, [CodexLines.Meta(), .. recordIsFirst ? new[] { record, count } : [count, record]]);
        DuplicateRecord copy = Duplicates().ShouldHaveSingleItem();
        (copy.Rule, copy.Line, copy.KeptLine).ShouldBe((DuplicateRule.BetterSource, recordIsFirst ? 3 : 2, recordIsFirst ? 2 : 3));
    }

    [Fact]
    public void A_codex_fork_copies_its_parents_rows()
    {
        home.Write(
            CodexLines.Log,
            CodexLines.Meta(),
            CodexLines.Count(1, (10, 0, 2), (10, 0, 2)),
            CodexLines.Count(2, (30, 0, 5), (20, 0, 3))
        );
        home.Write(
            CodexLines.FileOf("two"),
            CodexLines.Meta("two", 100, "\"forked_from_id\":\"one\","),
            CodexLines.Count(100, (10, 0, 2), (10, 0, 2)),
            CodexLines.Count(100, (30, 0, 5), (20, 0, 3)),
            CodexLines.Count(110, (37, 0, 6), (7, 0, 1))
        );
        Duplicates()
            .Select(r => (r.Rule, r.SessionId, r.KeptSessionId, r.InputTokens))
            .ShouldBe([(DuplicateRule.CopiedSession, "two", "one", 10), (DuplicateRule.CopiedSession, "two", "one", 20)]);
    }

    [Fact]
    public void A_filter_keeps_the_copies_of_a_session_and_those_of_its_responses()
    {
        home.Write(Log, Line(5), Line(6));
        home.Write(
            Log.Replace("one", "two", StringComparison.Ordinal),
            Line(6, "two", "\"requestRef\":\"r\",\"requestSessionId\":\"one\",")
        );
        Duplicates(new ReportFilter { SessionId = ["two"] }).Count.ShouldBe(1);
        Duplicates(new ReportFilter { SessionId = ["one"] }).Count.ShouldBe(2);
        Duplicates(new ReportFilter { Agent = ["Codex"] }).ShouldBeEmpty();
        Duplicates(new ReportFilter { Model = ["gpt*"] }).ShouldBeEmpty();
        Duplicates(new ReportFilter { Since = new DateTimeOffset(2026, 7, 2, 0, 0, 0, TimeSpan.Zero) }).ShouldBeEmpty();
    }

    [Fact]
    public void Asking_changes_nothing_in_the_ledger()
    {
        home.Write(Log, Line(5), Line(6)).Sync();
        byte[] before = File.ReadAllBytes(home.Ledger);
        Duplicates(sync: false).Count.ShouldBe(1);
        File.ReadAllBytes(home.Ledger).ShouldBe(before);
    }

    public void Dispose() => home.Dispose();

    private List<DuplicateRecord> Duplicates(ReportFilter? filter = null, bool sync = true)
    {
        if (sync)
        {
            home.Sync();
            DuplicateLaw.Check(home);
        }

        using RimuruEngine engine = home.Open();
        return
        [
            .. engine
                .Reports.Duplicates(filter ?? new ReportFilter(), null, CancellationToken.None)
                .Run(filter ?? new ReportFilter(), CancellationToken.None),
        ];
    }

    private static string Line(int output, string session = "one", string extra = "") =>
        ClaudeCodeLines.Assistant(usage: $""" "input_tokens":10,"output_tokens":{output} """, session: session, extra: extra);
}
