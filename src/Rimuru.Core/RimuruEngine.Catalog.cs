using System.Globalization;
using System.Text.Json.Nodes;
using Rimuru.Core.Errors;
using Rimuru.Core.Formats;
using Rimuru.Core.ModelCatalog;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;
using Rimuru.Core.Reports;

namespace Rimuru.Core;

/// <summary>The list of models, and the prices that the user sets.</summary>
internal sealed partial class RimuruEngine
{
    /// <summary>Every model that is known, with its prices at a time.</summary>
    public IEnumerable<ModelInfo> Models(DateTimeOffset at) =>
        new ModelList(Book, HasLedger ? Ledger.Models.Listed() : [], config.SyncProviders, Policy).All(at);

    /// <summary>The model that a log's name means, with its prices at a time; null where the price table has none.</summary>
    private ModelInfo? Describe(string name, DateTimeOffset at)
    {
        PriceBook book = Book;
        if (book.Resolve(null, name).Row is not { } row) return null;
        return ModelList.Priced(
            new ModelInfo { Provider = row.Provider, Model = row.Id, Aliases = book.AliasesOf(row), DisplayName = row.Name, ContextWindow = row.ContextWindow, MaxOutput = row.MaxOutput }, row, at);
    }

    /// <summary>The models of the ledger that have requests without a price, those with the most tokens first.</summary>
    public IEnumerable<ModelInfo> UnpricedModels(CancellationToken stop)
    {
        if (!HasLedger) return [];
        CostQuery query = new() { By = [CostGrouping.Provider, CostGrouping.Model] };
        return
        [
            .. Costs(query).Run(stop).Where(record => record.UnpricedRequests > 0)
                .Select(record => new ModelInfo { Provider = record.Provider, Model = record.Model ?? "(no model)", At = Time.GetUtcNow(), Requests = record.UnpricedRequests, Tokens = record.UnpricedTokens })
                .OrderByDescending(model => model.Tokens),
        ];
    }

    /// <summary>E5006 where a model has no price.</summary>
    public void CheckPrice(string model, string? provider)
    {
        if (Book.Resolve(provider, model) is { Row: null, Included: false }) throw new RimuruException(ErrorCodes.ModelNotFound, $"No price is known for the model '{model}'.", model);
    }

    /// <summary>What a part of the ledger's requests would cost on each of several models, or on their own with other terms. What has no price is left out, and counted.</summary>
    public IEnumerable<ModelComparison> Compare(ReportFilter filter, IReadOnlyList<string> models, string? provider, string? tier, string? cacheLife, DateTimeOffset at, CancellationToken stop)
    {
        PriceBook book = Book;
        ModelComparer[] comparers = models.Count == 0 ? [new(book, null, null, tier, cacheLife, at)] : [.. models.Select(model => new ModelComparer(book, provider, model, tier, cacheLife, at))];
        foreach (UsageRecord record in Usage(filter, stop))
        {
            foreach (ModelComparer comparer in comparers) comparer.Add(record);
        }

        return comparers.Select(comparer => comparer.Result());
    }

    /// <summary>What a given usage costs. It needs no ledger.</summary>
    public PricedUsage Price(PriceQuestion question)
    {
        PriceAnswer answer = question.Answer(Book);
        return new PricedUsage
        {
            Provider = question.Provider,
            Model = question.Model,
            Timestamp = question.At,
            TotalTokens = question.Usage.Tokens.Total,
            Cost = answer.Cost / 1.0000000000000000000000000000m,
            CostStatus = answer.Status,
            PriceOf = answer.Matched,
            Match = answer.Matched is null ? null : answer.Match.ToString(),
            Reason = answer.Reason,
            PriceVersion = answer.PriceVersion,
        };
    }

    /// <summary>The prices that the user set.</summary>
    public IReadOnlyList<PriceSetting> Overrides() => HasLedger ? [.. Ledger.Models.Overrides().Select(Show)] : [];

    /// <summary>Sets a price of the user's own and prices again what it touches. E9001 where it names too little for a model that has no price yet.</summary>
    public IReadOnlyList<PriceChange> SetOverride(PriceSetting setting, bool isPreview, CancellationToken stop)
    {
        PriceOverride stored = Checked(setting);
        return isPreview && !HasLedger ? [] : ChangePrices(writer => writer.Save(stored, Time.GetUtcNow().ToUnixTimeMilliseconds()), isPreview, stop);
    }

    /// <summary>E9001 where <see cref="SetOverride"/> would refuse it.</summary>
    public void CheckOverride(PriceSetting setting) => Checked(setting);

    /// <summary>Removes prices that the user set and prices again what they touched.</summary>
    public IReadOnlyList<PriceChange> RemoveOverrides(IReadOnlyList<PriceSetting> settings, bool isPreview, CancellationToken stop) => ChangePrices(
        writer =>
        {
            foreach (PriceSetting setting in settings) writer.Remove(new PriceOverride(setting.Provider ?? "", setting.Model, setting.From ?? "", [], "{}"));
        },
        isPreview, stop);

    private PriceOverride Checked(PriceSetting setting)
    {
        JsonObject rates = [];
        foreach ((string key, decimal? price) in RatesOf(setting))
        {
            if (price is null) continue;
            if (price < 0) throw new RimuruException(ErrorCodes.InvalidArgument, $"A price cannot be negative: {key} is {price.Value.ToString(CultureInfo.InvariantCulture)}.", setting.Model);
            rates[key] = PriceJson.Number(price.Value);
        }

        if (rates.Count == 0 && setting.Alias.Count == 0) throw new RimuruException(ErrorCodes.InvalidArgument, "No price was given.", setting.Model);
        string provider = setting.Provider is null ? "" : Seller.NameOf(setting.Provider);
        if ((setting.InputPrice is null || setting.OutputPrice is null) && !PriceOverrides.HasRates(provider, setting.Model, Book))
            throw new RimuruException(ErrorCodes.InvalidArgument, $"No price is known for {setting}: give at least the prices of input and output.", setting.Model);
        return new PriceOverride(provider, setting.Model, setting.From ?? "", setting.Alias, rates.ToJsonString());
    }

    private static PriceSetting Show(PriceOverride price)
    {
        JsonObject rates = PriceJson.Read(price.Prices);
        return new PriceSetting
        {
            Provider = price.Provider.Length > 0 ? price.Provider : null,
            Model = price.Model,
            Alias = price.Aliases,
            From = price.FromOn.Length > 0 ? price.FromOn : null,
            InputPrice = PriceJson.Value(rates, "input"),
            OutputPrice = PriceJson.Value(rates, "output"),
            CacheReadPrice = PriceJson.Value(rates, "cacheRead"),
            CacheWrite5mPrice = PriceJson.Value(rates, "cacheWrite5m"),
            CacheWrite1hPrice = PriceJson.Value(rates, "cacheWrite1h"),
        };
    }

    private static (string Key, decimal? Price)[] RatesOf(PriceSetting setting) =>
    [
        ("input", setting.InputPrice), ("output", setting.OutputPrice), ("cacheRead", setting.CacheReadPrice),
        ("cacheWrite5m", setting.CacheWrite5mPrice), ("cacheWrite1h", setting.CacheWrite1hPrice),
    ];
}
