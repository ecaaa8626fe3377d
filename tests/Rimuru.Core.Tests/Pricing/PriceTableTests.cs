using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Rimuru.Core.Pricing;

namespace Rimuru.Core.Tests.Pricing;

public sealed class PriceTableTests
{
    private static readonly string Text = ReadResource();

    /// <summary>What a vendor sells, or sold, without a price for cached input.</summary>
    private static readonly (string Provider, string Models)[] WithoutCache =
    [
        ("anthropic", "claude-2 claude-v1"),
        ("openai", "chatgpt-4o-latest computer-use gpt-3.5-0301 gpt-3.5-turbo gpt-3.5-turbo-0613 gpt-3.5-turbo-1106 gpt-3.5-turbo-16k"),
        ("openai", "gpt-3.5-turbo-instruct gpt-4 gpt-4-32k gpt-4-turbo gpt-4o-2024-05-13 gpt-4o-search-preview gpt-4o:extended"),
        ("openai", "gpt-5-pro gpt-5.2-pro gpt-5.4-pro gpt-5.5-pro gpt-oss-120b gpt-oss-20b o1-pro o3-pro"),
        ("google", "gemini-1.0-pro-vision-001 gemini-1.5-pro gemini-2.0-flash-lite gemini-2.5-flash-preview gemini-pro gemma-2-27b-it"),
        ("xai", "grok-2-1212 grok-2-vision grok-2-vision-latest grok-beta grok-vision-beta"),
        ("deepseek", "deepseek-coder"),
        // Alibaba's cache has no snapshots, no names ending in latest, and no models with open weights.
        ("qwen", "qvq-max qwen-coder qwen-flash-2025-07-28 qwen-max qwen-plus-2025-01-25 qwen-plus-2025-04-28 qwen-plus-2025-07-14"),
        ("qwen", "qwen-plus-2025-07-28 qwen-plus-2025-09-11 qwen-plus-character-ja qwen-plus-latest qwen-turbo qwen-turbo-2024-11-01"),
        ("qwen", "qwen-turbo-2025-04-28 qwen-turbo-latest qwen2-5-14b-instruct qwen2-5-32b-instruct qwen2-5-72b-instruct qwq-plus"),
        ("qwen", "qwen2-5-7b-instruct qwen3-14b qwen3-235b-a22b qwen3-32b qwen3-8b qwen3-coder-30b-a3b-instruct qwen3.5-27b"),
        ("qwen", "qwen3-coder-480b-a35b-instruct qwen3-coder-flash-2025-07-28 qwen3-coder-plus-2025-07-22 qwen3.5-35b-a3b"),
        ("qwen", "qwen3-next-80b-a3b-instruct qwen3-next-80b-a3b-thinking qwen3.5-122b-a10b qwen3.5-397b-a17b qwen3.6-27b qwen3.6-35b-a3b"),
        ("mistral", "codestral-2405 mistral-7b mistral-large-2402 mistral-medium-2312 mistral-small-24b-instruct-2501 mistral-tiny"),
        ("mistral", "mistral-small-3.1-24b-instruct mistral-small-3.2-24b-instruct mixtral-8x22b-instruct mixtral-8x7b"),
        ("mistral", "open-mistral-nemo-2407 open-mixtral-8x22b"),
        ("moonshotai", "moonshot-v1-128k moonshot-v1-128k-0430 moonshot-v1-32k moonshot-v1-32k-0430 moonshot-v1-8k"),
        ("moonshotai", "moonshot-v1-8k-0430 moonshot-v1-auto"),
        ("zai", "glm-4-32b-0414-128k"),
        ("zhipuai", "GLM-4-AirX GLM-4-Assistant"),
        ("minimax", "M2-her minimax-01 minimax-m1"),
    ];

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

    /// <summary>
    /// Without a rate for cached input it costs as much as other input: right where the vendor has no cache for a model, 3 to 12 times too
    /// much elsewhere.
    /// </summary>
    [Fact]
    public void Cached_input_has_a_price_wherever_its_vendor_has_one()
    {
        string[] without =
        [
            .. PriceBook
                .Bundled.Rows.Where(row => row.Provider is not ("bedrock" or "vertex"))
                .Where(row => RatesOf(row).Any(rates => rates["cacheRead"] is null))
                .Select(row => row.ToString()),
        ];
        without.ShouldBe(WithoutCache.SelectMany(list => list.Models.Split(' ').Select(id => $"{list.Provider}/{id}")), ignoreOrder: true);
    }

    [Fact]
    public void Writes_to_the_cache_of_GLM_are_free_and_those_of_DeepSeek_are_input()
    {
        foreach (PriceRow row in PriceBook.Bundled.Rows.Where(row => row.Provider is "zai" or "zhipuai" && IsSince45(row)))
            RatesOf(row).ShouldAllBe(rates => (decimal?)rates["cacheWrite5m"] == 0m, row.ToString());
        foreach (PriceRow row in PriceBook.Bundled.Rows.Where(row => row.Provider == "deepseek" && row.Id != "deepseek-v3"))
            row.Periods.ShouldAllBe(period => period.Rates.CacheWrite5m == period.Rates.Input, row.ToString());
    }

    [Fact]
    public void A_name_without_a_seller_has_no_price_in_yuan_if_it_has_one_in_dollars()
    {
        foreach (PriceRow row in PriceBook.Bundled.Rows.Where(row => row.Provider == "zhipuai" && IsSince45(row)))
        {
            foreach (string name in PriceBook.Bundled.AliasesOf(row).Append(row.Id))
                PriceBook.Bundled.Resolve(null, name).Provider.ShouldBe("zai", name);
        }
    }

    [Theory]
    [InlineData("deepseek", "deepseek-chat", "deepseek-v4-flash", "2026-04-24")]
    [InlineData("deepseek", "deepseek-reasoner", "deepseek-v4-flash", "2026-04-24")]
    [InlineData("xai", "grok-3", "grok-4.3", "2026-05-15T19:00:00Z")]
    [InlineData("xai", "grok-4", "grok-4.3", "2026-05-15T19:00:00Z")]
    [InlineData("xai", "grok-4-fast", "grok-4.3", "2026-05-15T19:00:00Z")]
    [InlineData("xai", "grok-4-fast-non-reasoning", "grok-4.3", "2026-05-15T19:00:00Z")]
    [InlineData("xai", "grok-4-1-fast", "grok-4.3", "2026-05-15T19:00:00Z")]
    [InlineData("xai", "grok-4-1-fast-non-reasoning", "grok-4.3", "2026-05-15T19:00:00Z")]
    [InlineData("xai", "grok-code-fast-1", "grok-build-0.1", "2026-05-15T19:00:00Z")]
    [InlineData("mistral", "mistral-large-latest", "mistral-large-2512", "2025-12-02")]
    [InlineData("mistral", "ministral-3b-latest", "ministral-3b-2512", "2025-12-02")]
    [InlineData("mistral", "ministral-8b-latest", "ministral-8b-2512", "2025-12-02")]
    public void A_name_that_moved_to_another_model_has_the_price_of_that(string provider, string name, string model, string since)
    {
        ResolvedModel moved = PriceBook.Bundled.Resolve(provider, name),
            target = PriceBook.Bundled.Resolve(provider, model);
        var day = DateTimeOffset.Parse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        for (DateTimeOffset at = day; at < day.AddYears(1); at = at.AddHours(31))
        {
            foreach (
                TokenUsage usage in new TokenUsage[] { new(1000, 0, 0, 0, 0, 0), new(0, 1000, 0, 0, 10, 0), new(300_000, 0, 9, 0, 0, 0) }
            )
            {
                PriceBook
                    .Price(moved, at, usage, PriceTerms.Standard)
                    .ShouldBe(PriceBook.Price(target, at, usage, PriceTerms.Standard), $"{name} {at:O}");
            }
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

    private static bool IsSince45(PriceRow row) => !row.Included && !row.Id.StartsWith("glm-4-", StringComparison.OrdinalIgnoreCase);

    /// <summary>The rates of a row as the table has them, of all its periods, hours and prompt sizes.</summary>
    private static IEnumerable<JsonObject> RatesOf(PriceRow row)
    {
        foreach (JsonNode? period in JsonNode.Parse(PriceBook.Bundled.LineOf(row).Span)!["periods"]!.AsArray())
        {
            IEnumerable<JsonNode?> more = new[] { "bands", "hours" }.SelectMany(key => period![key]?.AsArray() ?? []);
            foreach (JsonNode? part in more.Prepend(period))
                yield return part!["rates"]!.AsObject();
        }
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
