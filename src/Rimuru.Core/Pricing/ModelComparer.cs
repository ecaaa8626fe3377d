using System.Globalization;

namespace Rimuru.Core.Pricing;

/// <summary>Adds up what requests would cost on another model, at the prices of one time.</summary>
internal sealed class ModelComparer(PriceBook book, string? provider, string? model, string? tier, string? cacheLife, DateTimeOffset at)
{
    private readonly PriceTerms terms = PriceTerms.Parse(tier);
    private readonly PriceTerms termsOfSum = PriceTerms.Parse($"{tier},{PriceTerms.Sum}");
    private long requests;
    private long tokens;
    private long uncompared;
    private long uncomparedTokens;
    private long unpriced;
    private decimal? actual;
    private decimal? cost;

    public void Add(UsageRecord record)
    {
        TokenUsage used = new(
            record.InputTokens,
            record.CacheReadTokens,
            record.CacheWrite5mTokens,
            record.CacheWrite1hTokens,
            record.OutputTokens,
            record.ReasoningTokens
        );
        long written = used.CacheWrite5m + used.CacheWrite1h;
        TokenUsage moved = cacheLife switch
        {
            "5m" => used with { CacheWrite5m = written, CacheWrite1h = 0 },
            "1h" => used with { CacheWrite5m = 0, CacheWrite1h = written },
            _ => used,
        };
        ResolvedModel target = model is null ? book.Resolve(record.Provider, record.Model) : book.Resolve(provider, model);
        decimal? there = PriceBook
            .Price(target, at, moved, PriceTerms.Parse(record.ServiceTier).IsSum ? termsOfSum : terms, record.WebSearches)
            .Usd;
        if (there is null)
            unpriced += record.Requests;
        if (there is { } assumed && record.Cost is { } known)
        {
            requests += record.Requests;
            tokens += used.Total;
            actual = (actual ?? 0) + known;
            cost = (cost ?? 0) + assumed;
        }
        else
        {
            uncompared += record.Requests;
            uncomparedTokens += used.Total;
        }
    }

    public ModelComparison Result()
    {
        List<string> assumptions =
        [
            "the same token counts, although another model tokenizes and answers differently",
            string.Create(CultureInfo.InvariantCulture, $"the prices of {at.UtcDateTime:yyyy-MM-dd} for all requests"),
            tier is null ? "standard terms" : $"the terms {tier} for every request",
            cacheLife is null ? "the same cache hits and cache lives" : $"the same cache hits, with every cache write living {cacheLife}",
        ];
        if (uncompared > 0)
            assumptions.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{uncompared} requests have no price in the ledger or none under these assumptions, and are in neither sum"
                )
            );
        return new ModelComparison
        {
            Provider = model is null ? null : provider ?? book.Resolve(provider, model).Provider,
            Model = model,
            ServiceTier = tier,
            CacheLife = cacheLife,
            Requests = requests,
            TotalTokens = tokens,
            ActualCost = actual,
            Cost = cost,
            UncomparedRequests = uncompared,
            UncomparedTokens = uncomparedTokens,
            UnpricedRequests = unpriced,
            At = at,
            Assumptions = assumptions,
        };
    }
}
