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
    [InlineData("opencode", "gemini-3-flash", "google/gemini-3-flash-preview", "Product")]
    [InlineData("openrouter", "google/gemini-3.1-pro", "google/gemini-3.1-pro-preview", "Product")]
    [InlineData("github-copilot", "gemini-3.1-pro", "google/gemini-3.1-pro-preview", "Product")]
    [InlineData("google", "gemini-3.1-pro-preview-customtools", "google/gemini-3.1-pro-preview", "Product")]
    [InlineData(null, "gemini-3-pro-high", "google/gemini-3-pro-preview", "Product")]
    [InlineData(null, "Gemini 3.1 Pro (High)", "google/gemini-3.1-pro-preview", "Product")]
    [InlineData(null, "Gemini 2.5 Flash", "google/gemini-2.5-flash", "Normalised")]
    [InlineData(null, "gemini-3.6-flash-tiered", "google/gemini-3.6-flash", "Product")]
    [InlineData(null, "MODEL_GOOGLE_GEMINI_3_0_FLASH_HIGH", "google/gemini-3-flash-preview", "Product")]
    [InlineData(null, "MODEL_CLAUDE_4_5_SONNET_THINKING_1M", "anthropic/claude-sonnet-4-5", "Product")]
    [InlineData(null, "MODEL_CHAT_GPT_4_1_2025_04_14", "openai/gpt-4.1", "Product")]
    [InlineData(null, "MODEL_GPT_5_1_CODEX_MAX_HIGH", "openai/gpt-5.1", "Product")]
    [InlineData(null, "claude-sonnet-4-6-1m", "anthropic/claude-sonnet-4-6", "Product")]
    [InlineData(null, "GPT-5.6 Sol No Thinking", "openai/gpt-5.6-sol", "Product")]
    [InlineData(null, "glm-5-2-max-1m", "zai/GLM-5.2", "Product")]
    [InlineData(null, "k2d6-agent", "moonshotai/kimi-k2.6", "Product")]
    [InlineData("kimi", "k3-agent", "moonshotai/kimi-k3", "Product")]
    [InlineData("github-copilot", "claude-opus-4.6-1m", "github-copilot/claude-opus-4.6", "Product")]
    [InlineData("cursor", "claude-4.6-opus-max-thinking", "anthropic/claude-opus-4-6", "Product")]
    [InlineData("cursor", "gpt-5.5-extra-high", "openai/gpt-5.5", "Product")]
    [InlineData("cursor", "cursor-grok-4.5-low", "cursor/grok-4.5", "Product")]
    [InlineData("cursor", "cursor-grok-4.5-low-fast", "cursor/grok-4.5-fast", "Product")]
    [InlineData("openai-subscribed", "gpt-5.4", "openai/gpt-5.4", "Exact")]
    [InlineData("x_ai-subscribed", "grok-4.3", "xai/grok-4.3", "Exact")]
    [InlineData("openai-subscription", "gpt-5.4", "openai/gpt-5.4", "Exact")]
    [InlineData("anthropic_vertex", "claude-sonnet-4-6", "vertex/claude-sonnet-4-6", "Exact")]
    [InlineData("opencode-go", "glm-5.2", "zai/GLM-5.2", "Wrapper")]
    [InlineData("opencode", "zen/claude-sonnet-4-6", "anthropic/claude-sonnet-4-6", "Wrapper")]
    [InlineData(null, "grok-4.5-build", "xai/grok-4.5", "Alias")]
    [InlineData("xai", "grok-build-latest", "xai/grok-4.5", "Alias")]
    [InlineData(null, "k3", "moonshotai/kimi-k3", "Alias")]
    [InlineData("kimi-code", "k3-256k", "moonshotai/kimi-k3", "Alias")]
    [InlineData(null, "kimi-code/k3", "moonshotai/kimi-k3", "Wrapper")]
    [InlineData("kimi", "k3-agent-swarm", "moonshotai/kimi-k3", "Alias")]
    [InlineData("kimi-for-coding", "kimi-for-coding-highspeed", "moonshotai/kimi-k2.7-code-highspeed", "Alias")]
    [InlineData(null, "GLM-5.1-20260406", "zai/glm-5.1", "DateSuffix")]
    [InlineData("zhipuai", "GLM-5.1-20260406", "zhipuai/GLM-5.1", "DateSuffix")]
    [InlineData("cursor", "muse-spark-1.3-extra-high", "meta/muse-spark-1.3", "Product")]
    [InlineData("openrouter", "meta/muse-spark-1.2", "meta/muse-spark-1.2", "Wrapper")]
    [InlineData(null, "bedrock/converse/us.anthropic.claude-sonnet-5", "bedrock/us.anthropic.claude-sonnet-5", "Wrapper")]
    [InlineData(null, "bedrock/invoke/eu.anthropic.claude-opus-5-5-v1:0", "anthropic/claude-opus-5-5", "Regional")]
    [InlineData(null, "litellm_proxy/claude-sonnet-4-5", "anthropic/claude-sonnet-4-5", "Wrapper")]
    [InlineData(null, "gemini-claude-opus-4-5-thinking", "anthropic/claude-opus-4-5", "Product")]
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
    [InlineData(null, "anthropic--claude-4.6-sonnet")]
    [InlineData(null, "kiro-claude-sonnet-4-5")]
    [InlineData(null, "zai-org/GLM-5")]
    [InlineData(null, "deepseek-ai/DeepSeek-V3.2")]
    [InlineData(null, "accounts/fireworks/models/glm-5")]
    [InlineData(null, "glm-5:cloud")]
    [InlineData(null, "converse/us.anthropic.claude-sonnet-5")]
    [InlineData("google", "gemini-claude-opus-4-5-thinking")]
    [InlineData("xai", "grok-4.6-build")]
    [InlineData("openrouter", "x-ai/grok-4.5-build-free")]
    [InlineData("kimi", "kimi-k2.7")]
    [InlineData("ollama", "kimi-k3:cloud")]
    [InlineData("bedrock", "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123")]
    [InlineData("bedrock", "us.anthropic.claude-opus-5-6-v1:0")]
    [InlineData(null, "some-model")]
    [InlineData(null, "arn:aws:bedrock")]
    [InlineData(null, "/")]
    [InlineData(null, ":")]
    [InlineData(null, "-fast")]
    [InlineData("google", "gemini-9-pro-high")]
    [InlineData("google", "gemini-pro-agent")]
    [InlineData("google", "gemini-3-flash-a")]
    [InlineData("qwen", "qwen3.6-max")] // only its preview is sold, and other makers' previews have prices of their own
    [InlineData("qwen", "qwen2.5-14b-instruct-1m")]
    [InlineData("openai", "gpt-6-codex-max")]
    [InlineData("moonshotai", "k2d7-agent")]
    [InlineData("openai", "gemini-3-pro")]
    [InlineData("groq-subscription", "gpt-5.4")]
    [InlineData("openrouter", "zen/claude-sonnet-4-6")]
    [InlineData("openrouter", "z-ai/glm-5-free")]
    [InlineData(null, "MODEL_PLACEHOLDER_M26")]
    [InlineData(null, "MODEL_PRIVATE_2")]
    [InlineData(null, "gpt-5.6-sol-maximum")]
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
    [InlineData("opencode/glm-5-free", nameof(ModelMatch.Wrapper))]
    [InlineData("grok-4.5-build-free", nameof(ModelMatch.Exact))]
    [InlineData("opencode/grok-build-free", nameof(ModelMatch.Wrapper))]
    [InlineData("opencode/free/big-model-free", nameof(ModelMatch.Wrapper))]
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
    [InlineData(null, "claude-opus-4-8-max-fast", "anthropic/claude-opus-4-8")]
    [InlineData(null, "Claude Opus 4.8 Max Fast", "anthropic/claude-opus-4-8")]
    [InlineData(null, "gpt-5-6-sol-high-priority", "openai/gpt-5.6-sol")]
    [InlineData(null, "MODEL_GPT_5_2_XHIGH_PRIORITY", "openai/gpt-5.2")]
    [InlineData("cursor", "gpt-5.6-luna-max-fast", "openai/gpt-5.6-luna")]
    public void A_fast_suffix_is_kept_as_a_speed(string? provider, string model, string row)
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
    public void A_product_s_words_never_lead_to_another_model()
    {
        string[] words =
        [
            "-max",
            "-1m",
            "-agent",
            "-tiered",
            "-customtools",
            "-priority",
            "-extra-high",
            " High",
            " Max Fast",
            "-max-1m",
            "-fast-max",
        ];
        foreach (PriceRow row in PriceBook.Bundled.Rows.Where(row => row.Provider is not ("bedrock" or "vertex")))
        {
            foreach (string word in words)
            {
                ResolvedModel found = PriceBook.Bundled.Resolve(row.Provider, row.Id + word);
                if (found.Match == ModelMatch.Product)
                    (found.Row == row || SpeedOf(row) == found.Row).ShouldBeTrue($"{row.Id + word} found {found}");
                else if (found.Row is { } other && other != row)
                    Names(other).ShouldContain(name => IsPartOf(name, row.Id + word), $"{row.Id + word} found {found}");
            }
        }
    }

    [Fact]
    public void A_name_without_preview_finds_the_preview_only_if_nothing_else_has_it()
    {
        const string Preview = "-preview";
        foreach (PriceRow row in PriceBook.Bundled.Rows.Where(row => row.Id.EndsWith(Preview, StringComparison.Ordinal)))
        {
            string name = row.Id[..^Preview.Length];
            ResolvedModel found = PriceBook.Bundled.Resolve(row.Provider, name);
            if (found.Match == ModelMatch.Product)
            {
                row.Provider.ShouldBe("google");
                found.Row.ShouldBeSameAs(row);
                PriceBook.Bundled.Rows.ShouldNotContain(other => other.Provider == row.Provider && Names(other).Contains(name));
            }
            else if (found.Row is { } other)
            {
                Names(other).ShouldContain(own => IsPartOf(own, name), $"{name} found {found}");
            }
        }
    }

    private static PriceRow? SpeedOf(PriceRow row) =>
        PriceBook.Bundled.Rows.FirstOrDefault(other => other.Provider == row.Provider && Names(other).Contains(row.Id + "-fast"));

    private static IEnumerable<string> Names(PriceRow row) =>
        PriceBook.Bundled.AliasesOf(row).Append(row.Id).Concat(row.Name is { } shown ? [shown] : []);

    /// <summary>Whether a name begins with all of a row's own name, however it is spelled.</summary>
    private static bool IsPartOf(string own, string name) => ModelName.Fold(name).StartsWith(ModelName.Fold(own), StringComparison.Ordinal);

    [Fact]
    public void A_name_is_matched_once() =>
        PriceBook
            .Bundled.Resolve("anthropic", "claude-sonnet-4-5")
            .ShouldBeSameAs(PriceBook.Bundled.Resolve("anthropic", "claude-sonnet-4-5"));
}
