using Rimuru.Core.Pricing;
using Rimuru.Core.Records;

namespace Rimuru.Core.Exports;

/// <summary>
/// Splits the cost of each record into the parts that have a price of their own. What the ledger counts is never changed: the parts of a
/// record add up to its cost in the ledger to the last digit.
/// </summary>
/// <param name="book">The prices.</param>
internal sealed class FocusCharges(PriceBook book)
{
    private readonly Dictionary<FocusKey, FocusCharge> rows = [];

    /// <summary>The rows of the day so far.</summary>
    public IReadOnlyDictionary<FocusKey, FocusCharge> Rows => rows;

    public void Clear() => rows.Clear();

    /// <summary>Adds a record that has a cost.</summary>
    public void Add(UsageRecord record)
    {
        NanoUsd cost = NanoUsd.FromUsd(record.Cost ?? 0);
        ResolvedModel model = book.Resolve(record.Provider, record.Model);
        string provider = FocusText.Filled(record.Provider) ?? model.Provider ?? FocusText.NoProvider;
        FocusKey key = new(
            provider,
            FocusText.Filled(record.Model),
            UsageMeter.Request,
            FocusText.Filled(record.ServiceTier) ?? FocusText.Standard,
            0,
            false,
            record.CostStatus,
            record.Agent,
            record.Project,
            record.Branch,
            record.User,
            record.Machine
        );
        IReadOnlyList<PricedPart> parts = PartsOf(record, model, cost);
        NanoUsd[] shares = Shares(parts, cost);
        for (int i = 0; i < parts.Count; i++)
        {
            PricedPart part = parts[i];
            FocusKey own = key with
            {
                Meter = part.Meter,
                Price = part.Usd * FocusMeter.Of(part.Meter).PricedBy,
                IsLongContext = part.IsLongContext,
            };
            if (!rows.TryGetValue(own, out FocusCharge? charge))
                rows.Add(own, charge = new FocusCharge());
            charge.Add(part.Quantity, shares[i], record.SessionId);
        }
    }

    private static IReadOnlyList<PricedPart> PartsOf(UsageRecord record, ResolvedModel model, NanoUsd cost)
    {
        TokenUsage tokens = new(
            record.InputTokens,
            record.CacheReadTokens,
            record.CacheWrite5mTokens,
            record.CacheWrite1hTokens,
            record.OutputTokens,
            record.ReasoningTokens
        );
        IReadOnlyList<PricedPart>? parts =
            record.CostStatus == CostStatus.Included
                ? Included(tokens, record.WebSearches)
                : PriceBook.PartsOf(model, record.Timestamp, tokens, PriceTerms.Parse(record.ServiceTier), record.WebSearches);
        if (parts is { Count: > 0 })
            return parts;

        // A cost without parts is the price of one request.
        return record.Requests == 0 && cost.Value == 0 ? [] : [new PricedPart(UsageMeter.Request, 1, Math.Max(0, cost.Usd), false)];
    }

    /// <summary>What a plan includes, or costs nothing: the same parts, at a price of zero.</summary>
    private static List<PricedPart> Included(in TokenUsage tokens, long webSearches)
    {
        List<PricedPart> parts = [];
        foreach (
            (UsageMeter meter, long quantity) in ((UsageMeter, long)[])
                [
                    (UsageMeter.Input, tokens.Input),
                    (UsageMeter.CacheRead, tokens.CacheRead),
                    (UsageMeter.CacheWrite5m, tokens.CacheWrite5m),
                    (UsageMeter.CacheWrite1h, tokens.CacheWrite1h),
                    (UsageMeter.Output, tokens.Output),
                    (UsageMeter.WebSearch, webSearches),
                ]
        )
        {
            if (quantity > 0)
                parts.Add(new PricedPart(meter, quantity, 0, false));
        }

        return parts;
    }

    /// <summary>
    /// The cost of a record shared out among its parts, in proportion to their prices. The last part takes what rounding leaves.
    /// </summary>
    private static NanoUsd[] Shares(IReadOnlyList<PricedPart> parts, NanoUsd cost)
    {
        NanoUsd[] shares = new NanoUsd[parts.Count];
        decimal whole = parts.Sum(part => part.Quantity * part.Usd);
        NanoUsd rest = cost;
        for (int i = 0; i < parts.Count - 1; i++)
        {
            decimal part = parts[i].Quantity * parts[i].Usd;
            shares[i] = whole == 0 ? default : NanoUsd.FromUsd(IsSame(whole, cost) ? part : part / whole * cost.Usd);
            rest -= shares[i];
        }

        if (parts.Count > 0)
            shares[^1] = rest;
        return shares;
    }

    /// <summary>True if the prices give the cost that the ledger has.</summary>
    private static bool IsSame(decimal whole, NanoUsd cost) => NanoUsd.TryFromUsd(whole) == cost;
}
