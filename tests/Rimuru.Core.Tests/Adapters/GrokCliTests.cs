namespace Rimuru.Core.Tests.Adapters;

/// <summary>What a row of grok-cli stands for.</summary>
public sealed class GrokCliTests : IDisposable
{
    private readonly LogHome home = new();

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("message", true)]
    [InlineData("task", true)]
    [InlineData("title", false)]
    [InlineData("recap", false)]
    [InlineData("other", false)]
    public void Messages_and_tasks_are_sums_of_their_steps_and_pay_no_long_context_price(string source, bool isSum)
    {
        home.Sql(
            ".grok/grok.db",
            "CREATE TABLE usage_events(id INTEGER PRIMARY KEY, session_id TEXT, source TEXT, model TEXT, input_tokens INTEGER, output_tokens INTEGER, total_tokens INTEGER, created_at TEXT)",
            $"INSERT INTO usage_events VALUES(1, 's1', '{source}', 'grok-4.3', 400000, 2000, 402000, '2026-06-01T10:05:00Z')"
        );
        UsageRecord record = home.Sync().ShouldHaveSingleItem();
        record.ServiceTier.ShouldBe(isSum ? "sum" : null);
        record.Cost.ShouldBe(isSum ? 0.505m : 1.01m);
    }
}
