using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Tests.Pricing;

public sealed class ModelMatcherTests
{
    [Theory]
    [InlineData("anthropic", "claude-sonnet-4-5", "anthropic/claude-sonnet-4-5", "Exact")]
    [InlineData("Anthropic", "CLAUDE-SONNET-4-5", "anthropic/claude-sonnet-4-5", "Exact")]
    [InlineData("anthropic", "  claude-sonnet-4-5\u0007\n", "anthropic/claude-sonnet-4-5", "Exact")]
    [InlineData("openai", "gpt-5.6", "openai/gpt-5.6-sol", "Alias")]
    [InlineData("openai", "gpt-5-codex", "openai/gpt-5", "Alias")]
    [InlineData("openai", "gpt-4o-2024-05-13", "openai/gpt-4o-2024-05-13", "Exact")]
    [InlineData("openai", "gpt-4o-2024-08-06", "openai/gpt-4o", "Alias")]
    [InlineData("openai", "gpt-5.5-pro", "openai/gpt-5.5-pro", "Exact")]
    [InlineData("openai", "gpt-6.2-sol-2026-11-17", "openai/gpt-6.2-sol", "DateSuffix")]
    [InlineData("anthropic", "claude-opus-5-5-20260922", "anthropic/claude-opus-5-5", "DateSuffix")]
    [InlineData("anthropic", "claude-3-5-haiku-20241022", "anthropic/claude-3-5-haiku-latest", "DateSuffix")]
    [InlineData("anthropic", "claude-sonnet-4-20250514", "anthropic/claude-sonnet-4-0", "DateSuffix")]
    [InlineData("anthropic", "claude-sonnet-4-5[1m]", "anthropic/claude-sonnet-4-5", "Wrapper")]
    [InlineData("anthropic", "claude-sonnet-4-5@default", "anthropic/claude-sonnet-4-5", "Wrapper")]
    [InlineData("vertex", "claude-sonnet-4-5@20250929", "vertex/claude-sonnet-4-5@20250929", "Exact")]
    [InlineData("vertex", "claude-sonnet-4-5@default", "vertex/claude-sonnet-4-5", "Wrapper")]
    [InlineData("google-vertex-anthropic", "claude-opus-5-5@20260922", "anthropic/claude-opus-5-5", "DateSuffix")]
    [InlineData("vertex", "gemini-2.5-pro", "google/gemini-2.5-pro", "Wrapper")]
    [InlineData("bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "Exact")]
    [InlineData("bedrock", "eu.anthropic.claude-opus-5-5-v1:0", "anthropic/claude-opus-5-5", "Regional")]
    [InlineData("anthropic", "global.anthropic.claude-sonnet-5", "bedrock/global.anthropic.claude-sonnet-5", "Wrapper")]
    [InlineData(
        null,
        "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-5",
        "bedrock/us.anthropic.claude-sonnet-5",
        "Wrapper"
    )]
    [InlineData(null, "bedrock/us.anthropic.claude-sonnet-5", "bedrock/us.anthropic.claude-sonnet-5", "Wrapper")]
    [InlineData("openrouter", "anthropic/claude-sonnet-4.5", "anthropic/claude-sonnet-4-5", "Wrapper")]
    [InlineData("openrouter", "anthropic/claude-4.5-sonnet-20250929", "anthropic/claude-sonnet-4-5", "Normalised")]
    [InlineData(null, "openrouter/openai/gpt-5.5", "openai/gpt-5.5", "Wrapper")]
    [InlineData(null, "openai/gpt-4o:extended", "openai/gpt-4o:extended", "Wrapper")]
    [InlineData(null, "models/gemini-2.5-pro", "google/gemini-2.5-pro", "Wrapper")]
    [InlineData(null, "openai-codex:gpt-5.5", "openai/gpt-5.5", "Wrapper")]
    [InlineData(null, "kimi/k3[1m]", "moonshotai/kimi-k3", "Wrapper")]
    [InlineData(null, "azure/gpt-5", "openai/gpt-5", "Wrapper")]
    [InlineData("github-copilot", "claude-haiku-4.5", "github-copilot/claude-haiku-4.5", "Exact")]
    [InlineData("github-copilot", "claude-opus-5.5", "anthropic/claude-opus-5-5", "Wrapper")]
    [InlineData("github-copilot", "GPT-5.3 Codex (high reasoning)", "github-copilot/gpt-5.3-codex", "EffortSuffix")]
    [InlineData("github-copilot", "MAI-Code-1-Flash", "github-copilot/mai-code-1-flash-picker", "Alias")]
    [InlineData("anthropic", "Claude Sonnet 4.5", "anthropic/claude-sonnet-4-5", "Normalised")]
    [InlineData("anthropic", "claude-4-6-sonnet", "anthropic/claude-sonnet-4-6", "Normalised")]
    [InlineData("cursor", "claude-4.6-opus-high-thinking", "anthropic/claude-opus-4-6", "EffortSuffix")]
    [InlineData("cursor", "composer-2.5[fast=true]", "cursor/composer-2.5-fast", "Alias")]
    [InlineData("openai", "gpt-5.2-low", "openai/gpt-5.2", "EffortSuffix")]
    [InlineData("openai", "o3-mini-high", "openai/o3-mini", "Alias")]
    [InlineData("minimax", "MiniMax-M3", "minimax/minimax-m3", "Exact")]
    [InlineData("zai-coding-plan", "glm-5.3", "zai/GLM-5.3", "Exact")]
    [InlineData("xai", "grok-4-fast", "xai/grok-4-fast-reasoning", "Alias")]
    public void A_name_finds_its_row(string? provider, string model, string row, string match)
    {
        ResolvedModel resolved = PriceBook.Bundled.Resolve(provider, model);
        resolved.Row?.ToString().ShouldBe(row);
        resolved.Match.ToString().ShouldBe(match);
        resolved.Fast.ShouldBeFalse();
    }

    [Theory]
    [InlineData("anthropic", "claude-opus-5-6")]
    [InlineData("anthropic", "claude-opus-5-5-1")]
    [InlineData("anthropic", "claude-sonnet-6")]
    [InlineData("anthropic", "claude-sonnet")]
    [InlineData("anthropic", "claude")]
    [InlineData("anthropic", "gpt-5")]
    [InlineData("openai", "gpt-5.7")]
    [InlineData("openai", "gpt-51")]
    [InlineData("openai", "gpt-5.5-turbo")]
    [InlineData("openai", "codex-auto-review")]
    [InlineData("openai", "o1-2024-13")]
    [InlineData(null, "foo/bar")]
    [InlineData(null, "foo/gpt-5")]
    [InlineData("openrouter", "openrouter/auto")]
    [InlineData("openrouter", "google/gemma-3-27b-it")]
    [InlineData("cursor", "auto")]
    [InlineData("github-copilot", "copilot-auto")]
    [InlineData("opencode", "big-pickle")]
    [InlineData("groq", "kimi-k3")]
    [InlineData("snowflake", "claude-opus-4")]
    [InlineData(null, "snowflake/claude-opus-4")]
    [InlineData(null, "databricks-claude-sonnet-4-5")]
    [InlineData("ollama", "kimi-k3:cloud")]
    [InlineData("bedrock", "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123")]
    [InlineData("bedrock", "us.anthropic.claude-opus-5-6-v1:0")]
    [InlineData(null, "some-model")]
    [InlineData(null, "arn:aws:bedrock")]
    [InlineData(null, "/")]
    [InlineData(null, ":")]
    [InlineData(null, "-fast")]
    public void A_name_that_is_not_known_stays_unknown(string? provider, string model)
    {
        ResolvedModel resolved = PriceBook.Bundled.Resolve(provider, model);
        resolved.Row.ShouldBeNull();
        resolved.Match.ShouldBe(ModelMatch.None);
        CostQuote quote = PriceBook.Price(resolved, DateTimeOffset.UnixEpoch, new TokenUsage(1, 0, 0, 0, 0, 0), PriceTerms.Standard);
        quote.ShouldBe(new CostQuote(null, CostStatus.Unpriced, PriceGap.UnknownModel));
    }

    [Theory]
    [InlineData("<synthetic>", nameof(ModelMatch.NotAModel))]
    [InlineData("", nameof(ModelMatch.NotAModel))]
    [InlineData("  ", nameof(ModelMatch.NotAModel))]
    [InlineData("unknown", nameof(ModelMatch.NotAModel))]
    [InlineData("llama3.1:8b", nameof(ModelMatch.Local))]
    [InlineData("deepseek-r1:7b", nameof(ModelMatch.Local))]
    [InlineData("qwen3-coder:latest", nameof(ModelMatch.Local))]
    [InlineData("mixtral:8x7b-instruct-q4_K_M", nameof(ModelMatch.Local))]
    [InlineData("deepseek/deepseek-r1:free", nameof(ModelMatch.Wrapper))]
    public void Some_names_cost_nothing(string model, string match)
    {
        ResolvedModel resolved = PriceBook.Bundled.Resolve(null, model);
        resolved.Match.ToString().ShouldBe(match);
        PriceBook
            .Price(resolved, DateTimeOffset.UnixEpoch, new TokenUsage(9, 9, 9, 9, 9, 9), PriceTerms.Standard)
            .ShouldBe(new CostQuote(default(NanoUsd), CostStatus.Included));
    }

    [Fact]
    public void A_record_without_a_model_is_unpriced_if_it_used_anything()
    {
        ResolvedModel none = PriceBook.Bundled.Resolve("anthropic", null);
        PriceBook
            .Price(none, DateTimeOffset.UnixEpoch, new TokenUsage(1, 0, 0, 0, 0, 0), PriceTerms.Standard)
            .Status.ShouldBe(CostStatus.Unpriced);
        PriceBook.Price(none, DateTimeOffset.UnixEpoch, default, PriceTerms.Standard).Cost.ShouldBe(default(NanoUsd));
    }

    [Theory]
    [InlineData("cursor", "gpt-5-fast", "openai/gpt-5")]
    [InlineData("cursor", "gpt-5-high-fast", "openai/gpt-5")]
    [InlineData("anthropic", "claude-opus-4-8-fast", "anthropic/claude-opus-4-8")]
    public void A_fast_suffix_is_kept_as_a_speed(string provider, string model, string row)
    {
        ResolvedModel resolved = PriceBook.Bundled.Resolve(provider, model);
        resolved.Row!.ToString().ShouldBe(row);
        resolved.Fast.ShouldBeTrue();
    }

    [Fact]
    public void No_row_is_found_by_a_name_with_another_version()
    {
        // Every id of the table with one more version digit must not find a row of a shorter one.
        foreach (PriceRow row in PriceBook.Bundled.Rows.Where(r => r.Provider is "anthropic" or "openai" or "google" or "xai"))
        {
            foreach (string more in new[] { "-7", ".7", "7" })
            {
                ResolvedModel resolved = PriceBook.Bundled.Resolve(row.Provider, row.Id + more);
                (resolved.Row is null || resolved.Row.Id != row.Id).ShouldBeTrue($"{row.Id + more} found {resolved}");
            }
        }
    }

    [Fact]
    public void Every_id_finds_its_own_row()
    {
        foreach (PriceRow row in PriceBook.Bundled.Rows)
            PriceBook.Bundled.Resolve(row.Provider, row.Id).Row.ShouldBeSameAs(row);
    }

    [Fact]
    public void A_name_is_matched_once() =>
        PriceBook
            .Bundled.Resolve("anthropic", "claude-sonnet-4-5")
            .ShouldBeSameAs(PriceBook.Bundled.Resolve("anthropic", "claude-sonnet-4-5"));
}
