using System.Text.Json.Nodes;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.ModelCatalog;

/// <summary>Compares a source's answer with its previous one and decides what is accepted.</summary>
/// <param name="book">The effective prices without this answer.</param>
/// <param name="isForced">True if the user accepts what would be refused.</param>
internal sealed class ModelAggregator(PriceBook book, bool isForced)
{
    /// <summary>A price that changes by this factor is more likely a mistake than a change.</summary>
    private const decimal Implausible = 10m;

    /// <summary>Compares an answer with the last accepted one; <see cref="ModelMerge.Refusal"/> says why all of it is refused.</summary>
    /// <param name="fresh">The answer.</param>
    /// <param name="known">The last accepted listing of the source.</param>
    /// <param name="prices">Its last listed prices, by provider and id.</param>
    /// <param name="now">The time of the answer.</param>
    public ModelMerge Merge(
        IReadOnlyList<ListedModel> fresh,
        IReadOnlyList<ListedModel> known,
        IReadOnlyDictionary<(string Provider, string Id), PriceObservation> prices,
        DateTimeOffset now
    )
    {
        Dictionary<(string, string), ListedModel> before = known.ToDictionary(model => (model.Provider, model.Id));
        ModelMerge merge = new();
        HashSet<(string, string)> seen = [];
        string? moved = null;
        foreach (ListedModel model in fresh)
        {
            if (!seen.Add((model.Provider, model.Id)))
                continue;
            prices.TryGetValue((model.Provider, model.Id), out PriceObservation? price);
            if (model.Unusable is { } why)
                merge.Rejections.Add($"{model.Id}: {why}");
            string? taken = model.Prices;
            if (
                taken is not null
                && price is not null
                && price.Prices != taken
                && Jump(PriceJson.Read(price.Prices), PriceJson.Read(taken)) is { } jump
            )
                moved ??= $"the price of {model.Id} changes {jump}";
            if (taken is not null && price is null && AgainstTable(model, now) is { } wrong)
            {
                merge.Rejections.Add($"{model.Id}: {wrong}");
                taken = null;
            }

            ListedModel kept = model with { Prices = taken };
            merge.Models.Add(kept);
            if (!before.TryGetValue((model.Provider, model.Id), out ListedModel? old))
                merge.Added++;
            else if (old.HasSameDescription(kept) && (taken is null || price?.Prices == taken))
                merge.Unchanged++;
            else
                merge.Updated++;
        }

        merge.Removed = known.Count(model => !seen.Contains((model.Provider, model.Id)));
        if (isForced)
            return merge;
        if (merge.Removed * 2 > known.Count)
            merge.Refusal = $"it lacks {merge.Removed} of the {known.Count} models that it listed before";
        else if (moved is not null)
            merge.Refusal = moved;
        return merge;
    }

    /// <summary>Why the first price of a list is implausible; null if it is plausible.</summary>
    private string? AgainstTable(ListedModel model, DateTimeOffset now)
    {
        if (
            isForced
            || book.Resolve(model.Provider, model.Id) is not { Fast: false, Region: null, Row: { Included: false } row }
            || row.Provider != model.Provider
        )
            return null;
        if (Array.FindLast(row.Periods, period => period.FromTicks <= now.UtcTicks && period.ToTicks > now.UtcTicks) is not { } period)
            return null;
        JsonObject held = new()
        {
            ["rates"] = new JsonObject
            {
                ["input"] = PriceJson.PerMillion(period.Rates.Input),
                ["output"] = PriceJson.PerMillion(period.Rates.Output),
            },
        };
        return Jump(held, PriceJson.Read(model.Prices!)) is { } jump ? $"its price differs too much from the price table, {jump}" : null;
    }

    private static string? Jump(JsonObject before, JsonObject after)
    {
        foreach (string key in (string[])["input", "output"])
        {
            if (
                PriceJson.Value(before["rates"]!.AsObject(), key) is not { } old
                || PriceJson.Value(after["rates"]!.AsObject(), key) is not { } now
                || old == now
            )
                continue;
            if (old == 0 || now == 0 || now >= old * Implausible || now * Implausible <= old)
                return FormattableString.Invariant($"from {old} to {now} USD per million tokens of {key}");
        }

        return null;
    }
}
