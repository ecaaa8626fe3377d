using Rimuru.Core.ModelCatalog;
using Rimuru.Core.Pricing;

namespace Rimuru.Core.Tests.ModelCatalog;

/// <summary>What a sync or a price of the user's own does to the records, and what it leaves alone.</summary>
public sealed class RepricingTests : IDisposable
{
    private readonly SyncHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_model_without_a_price_gets_one_when_it_becomes_known()
    {
        home.Log("a", "acme-7", "2026-11-01");
        home.Log("b", "claude-sonnet-4-5", "2026-11-01");
        decimal? other = home.Record("claude-sonnet-4-5").Cost;
        home.Record("acme-7").CostStatus.ShouldBe(CostStatus.Unpriced);

        PriceChange change = home.SyncOn("2026-11-25", File("acme-7", "anthropic", 2, 10)).Changes.ShouldHaveSingleItem();

        change.ShouldSatisfyAllConditions(
            c => c.Model.ShouldBe("acme-7"),
            c => c.Records.ShouldBe(1),
            c => c.Tokens.ShouldBe(1_000_000),
            c => c.OldCost.ShouldBeNull(),
            c => c.NewCost.ShouldBe(2m),
            c => c.Reason.ShouldBe("Its price is now known (anthropic/acme-7, LiteLLM of 2026-11-25)")
        );
        home.Record("acme-7")
            .ShouldSatisfyAllConditions(
                r => r.Cost.ShouldBe(2m),
                r => r.CostStatus.ShouldBe(CostStatus.Calculated),
                r => r.Provider.ShouldBe("anthropic")
            );
        home.Record("claude-sonnet-4-5").Cost.ShouldBe(other);
        LedgerAudit.Check(home.Database);
    }

    [Fact]
    public void A_new_price_holds_from_the_day_on_which_it_was_seen()
    {
        home.Log("before", "claude-sonnet-4-5", "2026-11-24");
        home.Log("after", "claude-sonnet-4-5", "2026-11-26");
        PriceChange change = home.SyncOn("2026-11-25", File("claude-sonnet-4-5", "anthropic", 4, 20)).Changes.ShouldHaveSingleItem();

        // A million tokens of prompt are in the long-context band, which moves with the list price: 6 x 4/3.
        (change.Records, change.OldCost, change.NewCost).ShouldBe((1, 6m, 8m));
        home.Records().OrderBy(r => r.Timestamp).Select(r => r.Cost).ShouldBe([6m, 8m]);
        LedgerAudit.Check(home.Database);
    }

    [Fact]
    public void A_sum_of_requests_stays_one_when_it_is_priced_again()
    {
        home.Log(
            ".factory/sessions/w/d1.settings.json",
            """{"model":"claude-sonnet-4-5","providerLock":"anthropic","providerLockTimestamp":"2026-11-26T01:00:00Z","tokenUsage":{"inputTokens":1000000}}"""
        );
        home.SyncOn("2026-11-25", File("claude-sonnet-4-5", "anthropic", 4, 20));
        home.Records().ShouldHaveSingleItem().Cost.ShouldBe(4m);
        LedgerAudit.Check(home.Database);
    }

    [Fact]
    public void A_preview_shows_the_same_and_keeps_nothing()
    {
        home.Log("a", "acme-7", "2026-11-01");
        ModelSyncReport preview = home.SyncOn("2026-11-25", File("acme-7", "anthropic", 2, 10), isPreview: true);
        (preview.Changes.Single().NewCost, preview.Results.Single().Added).ShouldBe((2m, 1));
        home.Record("acme-7").Cost.ShouldBeNull();
        using RimuruEngine engine = home.Open();
        (
            engine.Prices.Store.Listed().Count + engine.Prices.Store.Observations().Count + engine.Prices.Store.Sources().Count,
            engine.Prices.Book.Version
        ).ShouldBe((0, PriceBook.Bundled.Version));
        LedgerAudit.Check(home.Database);
    }

    [Fact]
    public void A_preview_makes_no_ledger()
    {
        home.SyncOn("2026-11-25", File("acme-7", "anthropic", 2, 10), isPreview: true).Results.Single().Added.ShouldBe(1);
        System.IO.File.Exists(home.Ledger).ShouldBeFalse();
    }

    [Fact]
    public void A_change_announced_in_the_table_does_not_come_about_where_a_list_saw_the_old_price_after_its_day()
    {
        // Gemini 4 Argon: 2/10 until the end of November, 4/20 from December on, as the built-in table was told in October.
        PriceRow row = PriceBook.Bundled.Resolve("google", "gemini-4-argon").Row!;
        row.Periods.Length.ShouldBe(2);
        home.SyncOn("2026-11-25", File("gemini/gemini-4-argon", "gemini", 2, 10));
        Price("gemini-4-argon", "google", "2026-12-02").ShouldBe(4m);
        home.SyncOn("2026-12-05", File("gemini/gemini-4-argon", "gemini", 2, 10));

        // The table's row was checked against the vendor: a list that never moved does not outvote it.
        Price("gemini-4-argon", "google", "2026-12-06").ShouldBe(4m);
        home.SyncOn("2026-12-06", File("gemini/gemini-4-argon", "gemini", 3, 10));
        Price("gemini-4-argon", "google", "2026-12-05").ShouldBe(4m);
        Price("gemini-4-argon", "google", "2026-12-06").ShouldBe(3m);
    }

    [Fact]
    public void Under_most_recent_whoever_said_it_last_is_believed()
    {
        home.With("RIMURU__SYNC__CONFLICT", "most_recent");
        home.SyncOn("2026-11-25", File("gemini/gemini-4-argon", "gemini", 2, 10));
        Price("gemini-4-argon", "google", "2026-12-02").ShouldBe(4m);
        home.SyncOn("2026-12-05", File("gemini/gemini-4-argon", "gemini", 2, 10));
        Price("gemini-4-argon", "google", "2026-12-02").ShouldBe(2m);
        Price("gemini-4-argon", "google", "2026-12-06").ShouldBe(2m);
    }

    [Theory]
    [InlineData(2, 10, 0.002)]
    [InlineData(4, 20, 0.003)]
    public void Under_lowest_price_only_a_lower_one_is_taken(decimal input, decimal output, decimal cost)
    {
        home.With("RIMURU__SYNC__CONFLICT", "lowest_price");
        home.SyncOn("2026-11-25", File("claude-sonnet-4-5", "anthropic", input, output));
        Price("claude-sonnet-4-5", "anthropic", "2026-11-26", 1000).ShouldBe(cost);
    }

    [Fact]
    public void What_a_list_is_known_to_have_wrong_changes_nothing()
    {
        home.SyncOn(
            "2026-11-25",
            """{"xai/grok-4.5":{"litellm_provider":"xai","mode":"chat","input_cost_per_token":2e-06,"output_cost_per_token":6e-06,"cache_read_input_token_cost":5e-07}}"""
        );
        using RimuruEngine engine = home.Open();
        engine.Prices.Book.Version.ShouldBe(PriceBook.Bundled.Version);
    }

    [Fact]
    public void A_reseller_never_changes_a_vendors_price_and_fills_in_what_nobody_else_knows()
    {
        home.Server.Answer(
            200,
            """{"data":[{"id":"anthropic/claude-sonnet-4.5","pricing":{"prompt":"0.000009","completion":"0.00002"}},{"id":"anthropic/claude-nova-9","pricing":{"prompt":"0.000007","completion":"0.00002"}},{"id":"perplexity/sonar-x","pricing":{"prompt":"0.000005","completion":"0.00002"}}]}"""
        );
        home.Sync("openrouter");
        Price("claude-sonnet-4-5", "anthropic", "2026-11-28", 1000).ShouldBe(0.003m);
        Price("anthropic/claude-sonnet-4.5", "openrouter", "2026-11-28", 1000).ShouldBe(0.003m);
        Price("claude-nova-9", "anthropic", "2026-11-28").ShouldBe(7m);
        Price("perplexity/sonar-x", "openrouter", "2026-11-28").ShouldBe(5m);
        Price("sonar-x", "perplexity", "2026-11-28").ShouldBeNull();
    }

    [Fact]
    public void A_payload_that_loses_most_models_or_moves_a_price_tenfold_is_refused_unless_forced()
    {
        string three = File("m1", "groq", 1, 2)[..^1] + "," + File("m2", "groq", 1, 2)[1..^1] + "," + File("m3", "groq", 1, 2)[1..];
        home.SyncOn("2026-11-25", three).Results.Single().Added.ShouldBe(3);
        ModelSyncReport lost = home.SyncOn("2026-11-26", File("m1", "groq", 1, 2));
        (lost.Results.Single().Status, lost.Errors.Single().Code, lost.Results.Single().Models).ShouldBe(
            (ModelSyncStatus.Refused, "E5004", 3)
        );
        ModelSyncReport moved = home.SyncOn(
            "2026-11-26",
            three.Replace("\"output_cost_per_token\":0.000002", "\"output_cost_per_token\":0.00002", StringComparison.Ordinal)
        );
        moved.Errors.Single().Message.ShouldContain("from 2 to 20 USD per million tokens of output");
        Price("m1", "groq", "2026-11-28").ShouldBe(1m);
        ModelSyncReport forced = home.SyncOn("2026-11-26", File("m1", "groq", 10, 20), isForced: true);
        (forced.Results.Single().Status, forced.Results.Single().Removed).ShouldBe((ModelSyncStatus.Updated, 2));
        Price("m1", "groq", "2026-11-25").ShouldBe(1m);
        Price("m1", "groq", "2026-11-26").ShouldBe(10m);
        Price("m2", "groq", "2026-11-28").ShouldBe(1m);
    }

    [Fact]
    public void A_second_sync_with_the_same_prices_changes_nothing()
    {
        home.Log("a", "acme-7", "2026-11-01");
        home.SyncOn("2026-11-25", File("acme-7", "anthropic", 2, 10));
        ModelSyncReport again = home.SyncOn("2026-11-25", File("acme-7", "anthropic", 2, 10));
        (again.Changes.Count, again.Results.Single().Unchanged).ShouldBe((0, 1));
    }

    [Fact]
    public void New_logs_are_priced_with_what_was_synced()
    {
        home.SyncOn("2026-11-25", File("acme-7", "anthropic", 2, 10));
        home.Log("a", "acme-7", "2026-11-26");
        home.Record("acme-7").Cost.ShouldBe(2m);
    }

    [Fact]
    public void A_list_that_is_behind_the_table_changes_nothing_until_it_moves()
    {
        // GPT-5.6 Sol cost 5/30 until August.
        home.SyncOn("2026-11-25", File("gpt-5.6-sol", "openai", 5, 30));
        decimal? now = Price("gpt-5.6-sol", "openai", "2026-11-26", 1000);
        now.ShouldBe(
            PriceBook
                .Price(
                    PriceBook.Bundled.Resolve("openai", "gpt-5.6-sol"),
                    PriceJson.Instant("2026-11-26"),
                    new TokenUsage(1000, 0, 0, 0, 0, 0),
                    PriceTerms.Standard
                )
                .Usd
        );
        home.SyncOn("2026-11-27", File("gpt-5.6-sol", "openai", 3, 20));
        Price("gpt-5.6-sol", "openai", "2026-11-26", 1000).ShouldBe(now);
        Price("gpt-5.6-sol", "openai", "2026-11-27", 1000).ShouldBe(0.003m);
    }

    [Fact]
    public void A_tier_with_rates_of_its_own_moves_with_the_list_price_from_the_same_day()
    {
        home.SyncOn("2026-11-25", File("gpt-4o", "openai", 1.25m, 5));
        using RimuruEngine engine = home.Open();
        decimal? Cost(string day) =>
            PriceBook
                .Price(
                    engine.Prices.Book.Resolve("openai", "gpt-4o"),
                    PriceJson.Instant(day),
                    new TokenUsage(1000, 0, 0, 0, 1000, 0),
                    PriceTerms.Parse("priority")
                )
                .Usd;
        Cost("2026-11-24").ShouldBe(0.02125m);
        Cost("2026-11-25").ShouldBe(0.010625m);
    }

    private decimal? Price(string model, string provider, string day, long input = 1_000_000)
    {
        using RimuruEngine engine = home.Open();
        return PriceBook
            .Price(
                engine.Prices.Book.Resolve(provider, model),
                PriceJson.Instant(day + "T12:00:00Z"),
                new TokenUsage(input, 0, 0, 0, 0, 0),
                PriceTerms.Standard
            )
            .Usd;
    }

    private static string File(string id, string provider, decimal input, decimal output) =>
        "{\""
        + id
        + "\":{\"litellm_provider\":\""
        + provider
        + "\",\"mode\":\"chat\",\"input_cost_per_token\":"
        + FormattableString.Invariant($"{input / 1_000_000m},\"output_cost_per_token\":{output / 1_000_000m}")
        + "}}";
}
