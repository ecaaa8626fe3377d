using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Rimuru.Core.Pricing;

namespace Rimuru.Core.Tests.Pricing;

public sealed class PriceTableTests
{
    private static readonly string Text = ReadResource();

    [Fact]
    public void Each_row_says_where_and_when_its_figures_are_from()
    {
        PriceRow[] rows = [.. PriceBook.Bundled.Rows];
        rows.Length.ShouldBeGreaterThan(450);
        rows.Where(r => string.IsNullOrWhiteSpace(r.Source) || !DateOnly.TryParseExact(r.AsOf, "yyyy-MM-dd", out _)).ShouldBeEmpty();
        rows.Select(r => r.Source)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ShouldBe(["LiteLLM", "genai-prices", "models.dev", "overlay", "vendor"], ignoreOrder: true);
    }

    [Fact]
    public void Each_row_has_prices_or_says_why_not()
    {
        PriceBook.Bundled.Rows.Where(r => r.Periods.Length == 0 && !r.Included && r.PremiumMultiplier is null).ShouldBeEmpty();
    }

    [Fact]
    public void Periods_are_in_order_and_do_not_overlap()
    {
        foreach (PriceRow row in PriceBook.Bundled.Rows)
        {
            long end = DateTime.MinValue.Ticks;
            foreach (PricePeriod period in row.Periods)
            {
                period.FromTicks.ShouldBeGreaterThanOrEqualTo(end, row.ToString());
                period.ToTicks.ShouldBeGreaterThan(period.FromTicks, row.ToString());
                end = period.ToTicks;
            }
        }
    }

    [Fact]
    public void Rates_are_not_negative_and_bands_and_hours_are_in_order()
    {
        foreach (PriceRow row in PriceBook.Bundled.Rows)
        {
            foreach (PricePeriod period in row.Periods)
            {
                foreach (
                    PriceRates rates in period.Bands.Select(b => b.Rates).Concat(period.Hours.Select(h => h.Rates)).Append(period.Rates)
                )
                    NotNegative(row, rates);
                period
                    .Bands.Select(b => b.MinPromptTokens)
                    .ShouldBe(period.Bands.Select(b => b.MinPromptTokens).Order().Distinct(), row.ToString());
                foreach (PriceHours hours in period.Hours)
                    hours.FromMinute.ShouldBeLessThan(hours.ToMinute, row.ToString());
            }

            foreach (PriceModifier modifier in row.Terms.Where(t => t is not null).SelectMany(t => t!))
            {
                modifier.Factor.ShouldBeGreaterThan(0, row.ToString());
                if (modifier.Rates is { } rates)
                    NotNegative(row, rates);
            }

            row.Regions.ShouldAllBe(r => r.Factor >= 1m);
            (row.WebSearchFee ?? 0).ShouldBeGreaterThanOrEqualTo(0);
            (row.PremiumMultiplier ?? 0).ShouldBeGreaterThanOrEqualTo(0);
        }
    }

    [Fact]
    public void The_version_is_a_date_and_the_hash_of_the_rows()
    {
        int start = Text.IndexOf("\"models\": [\n", StringComparison.Ordinal) + "\"models\": [\n".Length;
        string rows = Text[start..Text.LastIndexOf("\n]", StringComparison.Ordinal)];
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rows)))[..8];
        PriceBook.Bundled.Version.ShouldMatch(@"^\d{4}-\d\d-\d\d\+[0-9a-f]{8}$");
        PriceBook.Bundled.Version.ShouldEndWith(
            $"+{hash}",
            customMessage: $"the rows changed: write +{hash} and today's date into prices.json"
        );
    }

    [Fact]
    public void One_model_stands_on_one_line_so_that_diffs_read_well() =>
        Text.Split('\n').Count(l => l.StartsWith("{\"provider\":", StringComparison.Ordinal)).ShouldBe(PriceBook.Bundled.Rows.Count());

    [Fact]
    public void Opening_the_table_is_cheap()
    {
        byte[] json = Encoding.UTF8.GetBytes(Text);
        PriceBook.Open(json, "warm").Resolve(null, "gpt-5");
        var best = TimeSpan.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            long start = Stopwatch.GetTimestamp();
            PriceBook.Open(json, "timed").Resolve("anthropic", "claude-opus-5");
            TimeSpan taken = Stopwatch.GetElapsedTime(start);
            if (taken < best)
                best = taken;
        }

        best.TotalMilliseconds.ShouldBeLessThan(10);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"version\":\"x\",\"models\":[]}")]
    [InlineData("{\"version\":\"x\",\"models\":[\n{\"id\":\"m\"}\n]}")]
    [InlineData("{\"version\":\"x\",\"models\":[\n{\"provider\":\"p\",\"id\":\"m\"},\n{\"provider\":\"p\",\"id\":\"M\"}]}")]
    [InlineData("{\"version\":\"x\"")]
    public void A_broken_table_is_an_error_that_names_it(string json)
    {
        RimuruException error = Should.Throw<RimuruException>(() => PriceBook.Open(Encoding.UTF8.GetBytes(json), "mine.json"));
        error.Code.ShouldBe("E7001");
        error.Message.ShouldContain("mine.json");
    }

    [Fact]
    public void A_broken_row_is_an_error_when_it_is_asked_for()
    {
        PriceBook book = TestTable.Open("""{"rates":{"input":1}}""");
        Should.Throw<RimuruException>(() => book.Resolve("anthropic", "m")).Message.ShouldContain("no output rate");
    }

    private static void NotNegative(PriceRow row, PriceRates r) =>
        new[]
        {
            r.Input,
            r.Output,
            r.CacheRead,
            r.CacheWrite5m,
            r.CacheWrite30m,
            r.CacheWrite1h,
            r.CacheWrite12h,
            r.InputAudio,
            r.CacheReadAudio,
            r.Reasoning,
        }.ShouldAllBe(x => x >= 0, row.ToString());

    private static string ReadResource()
    {
        using var reader = new StreamReader(typeof(PriceBook).Assembly.GetManifestResourceStream("prices.json")!);
        return reader.ReadToEnd();
    }
}
