using System.Text.Json;
using Rimuru.Core.ModelCatalog.Providers;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Tests.ModelCatalog;

/// <summary>What the price fields of LiteLLM and OpenRouter mean, shown by what requests then cost.</summary>
public sealed class ListedPriceTests
{
    [Fact]
    public void LiteLlms_bands_begin_behind_their_threshold_and_hold_for_the_whole_request()
    {
        const string rates =
            """ "input_cost_per_token":3e-06,"output_cost_per_token":1.5e-05,"input_cost_per_token_above_200k_tokens":6e-06,"output_cost_per_token_above_200k_tokens":2.25e-05 """;
        LiteLlm("anthropic", rates, new TokenUsage(200_000, 0, 0, 0, 0, 0)).ShouldBe(0.6m);
        LiteLlm("anthropic", rates, new TokenUsage(200_001, 0, 0, 0, 1000, 0)).ShouldBe(200_001 * 0.000006m + 0.0225m);
    }

    [Fact]
    public void LiteLlms_cache_lives_are_told_apart()
    {
        const string rates =
            """ "input_cost_per_token":3e-06,"output_cost_per_token":1.5e-05,"cache_read_input_token_cost":3e-07,"cache_creation_input_token_cost":3.75e-06,"cache_creation_input_token_cost_above_1hr":6e-06 """;
        LiteLlm("anthropic", rates, new TokenUsage(0, 1_000_000, 0, 0, 0, 0)).ShouldBe(0.3m);
        LiteLlm("anthropic", rates, new TokenUsage(0, 0, 1_000_000, 0, 0, 0)).ShouldBe(3.75m);
        LiteLlm("anthropic", rates, new TokenUsage(0, 0, 0, 1_000_000, 0, 0)).ShouldBe(6m);
    }

    [Theory]
    [InlineData("priority", 2)]
    [InlineData("flex", 0.5)]
    [InlineData("batch", 0.5)]
    [InlineData("fast", 6)]
    public void LiteLlms_tiers_are_factors(string tier, decimal factor) =>
        LiteLlm(
                "openai",
                """
                "input_cost_per_token":2e-06,"output_cost_per_token":8e-06,"input_cost_per_token_priority":4e-06,"output_cost_per_token_priority":1.6e-05,"input_cost_per_token_flex":1e-06,"output_cost_per_token_flex":4e-06,
                "input_cost_per_token_batches":1e-06,"output_cost_per_token_batches":4e-06,"provider_specific_entry":{"fast":6.0}
                """,
                new TokenUsage(1_000_000, 0, 0, 0, 0, 0),
                tier
            )
            .ShouldBe(2m * factor);

    [Fact]
    public void LiteLlms_tier_with_rates_of_its_own_keeps_them() =>
        LiteLlm(
                "openai",
                """ "input_cost_per_token":2e-06,"output_cost_per_token":8e-06,"input_cost_per_token_priority":3.5e-06,"output_cost_per_token_priority":1.2e-05 """,
                new TokenUsage(1_000_000, 0, 0, 0, 1_000_000, 0),
                "priority"
            )
            .ShouldBe(15.5m);

    [Fact]
    public void LiteLlms_tiered_pricing_becomes_bands()
    {
        const string rates =
            """ "tiered_pricing":[{"range":[0,32000.0],"input_cost_per_token":1e-06,"output_cost_per_token":5e-06},{"range":[32000.0,128000.0],"input_cost_per_token":1.8e-06,"output_cost_per_token":9e-06}] """;
        LiteLlm("dashscope", rates, new TokenUsage(32_000, 0, 0, 0, 0, 0)).ShouldBe(0.032m);
        LiteLlm("dashscope", rates, new TokenUsage(100_000, 0, 0, 0, 0, 0)).ShouldBe(0.18m);
    }

    [Theory]
    [InlineData(""" "input_cost_per_token":0,"output_cost_per_token":0 """)]
    [InlineData(""" "input_cost_per_token":-1,"output_cost_per_token":1 """)]
    [InlineData(""" "max_tokens":5 """)]
    public void LiteLlms_zeros_stubs_and_nonsense_are_no_price(string rates) =>
        Listed(new LiteLlmProvider(), LiteLlmFile("github_copilot", rates)).Prices.ShouldBeNull();

    [Fact]
    public void LiteLlms_max_tokens_is_the_output_and_never_the_context()
    {
        ListedModel model = Listed(new LiteLlmProvider(), LiteLlmFile("openai", """ "max_tokens":128000 """));
        (model.ContextWindow, model.MaxOutput).ShouldBe((null, 128_000));
    }

    [Theory]
    [InlineData("vertex_ai-anthropic_models", "vertex_ai/m", "vertex", "m")]
    [InlineData("bedrock_converse", "us.anthropic.m-v1:0", "bedrock", "us.anthropic.m-v1:0")]
    [InlineData("gemini", "gemini/m", "google", "m")]
    [InlineData("dashscope", "dashscope/m", "qwen", "m")]
    [InlineData("snowflake", "snowflake/m", "snowflake", "m")]
    [InlineData("azure_ai", "azure_ai/m", "azure-ai", "m")]
    public void LiteLlms_sellers_keep_their_own_tables(string seller, string key, string provider, string id)
    {
        ListedModel model = Listed(new LiteLlmProvider(), $$"""{ "{{key}}": { "litellm_provider":"{{seller}}","mode":"chat" } }""");
        (model.Provider, model.Id).ShouldBe((provider, id));
    }

    [Fact]
    public void OpenRouters_overrides_by_size_apply_behind_the_threshold_and_later_ones_win()
    {
        const string pricing =
            """ "prompt":"0.000001","completion":"0.000005","overrides":[{"min_prompt_tokens":1000,"prompt":"0.000002"},{"min_prompt_tokens":2000,"prompt":"0.000004","completion":"0.00001"}] """;
        OpenRouter(pricing, new TokenUsage(1000, 0, 0, 0, 0, 0)).ShouldBe(0.001m);
        OpenRouter(pricing, new TokenUsage(1001, 0, 0, 0, 100, 0)).ShouldBe(0.002002m + 0.0005m);
        OpenRouter(pricing, new TokenUsage(2001, 0, 0, 0, 100, 0)).ShouldBe(0.008004m + 0.001m);
    }

    [Theory]
    [InlineData("2026-11-25T23:30:00Z", 2)]
    [InlineData("2026-11-26T00:30:00Z", 2)]
    [InlineData("2026-11-26T23:30:00Z", 1)]
    [InlineData("2026-11-25T01:00:00Z", 1)]
    public void OpenRouters_windows_may_pass_midnight(string at, decimal expected) =>
        OpenRouter(
                """ "prompt":"0.000001","completion":"0.000005","overrides":[{"utc_start":2300,"utc_end":100,"utc_days":["wednesday"],"prompt":"0.000002"}] """,
                new TokenUsage(1_000_000, 0, 0, 0, 0, 0),
                at
            )
            .ShouldBe(expected);

    [Fact]
    public void OpenRouters_discount_is_taken_off() =>
        OpenRouter(""" "prompt":"0.000001","completion":"0.000005","discount":0.25 """, new TokenUsage(1_000_000, 0, 0, 0, 0, 0))
            .ShouldBe(0.75m);

    [Fact]
    public void OpenRouters_reasoning_at_the_rate_of_the_output_is_not_paid_twice() =>
        OpenRouter(
                """ "prompt":"0.000001","completion":"0.000005","internal_reasoning":"0.000005" """,
                new TokenUsage(0, 0, 0, 0, 1_000_000, 400_000)
            )
            .ShouldBe(5m);

    [Theory]
    [InlineData(""" "prompt":"-1","completion":"-1" """)]
    [InlineData(""" "prompt":"cheap","completion":"0.1" """)]
    [InlineData(""" "prompt":"0","completion":"0" """)]
    [InlineData(""" "prompt":"0.1","completion":"0.1","request":"0.006" """)]
    [InlineData(""" "prompt":"0.1","completion":"0.1","discount":1 """)]
    [InlineData(""" "prompt":"0.1","completion":"0.1","overrides":[{"moon":"full","prompt":"0.2"}] """)]
    [InlineData(""" "prompt":"0.1","completion":"0.1","overrides":[{"min_prompt_tokens":5,"utc_start":100,"prompt":"0.2"}] """)]
    public void What_the_table_cannot_say_exactly_is_no_price(string pricing)
    {
        ListedModel model = Listed(new OpenRouterProvider(), OpenRouterFile(pricing));
        model.Prices.ShouldBeNull();
        model.Unusable.ShouldNotBeNull();
    }

    private static decimal? LiteLlm(string seller, string rates, TokenUsage tokens, string? tier = null) =>
        Cost(Listed(new LiteLlmProvider(), LiteLlmFile(seller, rates)), tokens, "2026-11-25T12:00:00Z", tier);

    private static decimal? OpenRouter(string pricing, TokenUsage tokens, string at = "2026-11-25T12:00:00Z") =>
        Cost(Listed(new OpenRouterProvider(), OpenRouterFile(pricing)), tokens, at, null);

    private static string LiteLlmFile(string seller, string rates) =>
        $$"""{ "brand-new-9": { "litellm_provider":"{{seller}}","mode":"chat",{{rates}} } }""";

    private static string OpenRouterFile(string pricing) => $$"""{ "data": [ { "id":"acme/brand-new-9","pricing": { {{pricing}} } } ] }""";

    private static ListedModel Listed(Rimuru.Core.ModelCatalog.IModelSyncProvider provider, string json)
    {
        using JsonDocument page = JsonDocument.Parse(json);
        List<ListedModel> models = [];
        provider.Read(page.RootElement, models).ShouldBeNull();
        return models.ShouldHaveSingleItem();
    }

    private static decimal? Cost(ListedModel model, TokenUsage tokens, string at, string? tier)
    {
        PriceObservation seen = new(
            model.Source,
            model.Provider,
            model.Id,
            "2026-11-20",
            "2026-11-20",
            model.Prices.ShouldNotBeNull(model.Unusable)
        );
        StoredPriceTable table = new PriceLayers(PriceBook.Bundled, PricePolicy.OfficialFirst).Build([seen], []).ShouldNotBeNull();
        PriceBook book = PriceBook.Open(table.Content, "test");
        return PriceBook.Price(book.Resolve(model.Provider, model.Id), PriceJson.Instant(at), tokens, PriceTerms.Parse(tier)).Usd;
    }
}
