using Rimuru.Core.Records;

namespace Rimuru.Core.Pricing;

/// <summary>Prices rows on their way to the ledger, with the table that is built in.</summary>
internal static class RowPricing
{
    public static void Price(ref UsageRow row)
    {
        ResolvedModel model = PriceBook.Bundled.Resolve(row.Provider, row.Model);
        CostQuote quote = PriceBook.Price(model, DateTimeOffset.FromUnixTimeMilliseconds(row.UnixMs), row.Tokens, PriceTerms.Parse(row.Terms), row.WebSearches);
        (row.CostNano, row.CostStatus) = (quote.NanoUsd, quote.Status);
        row.Provider ??= model.Provider;
    }
}
