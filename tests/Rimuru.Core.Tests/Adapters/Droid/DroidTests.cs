namespace Rimuru.Core.Tests.Adapters.Droid;

public sealed class DroidTests : IDisposable
{
    private const string Settings = ".factory/sessions/-work-web/d1.settings.json";
    private const string Log = ".factory/sessions/-work-web/d1.jsonl";

    private readonly LogHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_session_is_one_sum_and_thinking_is_output()
    {
        home.Write(".factory/sessions/-work-web/d1.jsonl", """{"type":"session_start","id":"d1","title":"A title","cwd":"/work/web"}""");
        UsageRecord record = home.Write(Settings, Sum(10, 5)).Sync().ShouldHaveSingleItem();
        (
            record.SessionId,
            record.Model,
            record.Provider,
            record.OutputTokens,
            record.ReasoningTokens,
            record.Evidence,
            record.Project
        ).ShouldBe(("d1", "claude-sonnet-4", "anthropic", 15, 5, UsageEvidence.Inferred, "web"));
    }

    /// <summary>Releases that count credits charge the output alone; more thinking than output is not a part of it.</summary>
    [Theory]
    [InlineData(10, 5, 10)]
    [InlineData(10, 15, 25)]
    public void Thinking_is_within_the_output_of_a_release_with_credits(long output, long thinking, long expected)
    {
        string sum = Sum(output, thinking);
        home.Write(Settings, sum.Replace("\"thinkingTokens\"", "\"factoryCredits\":9,\"thinkingTokens\"", StringComparison.Ordinal));
        UsageRecord record = home.Sync().ShouldHaveSingleItem();
        (record.OutputTokens, record.ReasoningTokens).ShouldBe((expected, thinking));
        home.Sql(
            "ledger.db",
            $"UPDATE usage SET output = {output + thinking}, rank_low = rank_low - (1 << 45)",
            "UPDATE file SET reader_version = 6"
        );
        home.Sync().ShouldHaveSingleItem().OutputTokens.ShouldBe(expected);
    }

    [Fact]
    public void The_sum_grows_in_place_and_never_shrinks()
    {
        home.Write(Settings, Sum(10, 5)).Sync();
        home.Write(Settings, Sum(20, 5)).Sync().ShouldHaveSingleItem().OutputTokens.ShouldBe(25);
        home.Write(Settings, Sum(1, 0)).Sync().ShouldHaveSingleItem().OutputTokens.ShouldBe(25);
    }

    [Fact]
    public void A_sum_that_holds_its_children_is_not_read()
    {
        string both = Sum(10, 5)
            .Replace(
                "\"tokenUsage\":",
                "\"inclusiveTokenUsage\":{\"inputTokens\":900,\"outputTokens\":900},\"tokenUsage\":",
                StringComparison.Ordinal
            );
        UsageRecord record = home.Write(Settings, both).Sync().ShouldHaveSingleItem();
        (record.InputTokens, record.OutputTokens).ShouldBe((100, 15));
    }

    [Fact]
    public void A_sum_has_no_long_context_price()
    {
        UsageRecord sum = home.Write(
                Settings,
                """{"model":"claude-sonnet-4-5","providerLock":"anthropic","providerLockTimestamp":"2026-01-01T01:02:03Z","tokenUsage":{"inputTokens":300000,"outputTokens":1000}}"""
            )
            .Sync()
            .ShouldHaveSingleItem();
        (sum.ServiceTier, sum.Cost).ShouldBe(("sum", 0.915m));
    }

    [Fact]
    public void A_ledger_that_took_the_sum_for_one_request_learns_what_it_is()
    {
        home.Write(Settings, Sum(10, 5)).Sync();
        home.Sql("ledger.db", "UPDATE usage SET terms = 0, rank_low = 15", "UPDATE file SET reader_version = 1");
        home.Sync().ShouldHaveSingleItem().ServiceTier.ShouldBe("sum");
    }

    [Fact]
    public void The_log_of_a_session_may_come_after_its_settings()
    {
        home.Write(Settings, Sum(10, 5)).Sync().ShouldHaveSingleItem().Project.ShouldBeNull();
        home.Write(".factory/sessions/-work-web/d1.jsonl", """{"type":"session_start","id":"d1","title":"A title","cwd":"/work/web"}""")
            .Sync()
            .ShouldHaveSingleItem()
            .Project.ShouldBe("web");
        home.Session("d1").Title.ShouldBe("A title");
    }

    [Theory]
    [InlineData("custom:Claude-Sonnet-4.5-[Proxy]-0", "claude-sonnet-4.5")]
    [InlineData("Claude-Sonnet-4.5-[Anthropic]", "claude-sonnet-4.5")]
    [InlineData("custom:gpt-5-0", "gpt-5-0")]
    [InlineData("-[x]", "-[x]")]
    public void A_model_is_written_in_Droids_own_ways(string written, string model)
    {
        UsageRecord record = home.Write(
                Settings,
                Sum(10, 5)
                    .Replace("Claude-Sonnet-4-[Anthropic]", written, StringComparison.Ordinal)
                    .Replace("\"anthropic\"", "\"generic-chat-completion-api\"", StringComparison.Ordinal)
            )
            .Sync()
            .ShouldHaveSingleItem();
        record.Model.ShouldBe(model);
        record.Provider.ShouldNotBe("generic-chat-completion-api");
    }

    [Fact]
    public void A_session_of_several_days_counts_on_the_day_of_its_last_answer()
    {
        home.Write(Log, Answer("2026-11-01T10:00:05Z"));
        DayOf(home.Write(Settings, Sum(10, 5))).ShouldBe(1);
        home.Append(Log, Answer("2026-11-04T10:00:05Z"));
        DayOf(home).ShouldBe(4);
        DayOf(home.Write(Settings, Sum(20, 5))).ShouldBe(4);
    }

    [Fact]
    public void A_ledger_that_put_the_sum_at_the_lock_of_the_provider_puts_it_at_the_last_answer()
    {
        home.Write(Log, Answer("2026-11-04T10:00:05Z")).Write(Settings, Sum(10, 5)).Sync();
        long lockMs = new DateTimeOffset(2026, 11, 1, 10, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        home.Sql("ledger.db", $"UPDATE usage SET at = {lockMs}, rank_low = {(1L << 44) + 15}", "UPDATE file SET reader_version = 5");
        DayOf(home).ShouldBe(4);
    }

    [Theory]
    [InlineData("claude-opus-4-5-20251101", "claude-opus-4-5-20251101")]
    [InlineData("custom:Claude-Opus-4.5-[Proxy]-0", "claude-opus-4.5")]
    public void A_model_that_the_settings_lack_is_that_of_the_last_answer(string written, string model)
    {
        UsageRecord record = home.Write(
                Log,
                Answer("2026-11-01T10:00:05Z", "gpt-5.5"),
                Answer("2026-11-01T10:00:06Z", written),
                """{"type":"message","timestamp":"2026-11-01T10:00:07Z","message":{"role":"assistant"}}"""
            )
            .Write(Settings, WithoutModel)
            .Sync()
            .ShouldHaveSingleItem();
        (record.Model, record.Cost is null).ShouldBe((model, false));
        home.Write(Settings, Sum(10, 5)).Sync().ShouldHaveSingleItem().Model.ShouldBe("claude-sonnet-4");
    }

    [Fact]
    public void A_model_that_only_a_reminder_shows_counts_if_it_is_one()
    {
        UsageRecord record = home.Write(Log, Reminder("Claude Opus 4.5 Thinking"), Answer("2026-11-01T10:00:05Z"))
            .Write(Settings, WithoutModel)
            .Sync()
            .ShouldHaveSingleItem();
        (record.Model, record.Cost is null).ShouldBe(("claude-opus-4.5-thinking", false));
        home.Write(Log, Reminder("Claude Opus 4.5"), Reminder("GPT-5.5"), Answer("2026-11-02T10:00:05Z"))
            .Sync()
            .ShouldHaveSingleItem()
            .Model.ShouldBeNull();
    }

    [Fact]
    public void A_long_log_is_read_from_its_end_as_far_as_it_takes()
    {
        string padding =
            $$$"""{"type":"message","timestamp":"2026-11-03T10:00:00Z","message":{"role":"user","content":"{{{new string('x', 200_000)}}}"}}""";
        home.Write(
            Log,
            [
                """{"type":"session_start","cwd":"/work/web"}""",
                Answer("2026-11-01T10:00:05Z", "gpt-5.5"),
                Answer("2026-11-02T10:00:05Z"),
                .. Enumerable.Repeat(padding, 30),
            ]
        );
        UsageRecord record = home.Write(Settings, WithoutModel).Sync().ShouldHaveSingleItem();
        (record.Project, record.Model, record.Timestamp.UtcDateTime.Day).ShouldBe(("web", "gpt-5.5", 2));
    }

    [Fact]
    public void A_session_without_tokens_is_none() =>
        home.Write(Settings, """{"model":"gpt-5","tokenUsage":{"inputTokens":0}}""").Sync().ShouldBeEmpty();

    [Fact]
    public void A_damaged_file_is_one_warning()
    {
        home.Write(Settings, "{\"model\":").Sync().ShouldBeEmpty();
        home.Warnings.ShouldHaveSingleItem();
    }

    private static string WithoutModel => Sum(10, 5).Replace("\"model\":\"Claude-Sonnet-4-[Anthropic]\",", "", StringComparison.Ordinal);

    private static int DayOf(LogHome home) => home.Sync().ShouldHaveSingleItem().Timestamp.ToUniversalTime().Day;

    private static string Answer(string at, string? model = null) =>
        $$$"""{"type":"message","timestamp":"{{{at}}}","message":{"role":"assistant","modelId":{{{(model is null ? "null" : $"\"{model}\"")}}}}}""";

    private static string Reminder(string model) =>
        $$$"""{"type":"message","message":{"role":"user","content":"<system-reminder>\nUser system info\nModel: {{{model}}} [Vendor]\n</system-reminder>"}}""";

    private static string Sum(long output, long thinking) =>
        $$$$$$"""{"model":"Claude-Sonnet-4-[Anthropic]","providerLock":"anthropic","providerLockTimestamp":"2026-11-01T10:00:00Z","tokenUsage":{"inputTokens":100,"outputTokens":{{{{{{output}}}}}},"cacheCreationTokens":20,"cacheReadTokens":10,"thinkingTokens":{{{{{{thinking}}}}}}}}""";
}
