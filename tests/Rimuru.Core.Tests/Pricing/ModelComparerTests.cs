using Rimuru.Core.Pricing;

namespace Rimuru.Core.Tests.Pricing;

/// <summary>What is compared has both prices, and is the same on both sides.</summary>
public sealed class ModelComparerTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Both_sums_cover_the_same_requests()
    {
        ModelComparer comparer = new(PriceBook.Bundled, null, null, null, null, At);
        comparer.Add(Record("claude-opus-4-5", 1_000_000, cost: 7m));
        comparer.Add(Record("claude-opus-4-5", 10, cost: null) with { Requests = 2 });
        comparer.Add(Record("nobody-knows-it", 100, cost: 3m) with { Requests = 4 });
        comparer.Add(Record("nobody-knows-it", 1000, cost: null) with { Requests = 8 });
        ModelComparison result = comparer.Result();
        (result.Requests, result.TotalTokens).ShouldBe((1, 1_000_000));
        (result.ActualCost, result.Cost, result.Difference).ShouldBe((7m, 5m, -2m));
        (result.UncomparedRequests, result.UncomparedTokens, result.UnpricedRequests).ShouldBe((14, 1110, 12));
        result.Assumptions.ShouldContain(text => text.StartsWith("14 requests", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_compared_has_no_cost()
    {
        ModelComparer comparer = new(PriceBook.Bundled, null, "gpt-5", null, null, At);
        comparer.Add(Record("nobody-knows-it", 100, cost: null));
        ModelComparison result = comparer.Result();
        (result.Requests, result.ActualCost, result.Cost, result.Difference).ShouldBe((0, null, null, null));
        (result.UncomparedRequests, result.UnpricedRequests).ShouldBe((1, 0));
    }

    private static UsageRecord Record(string model, long input, decimal? cost) =>
        new()
        {
            Id = "",
            Timestamp = At,
            Agent = "ClaudeCode",
            SessionId = "one",
            Model = model,
            InputTokens = input,
            Cost = cost,
        };
}
