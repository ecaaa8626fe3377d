using Rimuru.Core.Records;

namespace Rimuru.Core.Pricing;

/// <summary>Prices new rows, and the rows that the ledger already has.</summary>
internal sealed class RowPricing(PriceBook book)
{
    public void Price(ref UsageRow row)
    {
        ResolvedModel model = book.Resolve(row.Provider, row.Model);
        CostQuote quote = PriceBook.Price(model, Moment.Of(row.UnixMs), row.Tokens, PriceTerms.Parse(row.Terms), row.WebSearches);
        (row.CostNano, row.CostStatus) = (quote.NanoUsd, quote.Status);
        row.Provider ??= model.Provider;
    }
}
