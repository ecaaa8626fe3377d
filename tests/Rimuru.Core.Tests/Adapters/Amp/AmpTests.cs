namespace Rimuru.Core.Tests.Adapters.Amp;

public sealed class AmpTests : IDisposable
{
    private const string Thread = ".local/share/amp/threads/T-1.json";
    private const string Messages =
        "\"messages\":[{\"role\":\"user\"},{\"role\":\"assistant\",\"messageId\":1,\"usage\":{\"model\":\"claude-opus-4-5\",\"inputTokens\":5,\"outputTokens\":6,\"cacheReadInputTokens\":70,\"cacheCreationInputTokens\":8,\"timestamp\":\"2026-11-01T10:00:00Z\"}}]";
    private readonly LogHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_message_tells_its_request()
    {
        UsageRecord record = home.Write(
                Thread,
                $$$$"""{"id":"T-1","title":"A title","env":{"initial":{"trees":[{"uri":"file:///work/web"}]}},{{{{Messages}}}}}"""
            )
            .Sync()
            .ShouldHaveSingleItem();
        (
            record.SessionId,
            record.InputTokens,
            record.CacheReadTokens,
            record.CacheWrite5mTokens,
            record.OutputTokens,
            record.Project
        ).ShouldBe(("T-1", 5, 70, 8, 6, "web"));
    }

    [Fact]
    public void The_ledger_tells_better_and_takes_the_cache_from_the_message()
    {
        home.Write(Thread, $$"""{"id":"T-1",{{Messages}}}""").Sync();
        home.Write(
            Thread,
            $$$$$$"""{"id":"T-1",{{{{{{Messages}}}}}},"usageLedger":{"events":[{"id":"e1","timestamp":"2026-11-01T10:00:00Z","model":"claude-opus-4-5","toMessageId":1,"tokens":{"input":4,"output":9}},{"id":"e2","timestamp":"2026-11-01T10:00:00Z","model":"gpt-5.5","tokens":{"input":1,"output":2}}]}}"""
        );
        home.Sync()
            .Select(r => (r.InputTokens, r.CacheReadTokens, r.OutputTokens))
            .ShouldBe([(4L, 70L, 9L), (1L, 0L, 2L)], ignoreOrder: true);
    }

    [Fact]
    public void A_message_that_the_ledger_does_not_name_counts_no_more()
    {
        home.Write(Thread, $$"""{"id":"T-1",{{Messages}}}""").Sync();
        home.Write(
                Thread,
                $$$$$$"""{"id":"T-1",{{{{{{Messages}}}}}},"usageLedger":{"events":[{"id":"e2","timestamp":"2026-11-01T10:00:00Z","model":"gpt-5.5","tokens":{"input":1,"output":2}}]}}"""
            )
            .Sync()
            .ShouldHaveSingleItem()
            .Model.ShouldBe("gpt-5.5");
    }

    [Fact]
    public void A_message_that_the_ledger_names_late_counts_again()
    {
        const string Title = """{"id":"e2","timestamp":"2026-11-01T10:00:00Z","model":"gpt-5.5","tokens":{"input":1,"output":2}}""";
        const string Late =
            """{"id":"e1","timestamp":"2026-11-01T10:00:00Z","model":"claude-opus-4-5","toMessageId":1,"tokens":{"input":4,"output":9}}""";
        home.Write(Thread, $$"""{"id":"T-1",{{Messages}}}""").Sync().Count.ShouldBe(1);
        home.Write(Thread, $$$"""{"id":"T-1",{{{Messages}}},"usageLedger":{"events":[{{{Title}}}]}}""").Sync().Count.ShouldBe(1);
        home.Write(Thread, $$$"""{"id":"T-1",{{{Messages}}},"usageLedger":{"events":[{{{Title}}},{{{Late}}}]}}""")
            .Sync()
            .Select(r => r.OutputTokens)
            .ShouldBe([2L, 9L], ignoreOrder: true);
    }

    [Fact]
    public void A_message_that_is_older_than_the_ledger_counts_beside_it()
    {
        home.Write(
                Thread,
                $$$"""{"id":"T-1",{{{Messages}}},"usageLedger":{"events":[{"id":"e2","timestamp":"2026-11-01T10:00:01Z","model":"gpt-5.5","tokens":{"input":1,"output":2}}]}}"""
            )
            .Sync()
            .Select(r => r.OutputTokens)
            .ShouldBe([6L, 2L], ignoreOrder: true);
    }

    [Fact]
    public void An_event_that_names_no_message_is_the_one_with_its_counts()
    {
        home.Write(Thread, $$"""{"id":"T-1",{{Messages}}}""").Sync().Count.ShouldBe(1);
        home.Write(
                Thread,
                $$$"""{"id":"T-1",{{{Messages}}},"usageLedger":{"events":[{"id":"e2","timestamp":"2026-11-01T10:00:01Z","tokens":{"input":5,"output":6}}]}}"""
            )
            .Sync()
            .Select(r => (r.InputTokens, r.CacheReadTokens, r.OutputTokens, r.Model))
            .ShouldBe([(5L, 70L, 6L, "claude-opus-4-5")]);
    }

    [Fact]
    public void A_damaged_thread_is_one_warning()
    {
        home.Write(Thread, "{\"id\":\"T-1\",\"messages\":[").Sync().ShouldBeEmpty();
        home.Warnings.ShouldHaveSingleItem();
    }
}
