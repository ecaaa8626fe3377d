using Rimuru.Core.ModelCatalog;
using Rimuru.Core.Pricing;

namespace Rimuru.Core.Tests.ModelCatalog;

/// <summary>Prices of the user's own: they win over everything, from their day on, and leave no trace when they are removed.</summary>
public sealed class OverrideTests : IDisposable
{
    private readonly SyncHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_price_of_ones_own_prices_what_had_none()
    {
        home.Log("a", "in-house-1", "2026-11-01", output: 1_000_000);
        PriceChange change = Set(
                new PriceSetting
                {
                    Model = "in-house-1",
                    InputPrice = 0.1m,
                    OutputPrice = 0.4m,
                }
            )
            .ShouldHaveSingleItem();
        (change.OldCost, change.NewCost, change.Reason).ShouldBe((null, 0.5m, "Its price is now known (in-house-1, set by you)"));
        home.Record("in-house-1").Cost.ShouldBe(0.5m);
        LedgerAudit.Check(home.Database);
    }

    [Fact]
    public void It_holds_from_its_day_on_and_keeps_the_rates_that_it_does_not_name()
    {
        Set(
            new PriceSetting
            {
                Model = "claude-sonnet-4-5",
                InputPrice = 1m,
                From = "2026-11-10",
            }
        );
        Price("claude-sonnet-4-5-20250929", "2026-11-09", input: 1000).ShouldBe(0.003m);
        Price("claude-sonnet-4-5-20250929", "2026-11-10", input: 1000).ShouldBe(0.001m);
        Price("claude-sonnet-4-5", "2026-11-10", output: 1000).ShouldBe(0.015m);
        Price("claude-opus-5", "2026-11-10", input: 1000).ShouldBe(0.005m);
    }

    [Fact]
    public void It_holds_for_its_provider_only()
    {
        Set(
            new PriceSetting
            {
                Model = "llama-x",
                Provider = "My_Host",
                InputPrice = 1m,
                OutputPrice = 2m,
            }
        );
        Price("llama-x", "2026-11-10", "my-host", input: 1_000_000).ShouldBe(1m);
        Price("llama-x", "2026-11-10", "other", input: 1_000_000).ShouldBeNull();
    }

    [Fact]
    public void Its_other_names_mean_it_too()
    {
        Set(new PriceSetting { Model = "claude-sonnet-4-5", Alias = ["our-gateway-sonnet"] });
        Price("our-gateway-sonnet", "2026-11-10", "gateway", input: 1000).ShouldBe(0.003m);
    }

    [Fact]
    public void Even_what_is_no_model_and_what_is_local_can_be_given_a_price()
    {
        Set(
            new PriceSetting
            {
                Model = "auto",
                Provider = "cursor",
                InputPrice = 1.25m,
                OutputPrice = 6m,
            }
        );
        Price("auto", "2026-11-10", "cursor", input: 1_000_000).ShouldBe(1.25m);
    }

    [Fact]
    public void Removed_it_leaves_the_prices_as_they_were()
    {
        home.Log("a", "claude-sonnet-4-5", "2026-11-01");
        decimal? before = home.Record("claude-sonnet-4-5").Cost;
        PriceSetting setting = new() { Model = "claude-sonnet-4-5", InputPrice = 1m };
        Set(setting).Single().NewCost.ShouldBe(1m);
        using RimuruEngine engine = home.Open();
        engine
            .Prices.RemoveOverrides([engine.Prices.Overrides().Single()], isPreview: false, CancellationToken.None)
            .Single()
            .NewCost.ShouldBe(before);
        home.Record("claude-sonnet-4-5").Cost.ShouldBe(before);
        engine.Prices.Book.Version.ShouldBe(PriceBook.Bundled.Version);
        LedgerAudit.Check(home.Database);
    }

    [Fact]
    public void It_wins_over_what_is_synced_later()
    {
        Set(new PriceSetting { Model = "claude-sonnet-4-5", InputPrice = 1m });
        home.SyncOn(
            "2026-11-25",
            """{"claude-sonnet-4-5":{"litellm_provider":"anthropic","mode":"chat","input_cost_per_token":4e-06,"output_cost_per_token":20e-06}}"""
        );
        Price("claude-sonnet-4-5", "2026-11-26", input: 1000).ShouldBe(0.001m);
        Price("claude-sonnet-4-5", "2026-11-26", output: 1000).ShouldBe(0.02m);
    }

    [Theory]
    [InlineData("nobody-knows", 1, null)]
    [InlineData("claude-sonnet-4-5", -1, null)]
    public void A_price_that_says_too_little_or_nonsense_is_refused(string model, int input, int? output) =>
        Should
            .Throw<RimuruException>(() =>
                Set(
                    new PriceSetting
                    {
                        Model = model,
                        InputPrice = input,
                        OutputPrice = output,
                    }
                )
            )
            .Code.ShouldBe("E9001");

    [Fact]
    public void A_preview_changes_nothing()
    {
        home.Log("a", "in-house-1", "2026-11-01");
        using RimuruEngine engine = home.Open();
        engine
            .Prices.SetOverride(
                new PriceSetting
                {
                    Model = "in-house-1",
                    InputPrice = 1m,
                    OutputPrice = 1m,
                },
                isPreview: true,
                CancellationToken.None
            )
            .Single()
            .NewCost.ShouldBe(1m);
        engine.Prices.Overrides().ShouldBeEmpty();
        home.Record("in-house-1").Cost.ShouldBeNull();
    }

    private IReadOnlyList<PriceChange> Set(PriceSetting setting)
    {
        using RimuruEngine engine = home.Open();
        return engine.Prices.SetOverride(setting, isPreview: false, CancellationToken.None);
    }

    private decimal? Price(string model, string day, string? provider = null, long input = 0, long output = 0)
    {
        using RimuruEngine engine = home.Open();
        return PriceBook
            .Price(
                engine.Prices.Book.Resolve(provider, model),
                PriceJson.Instant(day + "T12:00:00Z"),
                new TokenUsage(input, 0, 0, 0, output, 0),
                PriceTerms.Standard
            )
            .Usd;
    }
}
