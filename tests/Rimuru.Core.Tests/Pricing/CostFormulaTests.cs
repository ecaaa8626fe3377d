using System.Globalization;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Tests.Pricing;

public sealed class CostFormulaTests
{
    // Tokens are input/read/write5m/write1h/output; the comment column is the arithmetic in USD per million.
    [Theory]
    [InlineData("anthropic", "claude-opus-5-5", "2026-10-01", "", "1000/2000/300/40/50", "0.00722")] // 1000*4 + 2000*.2 + 300*5 + 40*8 + 50*20
    [InlineData("anthropic", "claude-opus-4-6", "2026-03-12T23:59:59Z", "", "200000/0/0/1/10", "2.000395")] // band: 200000*10 + 1*20 + 10*37.5
    [InlineData("anthropic", "claude-opus-4-6", "2026-03-12T23:59:59Z", "fast", "200001/0/0/0/0", "6.00003")] // fast is flat across context: 5*6
    [InlineData("anthropic", "claude-opus-4-6", "2026-05-01", "fast,us", "1000/0/0/0/100", "0.0495")] // (1000*5 + 100*25)*6*1.1
    [InlineData("anthropic", "claude-opus-4-8", "2026-07-01", "fast,batch", "1000/0/0/0/0", "0.005")] // terms stack: 1000*5*2*.5
    [InlineData("anthropic", "claude-sonnet-4-5", "2026-03-01", "us", "1000/0/0/0/0", "0.003")] // geography has a price from 4.6 on
    [InlineData("anthropic", "claude-haiku-5-5", "2026-10-20", "", "100001/0/0/0/0", "0.0500005")] // over 100,000: *.5
    [InlineData("anthropic", "claude-haiku-5-5", "2026-10-20", "batch", "0/90000/10001/0/10", "0.005387812")] // .5*(90000*.05+10001*.625+10*2.5) = 5387.8125 -> half-even
    [InlineData("anthropic", "claude-3-haiku-20240307", "2024-05-01", "", "0/1000/1000/0/0", "0.00033")] // read .03, write .30
    [InlineData("anthropic", "claude-sonnet-4-5", "2026-01-01", "sum", "300000/0/0/0/1000", "0.915")] // a sum is no prompt: 300000*3 + 1000*15
    [InlineData("anthropic", "claude-opus-4-6", "2026-03-01", "sum,us", "300000/0/0/0/0", "1.65")] // 300000*5*1.1
    [InlineData("anthropic", "claude-sonnet-4", "2025-09-01", "", "200001/0/0/0/0", "1.200006")] // the 1M beta: *6
    [InlineData("openai", "gpt-5.4", "2026-04-01", "priority", "1000/0/0/0/100", "0.008")] // (1000*2.5 + 100*15)*2
    [InlineData("openai", "gpt-5.4", "2026-04-01", "priority", "272001/0/0/0/0", "1.360005")] // priority is not served there: 5
    [InlineData("openai", "gpt-5.5", "2026-06-01", "priority,fast", "1000/0/0/0/0", "0.0125")] // one tier with two names is paid once: 5*2.5
    [InlineData("openai", "gpt-5.5", "2026-06-01", "eu", "1000/0/0/0/0", "0.0055")] // 5*1.1
    [InlineData("openai", "gpt-5", "2026-06-01", "eu", "1000/0/0/0/0", "0.00125")] // no uplift before 5.4
    [InlineData("openai", "gpt-5.5", "2026-06-01", "", "272000/0/0/0/0", "1.36")] // more than 272,000
    [InlineData("openai", "gpt-5.5", "2026-06-01", "", "1/272000/0/0/0", "0.27201")] // 1*10 + 272000*1
    [InlineData("openai", "gpt-5.4", "2026-04-01", "", "272000/0/0/0/0", "0.68")] // more than 272,000 here, too
    [InlineData("anthropic", "claude-sonnet-5-5", "2026-10-10", "fast", "10/0/0/0/0", "0.00002")] // it has no fast mode
    [InlineData("openai", "gpt-6.2-sol", "2027-02-28T23:59:59Z", "ultrafast", "1000/0/0/0/0", "0.006")] // 2*3
    [InlineData("openai", "gpt-6.2-sol", "2027-03-01", "ultrafast", "1000/0/0/0/0", "0.012")] // 2*6
    [InlineData("openai", "gpt-6.2-sol", "2026-11-20", "", "0/0/1000/1000/0", "0.0075")] // 30 minutes 2.5, the longer life 5
    [InlineData("openai", "gpt-5", "2026-06-01", "", "0/0/1000/0/0", "0.00125")] // writes are plain input before 5.6
    [InlineData("openai", "gpt-5.5-pro", "2026-06-01", "", "0/1000/0/0/0", "0.03")] // no discount for reads: plain input
    [InlineData("openai", "gpt-4o", "2026-01-01", "priority", "1000/1000/0/0/1000", "0.023375")] // own rates: 4.25, 2.125, 17
    [InlineData("openai", "o3", "2025-06-10", "", "1000/0/0/0/0", "0.002")] // the cut
    [InlineData("openai", "gpt-5.6-terra", "2026-07-29", "", "1000/0/0/0/0", "0.0025")] // the day before the cut
    [InlineData("openai", "gpt-5.6-terra", "2026-07-30", "", "1000/0/0/0/0", "0.002")] // the day of the cut
    [InlineData("openai", "gpt-5.6-luna", "2026-07-29", "", "1000/0/0/0/0", "0.001")]
    [InlineData("openai", "gpt-5.6-luna", "2026-07-30", "", "1000/0/0/0/0", "0.0002")]
    [InlineData("openai", "gpt-5.6-sol", "2026-08-01", "", "70/10/20/0/5", "0.00063")] // 70*5 + 10*.5 + 20*6.25 + 5*30
    [InlineData("openai", "gpt-5.4-pro", "2026-06-01", "", "14746/0/0/0/1944", "0.7923")] // the reasoning is in the output: 14746*30 + 1944*180
    [InlineData("google", "gemini-4-argon", "2026-12-01", "", "1000/1000/0/0/0", "0.0042")] // promo over: 4 + .2
    [InlineData("google", "gemini-2.5-pro", "2026-01-01", "flex", "200000/0/0/0/100", "0.1255")] // .5*(200000*1.25 + 100*10)
    [InlineData("xai", "grok-4.7", "2026-10-01", "", "200000/0/0/0/0", "0.8")] // 200,000 and above: 4
    [InlineData("deepseek", "deepseek-v4-pro", "2026-11-18T01:00:00Z", "", "1000/0/0/0/0", "0.00132")] // a Wednesday's peak
    [InlineData("deepseek", "deepseek-v4-pro", "2026-11-18T09:59:59+08:00", "", "1000/0/0/0/0", "0.00132")] // 01:59 UTC
    [InlineData("deepseek", "deepseek-v4-pro", "2026-08-22T02:00:00Z", "", "1000/0/0/0/0", "0.00132")] // Saturdays had peaks until the 23rd
    [InlineData("deepseek", "deepseek-v4-flash", "2026-11-18T12:00:00Z", "", "1000/0/0/0/0", "0.00015")] // billed as V4.1 Flash
    [InlineData("deepseek", "deepseek-chat", "2025-02-08T15:59:59Z", "", "1000/1000/0/0/1000", "0.000434")] // .14, .014, .28
    [InlineData("deepseek", "deepseek-chat", "2025-09-05T15:59:59Z", "", "1000/1000/0/0/1000", "0.00144")] // .27, .07, 1.1
    [InlineData("deepseek", "deepseek-chat", "2025-09-05T16:30:00Z", "", "1000/1000/0/0/1000", "0.00231")] // .56, .07, 1.68
    [InlineData("deepseek", "deepseek-reasoner", "2025-09-05T16:30:00Z", "", "1000/1000/0/0/1000", "0.00231")] // one model since V3.1
    [InlineData("deepseek", "deepseek-reasoner", "2025-12-01", "", "1000/1000/1000/0/1000", "0.001008")] // .28, .028, writes are input, .42
    [InlineData("openrouter", "deepseek/deepseek-chat", "2026-04-25", "", "1000/1000/0/0/1000", "0.000448")] // V4 Flash: .14, .028, .28
    [InlineData("deepseek", "deepseek-v4-flash", "2026-04-26", "", "0/1000/0/0/0", "0.000002800")] // a tenth
    [InlineData("deepseek", "deepseek-v3.2", "2026-01-01", "", "0/1000/0/0/0", "0.000028")]
    [InlineData("deepseek", "deepseek-chat-v3-0324", "2025-12-01T20:00:00Z", "", "1000/0/0/0/0", "0.000135")] // a model, no alias
    [InlineData("xai", "grok-4-fast", "2026-05-15T18:59:59Z", "", "1000/1000/0/0/0", "0.00025")] // .2, .05
    [InlineData("xai", "grok-4-fast", "2026-05-15T19:00:00Z", "", "1000/1000/0/0/0", "0.00145")] // Grok 4.3: 1.25, .2
    [InlineData("xai", "grok-code-fast", "2026-06-01", "", "1000/1000/0/0/1000", "0.0032")] // Grok Build 0.1: 1, .2, 2
    [InlineData("xai", "grok-4.20-0309-reasoning", "2026-05-19", "", "1000/0/0/0/0", "0.002")]
    [InlineData("xai", "grok-4.20", "2026-05-20", "", "1000/0/0/0/0", "0.00125")]
    [InlineData(null, "grok-4.5-build", "2026-08-01", "", "1000/1000/0/0/1000", "0.0083")] // Grok 4.5: 2, .3, 6
    [InlineData(null, "kimi-code/kimi-for-coding", "2026-09-10", "", "1000/1000/0/0/1000", "0.00514")] // K2.7 Code: .95, .19, 4
    [InlineData(null, "k3[1m]", "2026-09-10", "", "1000/1000/0/0/1000", "0.0183")] // 3, .3, 15
    [InlineData("moonshot", "kimi-k2", "2025-09-10", "", "1000/1000/0/0/1000", "0.00325")] // .6, .15, 2.5
    [InlineData("zai", "glm-4.5-air", "2025-10-01", "", "1000/10000/1000/0/100", "0.00061")] // .2, .03, free, 1.1
    [InlineData(null, "glm-5-turbo", "2026-06-01", "", "1000/1000/1000/0/1000", "0.00544")] // not the list in yuan: 1.2, .24, free, 4
    [InlineData("mistral", "mistral-large-latest", "2025-12-01", "", "1000/1000/0/0/1000", "0.0082")] // 2, .2, 6
    [InlineData("mistral", "mistral-large-latest", "2025-12-02", "", "1000/1000/0/0/1000", "0.00205")] // .5, .05, 1.5
    [InlineData("qwen", "qwen3-max", "2026-02-01", "", "1000/31001/0/0/0", "0.01728048")] // second band: 2.4, .48
    [InlineData("meta", "muse-spark-1.3", "2026-09-10", "", "1000/1000/0/0/1000", "0.00565")] // 1.25, .15, 4.25
    [InlineData(null, "muse-spark-1.3-contributor", "2026-09-10", "", "1000/1000/0/0/1000", "0.000302")] // .1, .002, .2
    [InlineData("github-copilot", "gpt-5.6-sol", "2026-08-20", "", "30000/50000/0/0/1000", "0.205")] // 5, .5, 30
    [InlineData("github-copilot", "gpt-5.6-sol", "2026-08-21", "", "30000/50000/0/0/1000", "0.1025")] // half of it
    [InlineData("github-copilot", "gpt-5.6-sol", "2026-09-03", "", "272001/0/0/0/0", "1.360005")] // long: 5
    [InlineData("github-copilot", "gpt-5.6-sol", "2026-09-04", "", "30000/50000/0/0/1000", "0.16")] // 4, .4, 20
    [InlineData("github-copilot", "gpt-5.6-luna", "2026-07-29", "", "200001/0/0/0/0", "0.400002")] // 2
    [InlineData("github-copilot", "gemini-3.8-flash", "2027-01-01", "", "1000/0/1000/0/0", "0.0015")] // the introduction is over
    [InlineData("anthropic", "claude-opus-4-6", "2026-07-19", "fast", "1000/0/0/0/0", "0.03")] // 5*6
    [InlineData("anthropic", "claude-opus-4-6", "2026-07-20", "fast", "1000/0/0/0/0", "0.005")] // it has no fast mode any more
    [InlineData("bedrock", "eu.anthropic.claude-opus-5-5-20260922-v1:0", "2026-11-01", "", "1000/0/0/0/0", "0.0044")] // 4*1.1
    [InlineData("bedrock", "global.anthropic.claude-opus-5-5-20260922-v1:0", "2026-11-01", "", "1000/0/0/0/0", "0.004")]
    [InlineData("bedrock", "us.anthropic.claude-sonnet-4-6", "2026-03-01", "", "250000/0/0/0/0", "1.65")] // 250000*6*1.1
    [InlineData("github-copilot", "gpt-5.6-luna", "2026-09-05", "", "200001/0/0/0/0", "0.0800004")] // over 200K there: .4
    [InlineData("github-copilot", "gemini-3.8-flash", "2026-09-05", "", "1000/0/1000/0/0", "0.00075")] // cache writes are free
    [InlineData("cursor", "gpt-5-fast", "2026-01-01", "", "1000/0/0/0/0", "0.0025")] // 1.25*2
    [InlineData("cursor", "grok-4.5-fast", "2026-08-01", "", "1000/0/0/0/100", "0.0058")] // 4 and 18
    [InlineData("qwen", "qwen3-coder-plus", "2026-08-01", "", "128001/0/0/0/0", "0.384003")] // third band: 3
    [InlineData("zai", "glm-5.3-flash", "2026-09-09T15:59:59Z", "", "1000/0/0/0/0", "0.000075")] // launch promotion
    public void A_request_costs_what_the_vendor_says(string? provider, string model, string date, string tier, string tokens, string usd)
    {
        ResolvedModel resolved = PriceBook.Bundled.Resolve(provider, model);
        CostQuote quote = PriceBook.Price(resolved, Date(date), Tokens(tokens), PriceTerms.Parse(tier));
        quote.Gap.ShouldBe(PriceGap.None, resolved.ToString());
        quote.Status.ShouldBe(CostStatus.Calculated);
        quote.Usd.ShouldBe(decimal.Round(decimal.Parse(usd, CultureInfo.InvariantCulture), 9), resolved.ToString());
    }

    [Theory]
    [InlineData("anthropic", "claude-opus-5-5", "2026-09-21T23:59:59Z", "", nameof(PriceGap.NoPriceThatDay))] // a day before its release
    [InlineData("kimi", "kimi-for-coding", "2026-06-11", "", nameof(PriceGap.NoPriceThatDay))] // K2.6 or K2.5
    [InlineData("kimi", "kimi-for-coding", "2026-09-11", "", nameof(PriceGap.NoPriceThatDay))] // K2.8 Preview
    [InlineData("xai", "grok-build", "2026-07-08", "", nameof(PriceGap.NoPriceThatDay))] // Grok 4.5 or what it was before
    [InlineData("anthropic", "claude-sonnet-5-5-fast", "2026-10-10", "", nameof(PriceGap.UnknownTerms))]
    [InlineData("google", "gemini-4-argon", "2026-10-10", "priority", nameof(PriceGap.UnknownTerms))]
    [InlineData("openai", "gpt-5", "2026-01-01", "scale", nameof(PriceGap.UnknownTerms))]
    [InlineData("github-copilot", "gpt-5.5", "2026-05-01", "premium-request", nameof(PriceGap.UnknownUnit))]
    public void Without_a_known_price_there_is_no_number(string provider, string model, string date, string tier, string gap) =>
        PriceBook
            .Price(PriceBook.Bundled.Resolve(provider, model), Date(date), Tokens("10/0/0/0/0"), PriceTerms.Parse(tier))
            .ShouldBe(new CostQuote(null, CostStatus.Unpriced, Enum.Parse<PriceGap>(gap)));

    [Theory]
    [InlineData("claude-haiku-4.5", 10, "premium-request", "0.132")] // 10*.33*.04
    [InlineData("claude-opus-4.6-fast", 1, "premium-request", "1.2")] // 30*.04
    [InlineData("claude-sonnet-4.5", 3, "", "0.12")]
    [InlineData("copilot-code-review", 1, "premium-request", "0.52")] // 13*.04
    [InlineData("gpt-4.1", 5, "premium-request,free-plan", "0.2")] // on the free plan they count
    public void A_premium_request_costs_its_multiplier(string model, int requests, string tier, string usd) =>
        PriceBook
            .PriceExactly(
                PriceBook.Bundled.Resolve("github-copilot", model),
                Date("2026-05-01"),
                new BilledUsage { PremiumRequests = requests },
                PriceTerms.Parse(tier)
            )
            .ShouldBe(new ExactCost(decimal.Parse(usd, CultureInfo.InvariantCulture), CostStatus.Calculated));

    [Fact]
    public void A_plan_includes_its_models()
    {
        ResolvedModel included = PriceBook.Bundled.Resolve("github-copilot", "gpt-4.1");
        PriceBook
            .Price(included, Date("2026-09-05"), Tokens("1000/0/0/0/1000"), PriceTerms.Standard)
            .ShouldBe(new CostQuote(default(NanoUsd), CostStatus.Included));
        PriceBook
            .PriceExactly(included, Date("2026-05-05"), new BilledUsage { PremiumRequests = 3 }, PriceTerms.Parse("premium-request"))
            .ShouldBe(ExactCost.Free);
    }

    [Fact]
    public void Searches_are_billed_each_and_take_no_part_in_multipliers()
    {
        ResolvedModel model = PriceBook.Bundled.Resolve("anthropic", "claude-opus-4-6");
        // 1000*5*.5 per million, and 2 searches at 10 per thousand.
        PriceBook
            .Price(model, Date("2026-05-01"), Tokens("1000/0/0/0/0"), PriceTerms.Parse("batch"), webSearches: 2)
            .Usd.ShouldBe(0.0225m);
        PriceBook
            .Price(PriceBook.Bundled.Resolve("xai", "grok-4.5"), Date("2026-09-01"), default, PriceTerms.Standard, webSearches: 1)
            .ShouldBe(new CostQuote(null, CostStatus.Unpriced, PriceGap.UnknownUnit));
    }

    [Fact]
    public void Audio_has_its_own_rates_and_reasoning_where_it_is_listed()
    {
        BilledUsage audio = new()
        {
            Tokens = Tokens("1000/0/0/0/0"),
            InputAudio = 1000,
            CacheReadAudio = 1000,
        };
        PriceBook
            .PriceExactly(PriceBook.Bundled.Resolve("google", "gemini-2.5-flash"), Date("2026-01-01"), audio, PriceTerms.Standard)
            .Usd.ShouldBe(0.0014m);
        // 600 at 1.2 and 400 at 4.
        PriceBook
            .Price(
                PriceBook.Bundled.Resolve("qwen", "qwen-plus-latest"),
                Date("2026-01-01"),
                new TokenUsage(0, 0, 0, 0, 1000, 400),
                PriceTerms.Standard
            )
            .Usd.ShouldBe(0.00232m);
    }

    [Theory]
    [InlineData("0.0005", 0)] // half of a nano-dollar goes to the even neighbour
    [InlineData("0.0015", 2)]
    [InlineData("0.0025", 2)]
    [InlineData("0.00250001", 3)]
    public void A_record_is_rounded_once_and_half_even(string rate, long nano) =>
        PriceBook
            .Price(
                TestTable.Open($$$"""{"rates":{"input":{{{rate}}},"output":1}}""").Resolve("anthropic", "m"),
                Date("2026-01-01"),
                Tokens("1/0/0/0/0"),
                PriceTerms.Standard
            )
            .Cost.ShouldBe(new NanoUsd(nano));

    [Fact]
    public void Corrupt_counts_are_zero_or_unpriced()
    {
        ResolvedModel model = PriceBook.Bundled.Resolve("openai", "gpt-5");
        PriceBook.Price(model, Date("2026-01-01"), new TokenUsage(-5, -1, -1, -1, 1000, 9999), PriceTerms.Standard).Usd.ShouldBe(0.01m);
        PriceBook
            .Price(model, Date("2026-01-01"), new TokenUsage(long.MaxValue, 0, 0, 0, 0, 0), PriceTerms.Standard)
            .Gap.ShouldBe(PriceGap.Implausible);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("standard", true)]
    [InlineData(" default , auto ", true)]
    [InlineData("region:global", true)]
    [InlineData("Priority", false)]
    [InlineData("us", false)]
    [InlineData("whatever", false)]
    public void Terms_are_read_from_the_ledgers_text(string? text, bool isStandard)
    {
        PriceTerms.Parse(text).IsStandard.ShouldBe(isStandard);
        PriceTerms.Parse(text).ShouldBeSameAs(PriceTerms.Parse(text));
    }

    [Fact]
    public void Pricing_a_record_allocates_nothing()
    {
        ResolvedModel model = PriceBook.Bundled.Resolve("deepseek", "deepseek-v4-pro");
        PriceTerms terms = PriceTerms.Parse("us");
        TokenUsage usage = Tokens("1000/2000/0/0/300");
        DateTimeOffset at = Date("2026-11-18T02:00:00Z");
        for (int i = 0; i < 1000; i++)
            PriceBook.Price(model, at, usage, terms);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            PriceBook.Price(PriceBook.Bundled.Resolve("deepseek", "deepseek-v4-pro"), at, usage, terms);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1000);
    }

    private static DateTimeOffset Date(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static TokenUsage Tokens(string text)
    {
        long[] n = [.. text.Split('/').Select(t => long.Parse(t, CultureInfo.InvariantCulture))];
        return new TokenUsage(n[0], n[1], n[2], n[3], n[4], 0);
    }
}
