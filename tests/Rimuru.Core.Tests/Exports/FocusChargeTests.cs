using Rimuru.Core.Exports;
using Rimuru.Core.Pricing;

namespace Rimuru.Core.Tests.Exports;

/// <summary>How the cost of a record is shared out among its parts.</summary>
public sealed class FocusChargeTests
{
    private static readonly string?[] Tiers = [null, "priority", "batch", "flex", "fast", "us", "sum", "premium-request"];

    [Fact]
    public void The_parts_of_any_record_add_up_to_its_cost_and_to_its_list_price()
    {
        Random random = new(17);
        PriceBook book = PriceBook.Bundled;
        PriceRow[] rows = [.. book.Rows];
        int priced = 0;
        for (int i = 0; i < 20_000; i++)
        {
            PriceRow row = rows[random.Next(rows.Length)];
            TokenUsage tokens = new(Some(), Some(), Some(), Some(), Some(), 0);
            tokens = tokens with { Reasoning = random.NextInt64(tokens.Output + 1) };
            string? tier = Tiers[random.Next(Tiers.Length)];
            DateTimeOffset at = new(2026, random.Next(1, 12), random.Next(1, 29), random.Next(24), 0, 0, TimeSpan.Zero);
            ResolvedModel model = book.Resolve(row.Provider, row.Id);
            long searches = random.Next(3);
            CostQuote quote = PriceBook.Price(model, at, tokens, PriceTerms.Parse(tier), searches);
            if (quote.Usd is not { } usd)
                continue;
            priced++;
            if (
                quote.Status == CostStatus.Calculated
                && PriceBook.PartsOf(model, at, tokens, PriceTerms.Parse(tier), searches) is { } parts
            )
                parts.Sum(part => part.Quantity * part.Usd).ShouldBe(usd, 0.0000000006m, $"{row} {tier}");
            foreach (decimal cost in (decimal[])[usd, usd * 3 + 0.000000001m])
            {
                FocusCharges charges = new(book);
                charges.Add(Record(row, tier, at, tokens, searches) with { Cost = cost, CostStatus = quote.Status });
                charges.Rows.Values.Sum(charge => charge.Billed.Usd).ShouldBe(decimal.Round(cost, 9), $"{row} {tier}");
            }
        }

        priced.ShouldBeGreaterThan(4000);

        long Some() => random.Next(3) == 0 ? 0 : random.NextInt64(400_000);
    }

    [Fact]
    public void A_cost_that_no_price_explains_is_that_of_the_request()
    {
        FocusCharges charges = new(PriceBook.Bundled);
        UsageRecord record = Record(null, null, DateTimeOffset.UnixEpoch, default, 0) with
        {
            Cost = 0.04m,
            CostStatus = CostStatus.Reported,
            Model = "nobody-knows",
        };
        charges.Add(record);
        charges.Add(record);
        (FocusKey key, FocusCharge charge) = charges.Rows.ShouldHaveSingleItem();
        (key.Meter, key.Price, key.Provider).ShouldBe((UsageMeter.Request, 0.04m, FocusText.NoProvider));
        (charge.Quantity, charge.Billed.Usd, charge.Sessions).ShouldBe((2, 0.08m, 1));
    }

    [Fact]
    public void What_a_plan_includes_has_a_price_of_zero()
    {
        FocusCharges charges = new(PriceBook.Bundled);
        charges.Add(
            Record(null, null, DateTimeOffset.UnixEpoch, new TokenUsage(5, 0, 0, 0, 7, 0), 0) with
            {
                Cost = 0,
                CostStatus = CostStatus.Included,
            }
        );
        charges.Rows.Keys.Select(key => (key.Meter, key.Price)).ShouldBe([(UsageMeter.Input, 0m), (UsageMeter.Output, 0m)]);
    }

    [Theory]
    [InlineData("unknown", null)]
    [InlineData("N/A", null)]
    [InlineData(" - ", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData(" main ", "main")]
    public void A_text_that_says_nothing_is_absent(string? text, string? filled) => FocusText.Filled(text).ShouldBe(filled);

    private static UsageRecord Record(PriceRow? row, string? tier, DateTimeOffset at, TokenUsage tokens, long searches) =>
        new()
        {
            Id = "1",
            Timestamp = at,
            Agent = "ClaudeCode",
            SessionId = "one",
            Provider = row?.Provider,
            Model = row?.Id,
            ServiceTier = tier,
            Requests = 1,
            InputTokens = tokens.Input,
            CacheReadTokens = tokens.CacheRead,
            CacheWrite5mTokens = tokens.CacheWrite5m,
            CacheWrite1hTokens = tokens.CacheWrite1h,
            OutputTokens = tokens.Output,
            ReasoningTokens = tokens.Reasoning,
            WebSearches = searches,
        };
}
