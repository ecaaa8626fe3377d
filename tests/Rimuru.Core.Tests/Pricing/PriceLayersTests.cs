using System.Text.Json.Nodes;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Tests.Pricing;

/// <summary>What must be true of a table over which sources were laid, whatever they say.</summary>
public sealed class PriceLayersTests
{
    private const string Seen = "2026-11-25";
    private static readonly DateTimeOffset Day = PriceJson.Instant(Seen);
    private static readonly TokenUsage[] Requests =
    [
        new(1000, 0, 0, 0, 100, 0),
        new(500_000, 1000, 100, 10, 100, 50),
        new(0, 300_000, 0, 0, 1, 0),
    ];
    private static readonly PriceTerms[] Terms =
    [
        PriceTerms.Standard,
        PriceTerms.Parse("batch"),
        PriceTerms.Parse("priority"),
        PriceTerms.Parse("us"),
    ];

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.5)]
    [InlineData(3)]
    public void A_list_that_moves_every_price_changes_nothing_before_its_day_and_everything_by_its_factor_after(decimal factor)
    {
        PriceRow[] rows = [.. PriceBook.Bundled.Rows.Where(row => !row.Included && row.Periods.Length > 0 && At(row) is not null)];
        PriceObservation[] observations = [.. rows.SelectMany(row => new[] { Said(row, 1m, "2026-11-24"), Said(row, factor, Seen) })];
        StoredPriceTable table = new PriceLayers(PriceBook.Bundled, PricePolicy.OfficialFirst).Build(observations, []).ShouldNotBeNull();
        PriceBook laid = PriceBook.Open(table.Content, "test");
        laid.Rows.Count().ShouldBe(PriceBook.Bundled.Rows.Count());
        int moved = 0;
        foreach (PriceRow row in rows)
        {
            ResolvedModel before = PriceBook.Bundled.Resolve(row.Provider, row.Id),
                after = laid.Resolve(row.Provider, row.Id);
            WellFormed(after.Row!);
            foreach (TokenUsage tokens in Requests)
            {
                foreach (PriceTerms terms in Terms)
                {
                    decimal? Old(int hours) =>
                        PriceBook.PriceExactly(before, Day.AddHours(hours), new BilledUsage { Tokens = tokens }, terms).Usd;
                    decimal? New(int hours) =>
                        PriceBook.PriceExactly(after, Day.AddHours(hours), new BilledUsage { Tokens = tokens }, terms).Usd;
                    foreach (int hours in (int[])[-24 * 400, -24 * 90, -1])
                        New(hours).ShouldBe(Old(hours), $"{row} {hours}");
                    if (Old(1) is not { } old)
                        continue;
                    Math.Abs(New(1)!.Value - old * factor).ShouldBeLessThan(1e-9m, row.ToString());
                    moved++;
                }
            }
        }

        moved.ShouldBeGreaterThan(3000);
    }

    [Fact]
    public void What_says_nothing_new_is_the_built_in_table()
    {
        PriceObservation[] same =
        [
            .. PriceBook
                .Bundled.Rows.Where(row => !row.Included && row.Periods.Length > 0 && At(row) is not null)
                .Select(row => Said(row, 1m, Seen)),
        ];
        new PriceLayers(PriceBook.Bundled, PricePolicy.OfficialFirst).Build(same, []).ShouldBeNull();
        new PriceLayers(PriceBook.Bundled, PricePolicy.OfficialFirst).Build([], []).ShouldBeNull();
    }

    [Fact]
    public void A_listed_model_keeps_its_price_apart_from_the_one_that_its_name_found_before()
    {
        PriceRow preview = PriceBook.Bundled.Resolve("google", "gemini-3-pro").Row!;
        preview.Id.ShouldBe("gemini-3-pro-preview");
        PriceObservation listed = Said(preview, 3m, Seen) with { Id = "gemini-3-pro" };
        StoredPriceTable table = new PriceLayers(PriceBook.Bundled, PricePolicy.OfficialFirst).Build([listed], []).ShouldNotBeNull();
        PriceBook laid = PriceBook.Open(table.Content, "test");
        laid.Resolve("google", "gemini-3-pro").Row!.Id.ShouldBe("gemini-3-pro");
        At(laid.Resolve("google", "gemini-3-pro").Row!)!.Rates.Input.ShouldBe(3m * At(preview)!.Rates.Input);
        At(laid.Resolve("google", "gemini-3-pro-preview").Row!)!.Rates.Input.ShouldBe(At(preview)!.Rates.Input);
    }

    [Fact]
    public void A_router_s_own_list_comes_before_a_product_s_name()
    {
        const string Name = "google/gemini-3.1-pro-preview-customtools";
        PriceRow preview = PriceBook.Bundled.Resolve("openrouter", Name).Row!;
        PriceObservation listed = Said(preview, 3m, Seen) with { Source = "OpenRouter", Provider = "openrouter", Id = Name };
        StoredPriceTable table = new PriceLayers(PriceBook.Bundled, PricePolicy.OfficialFirst).Build([listed], []).ShouldNotBeNull();
        PriceBook laid = PriceBook.Open(table.Content, "test");
        At(laid.Resolve("openrouter", Name).Row!)!.Rates.Input.ShouldBe(3m * At(preview)!.Rates.Input);
    }

    [Fact]
    public void The_same_sayings_make_the_same_version()
    {
        PriceRow row = PriceBook.Bundled.Resolve("openai", "gpt-5").Row!;
        string Version(string lastOn) =>
            new PriceLayers(PriceBook.Bundled, PricePolicy.OfficialFirst)
                .Build([Said(row, 2m, Seen) with { LastOn = lastOn }], [])
                .ShouldNotBeNull()
                .Version;
        Version("2026-12-24").ShouldBe(Version(Seen));
        string ofTable = PriceBook.Bundled.Version[..10];
        Version(Seen).ShouldStartWith($"{(string.CompareOrdinal(ofTable, Seen) > 0 ? ofTable : Seen)}+");
    }

    private static PricePeriod? At(PriceRow row) =>
        Array.FindLast(row.Periods, p => p.FromTicks <= Day.UtcTicks && p.ToTicks > Day.UtcTicks);

    private static PriceObservation Said(PriceRow row, decimal factor, string day)
    {
        PriceRates rates = At(row)!.Rates;
        JsonObject said = new()
        {
            ["rates"] = new JsonObject
            {
                ["input"] = PriceJson.PerMillion(rates.Input * factor),
                ["output"] = PriceJson.PerMillion(rates.Output * factor),
            },
        };
        return new PriceObservation("LiteLLM", row.Provider, row.Id, day, day, said.ToJsonString());
    }

    private static void WellFormed(PriceRow row)
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
