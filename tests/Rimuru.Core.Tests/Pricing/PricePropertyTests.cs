using FsCheck;
using FsCheck.Fluent;
using Rimuru.Core.Pricing;

namespace Rimuru.Core.Tests.Pricing;

public sealed class PricePropertyTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly ResolvedModel[] Models =
    [
        .. PriceBook
            .Bundled.Rows.Where(r => r.Periods.Length > 0 && r.Periods[^1].ToTicks > At.UtcTicks)
            .Select(r => PriceBook.Bundled.Resolve(r.Provider, r.Id)),
    ];

    private static readonly Gen<TokenUsage> Usage =
        from n in Gen.Choose(0, 400_000).Four()
        from output in Gen.Choose(0, 100_000)
        from reasoning in Gen.Choose(0, 100_000)
        select new TokenUsage(n.Item1, n.Item2, n.Item3, n.Item4, output, Math.Min(reasoning, output));

    private static readonly Arbitrary<(ResolvedModel Model, TokenUsage Tokens, int More)> Requests = Arb.From(
        from model in Gen.Elements(Models)
        from tokens in Usage
        from more in Gen.Choose(1, 50_000)
        select (model, tokens, more)
    );

    [Fact]
    public void A_cost_is_never_negative() =>
        Prop.ForAll(Requests, r => Cost(r.Model, r.Tokens) is null or >= 0m).QuickCheckThrowOnFailure();

    [Fact]
    public void More_tokens_in_the_same_band_never_cost_less() =>
        Prop.ForAll(
                Requests,
                r =>
                {
                    TokenUsage[] larger =
                    [
                        r.Tokens with
                        {
                            Input = r.Tokens.Input + r.More,
                        },
                        r.Tokens with
                        {
                            CacheRead = r.Tokens.CacheRead + r.More,
                        },
                        r.Tokens with
                        {
                            CacheWrite5m = r.Tokens.CacheWrite5m + r.More,
                        },
                        r.Tokens with
                        {
                            CacheWrite1h = r.Tokens.CacheWrite1h + r.More,
                        },
                        r.Tokens with
                        {
                            Output = r.Tokens.Output + r.More,
                        },
                    ];
                    return larger.All(l =>
                        Band(r.Model, l) != Band(r.Model, r.Tokens) || Cost(r.Model, r.Tokens) is not { } cost || Cost(r.Model, l) >= cost
                    );
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Two_requests_of_one_band_cost_as_much_as_one_of_both_if_it_stays_there() =>
        Prop.ForAll(
                Requests,
                r =>
                {
                    TokenUsage half = new(
                        r.Tokens.Input / 8,
                        r.Tokens.CacheRead / 8,
                        r.Tokens.CacheWrite5m / 8,
                        r.Tokens.CacheWrite1h / 8,
                        r.Tokens.Output / 8,
                        0
                    );
                    TokenUsage both = half + half;
                    return Band(r.Model, half) != Band(r.Model, both)
                        || Cost(r.Model, half) is not { } one
                        || Cost(r.Model, both) == one * 2;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_price_of_one_more_token_jumps_only_at_a_threshold()
    {
        ResolvedModel[] banded = [.. Models.Where(m => m.Row!.Periods[^1].Bands.Length > 0)];
        Arbitrary<(ResolvedModel Model, int Prompt)> prompts = Arb.From(
            from model in Gen.Elements(banded)
            from near in Gen.Elements(model.Row!.Periods[^1].Bands.Select(b => (int)b.MinPromptTokens).ToArray())
            from offset in Gen.Choose(-3, 3)
            select (model, near + offset)
        );
        Prop.ForAll(
                prompts,
                p =>
                {
                    decimal before = Cost(p.Model, new TokenUsage(p.Prompt - 1, 0, 0, 0, 0, 0))!.Value;
                    decimal after = Cost(p.Model, new TokenUsage(p.Prompt, 0, 0, 0, 0, 0))!.Value;
                    decimal dearest = p.Model.Row!.Periods[^1].Bands[^1].Rates.Input;
                    bool jumps = after - before > dearest;
                    return jumps == p.Model.Row!.Periods[^1].Bands.Any(b => b.MinPromptTokens == p.Prompt);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_text_at_all_is_matched_or_left_unpriced()
    {
        string[] parts =
        [
            "claude-",
            "opus-5-5",
            "gpt-5.5",
            "us.anthropic.",
            "arn:aws:bedrock:",
            "openrouter/",
            "anthropic/",
            "-fast",
            "-high",
            ":free",
            ":8b",
            "[1m]",
            "@default",
            "-20250929",
            "/",
            ":",
            "-",
            "(high)",
            "\0",
            " ",
            "x",
        ];
        Arbitrary<string> names = Arb.From(Gen.Elements(parts).ListOf().Select(string.Concat));
        Prop.ForAll(
                names,
                ArbMap.Default.ArbFor<string>(),
                (name, provider) =>
                {
                    ResolvedModel found = PriceBook.Bundled.Resolve(null, name);
                    return PriceBook.Bundled.Resolve(provider, name) is not null
                        && (found.Row is not null || found.Included || found.Match == ModelMatch.None);
                }
            )
            .Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    private static decimal? Cost(ResolvedModel model, TokenUsage tokens) =>
        PriceBook.PriceExactly(model, At, new BilledUsage { Tokens = tokens }, PriceTerms.Standard).Usd;

    private static int Band(ResolvedModel model, TokenUsage tokens) =>
        model
            .Row!.Periods.Single(p => At.UtcTicks >= p.FromTicks && At.UtcTicks < p.ToTicks)
            .Bands.Count(b => tokens.Prompt >= b.MinPromptTokens);
}
