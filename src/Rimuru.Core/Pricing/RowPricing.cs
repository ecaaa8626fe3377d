using Rimuru.Core.Records;

namespace Rimuru.Core.Pricing;

/// <summary>Prices new rows, and the rows that the ledger already has.</summary>
internal sealed class RowPricing(PriceBook book)
{
    public void Price(ref UsageRow row)
    {
        ResolvedModel model = book.Resolve(row.Provider, row.Model);
        CostQuote quote = PriceBook.Price(model, Moment.Of(row.UnixMs), row.Tokens, PriceTerms.Parse(row.Terms), row.WebSearches);
        bool isUnknown = HasNoTokens(row) && (quote.Status == CostStatus.Calculated || row.Model is null);
        (row.CostNano, row.CostStatus) = isUnknown ? (null, CostStatus.Unpriced) : (quote.Cost, quote.Status);
        row.Provider ??= model.Provider;
    }

    /// <summary>True for a request without tokens in its log. It was answered all the same, so its cost is unknown, not zero.</summary>
    private static bool HasNoTokens(in UsageRow row) => row is { Requests: > 0, WebSearches: 0 } && row.Tokens.IsZero;
}
