using Rimuru.Core.Records;

namespace Rimuru.Core.Pricing;

/// <summary>Prices new rows, and the rows that the ledger already has.</summary>
internal sealed class RowPricing(PriceBook book)
{
    public void Price(ref UsageRow row)
    {
        ResolvedModel model = book.Resolve(row.Provider, row.Model);
        PriceTerms terms = PriceTerms.Parse(row.Terms);
        CostQuote quote = PriceBook.Price(model, Moment.Of(row.UnixMs), row.Tokens, terms, row.WebSearches);
        bool isUnknown = HasNoTokens(row) && (quote.Status == CostStatus.Calculated || row.Model is null);
        (row.CostNano, row.CostStatus) = isUnknown ? (null, CostStatus.Unpriced) : (quote.Cost, quote.Status);
        row.CacheSavingNano = row.CostNano is { } cost ? SavingOf(row, cost, model, terms) : null;
        row.Provider ??= model.Provider;
    }

    /// <summary>What the same tokens would have cost as plain input, minus what they cost; null if that has no price.</summary>
    private static NanoUsd? SavingOf(in UsageRow row, NanoUsd cost, ResolvedModel model, PriceTerms terms)
    {
        TokenUsage t = row.Tokens;
        long cached = t.CacheRead + t.CacheWrite5m + t.CacheWrite1h;
        if (cached == 0)
            return default(NanoUsd);
        TokenUsage plain = new(t.Input + cached, 0, 0, 0, t.Output, t.Reasoning);
        return PriceBook.Price(model, Moment.Of(row.UnixMs), plain, terms, row.WebSearches).Cost is { } whole ? whole - cost : null;
    }

    /// <summary>True for a request without tokens in its log. It was answered all the same, so its cost is unknown, not zero.</summary>
    private static bool HasNoTokens(in UsageRow row) => row is { Requests: > 0, WebSearches: 0 } && row.Tokens.IsZero;
}
