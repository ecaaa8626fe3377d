using Rimuru.Core.ModelCatalog;
using Rimuru.Core.Pricing;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Tests.ModelCatalog;

/// <summary>Whose word each fact of a model is.</summary>
public sealed class ModelListTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);

    private static readonly ListedModel Vendor = new()
    {
        Source = "Anthropic",
        Provider = "anthropic",
        Id = "claude-sonnet-4-5-20250929",
        ContextWindow = 300_000,
        Capabilities = ["thinking"],
        SeenOn = "2026-11-20",
    };

    private static readonly ListedModel List = new()
    {
        Source = "LiteLLM",
        Provider = "anthropic",
        Id = "claude-sonnet-4-5",
        ContextWindow = 900_000,
        MaxOutput = 5,
        Retires = "2027-01-01",
        SeenOn = "2026-11-24",
    };

    [Fact]
    public void The_vendor_comes_first_then_the_table_then_the_lists()
    {
        ModelInfo model = Sonnet(PricePolicy.OfficialFirst);
        (model.ContextWindow, model.MaxOutput, model.Retires).ShouldBe((300_000, 64_000, "2027-01-01"));
        model.Capabilities.ShouldBe(["thinking"]);
        model.Sources.ShouldBe([
            "ContextWindow: Anthropic",
            "MaxOutput: price table",
            "DisplayName: price table",
            "Released: price table",
            "Retires: LiteLLM",
            "Capabilities: Anthropic",
        ]);
        (model.InputPrice, model.OutputPrice, model.LongContextFrom, model.PriceSource).ShouldBe((3m, 15m, 200_001, "genai-prices"));
    }

    [Fact]
    public void Under_most_recent_whoever_said_it_last_comes_first()
    {
        ModelInfo model = Sonnet(PricePolicy.MostRecent);
        (model.ContextWindow, model.MaxOutput).ShouldBe((900_000, 5));
        model.Sources.ShouldContain("ContextWindow: LiteLLM");
    }

    [Fact]
    public void The_highest_context_window_is_taken_where_that_is_the_policy()
    {
        ModelInfo model = Sonnet(PricePolicy.HighestContextWindow);
        (model.ContextWindow, model.MaxOutput).ShouldBe((900_000, 64_000));
        model.Sources.ShouldContain("ContextWindow: LiteLLM");
    }

    [Fact]
    public void A_model_that_no_table_has_is_listed_without_a_price()
    {
        ListedModel unknown = new()
        {
            Source = "OpenAI",
            Provider = "openai",
            Id = "gpt-99",
            Released = "2026-11-20",
        };
        ModelInfo model = new ModelList(PriceBook.Bundled, [unknown], [], PricePolicy.OfficialFirst)
            .All(At)
            .Single(m => m.Model == "gpt-99");
        (model.Provider, model.Released, model.InputPrice, model.PriceSource).ShouldBe(("openai", "2026-11-20", null, null));
    }

    [Fact]
    public void Every_row_of_the_table_is_listed_once() =>
        new ModelList(PriceBook.Bundled, [], [], PricePolicy.OfficialFirst).All(At).Select(m => m.ToString()).ShouldBeUnique();

    private static ModelInfo Sonnet(PricePolicy policy) =>
        new ModelList(PriceBook.Bundled, [Vendor, List], ["anthropic", "litellm"], policy)
            .All(At)
            .Single(m => m is { Provider: "anthropic", Model: "claude-sonnet-4-5" });
}
