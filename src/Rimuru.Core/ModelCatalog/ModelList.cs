using Rimuru.Core.Pricing;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.ModelCatalog;

/// <summary>Everything known about models: each fact from the preferred source, with the source's name.</summary>
internal sealed class ModelList(PriceBook book, IReadOnlyList<ListedModel> listed, IReadOnlyList<string> preference, PricePolicy policy)
{
    private const string Table = "price table";
    private const string User = "user";

    /// <summary>The sources that are a vendor's own list of its models.</summary>
    private static readonly Dictionary<string, string> Official = new(StringComparer.Ordinal)
    {
        ["Anthropic"] = "anthropic",
        ["OpenAI"] = "openai",
        ["Google"] = "google",
    };

    /// <summary>Every model of the price table and of the sources, by provider and id, with the prices of one time.</summary>
    public IEnumerable<ModelInfo> All(DateTimeOffset at)
    {
        // A vendor lists dated releases; the table has one row for all of them.
        ILookup<(string Provider, string Id), ListedModel> said = listed.ToLookup(model =>
            RowOf(model) is { } row ? (row.Provider, row.Id) : (model.Provider, model.Id)
        );
        HashSet<(string, string)> known = [];
        List<ModelInfo> models = [];
        HashSet<PriceRow> shown = [];
        foreach (PriceRow row in book.Rows.Where(row => row.Source != User && known.Add((row.Provider, row.Id))))
        {
            PriceRow holding = book.Resolve(row.Provider, row.Id).Row is { Source: User } own ? own : row;
            shown.Add(holding);
            models.Add(Describe(row, holding, said[(row.Provider, row.Id)], at));
        }

        foreach (PriceRow row in book.Rows.Where(row => row.Source == User && !shown.Contains(row) && known.Add((row.Provider, row.Id))))
            models.Add(Describe(row, row, [], at));
        foreach (IGrouping<(string Provider, string Id), ListedModel> model in said.Where(model => known.Add(model.Key)))
            models.Add(Describe(null, null, model, at));
        return models.OrderBy(model => model.Provider, StringComparer.Ordinal).ThenBy(model => model.Model, StringComparer.Ordinal);
    }

    /// <summary>The prices of one row on standard terms.</summary>
    public static ModelInfo Priced(ModelInfo model, PriceRow? row, DateTimeOffset at)
    {
        if (row is null)
            return model with { At = at };
        PricePeriod? period = Array.FindLast(row.Periods, p => p.FromTicks <= at.UtcTicks && p.ToTicks > at.UtcTicks);
        static decimal? PerMillion(decimal? rate) => rate is { } known ? PriceJson.Plain(known * 1_000_000m) : null;
        return model with
        {
            At = at,
            Included = row.Included,
            InputPrice = row.Included ? 0m : PerMillion(period?.Rates.Input),
            OutputPrice = row.Included ? 0m : PerMillion(period?.Rates.Output),
            CacheReadPrice = row.Included ? 0m : PerMillion(period?.Rates.CacheRead),
            CacheWrite5mPrice = row.Included ? 0m : PerMillion(period?.Rates.CacheWrite5m),
            CacheWrite1hPrice = row.Included ? 0m : PerMillion(period?.Rates.CacheWrite1h),
            LongContextFrom = period is { Bands: [var first, ..] } ? first.MinPromptTokens : null,
            PriceFrom =
                period is null || period.FromTicks == DateTime.MinValue.Ticks ? null : new DateTimeOffset(period.FromTicks, TimeSpan.Zero),
            PriceUntil =
                period is null || period.ToTicks == DateTime.MaxValue.Ticks ? null : new DateTimeOffset(period.ToTicks, TimeSpan.Zero),
            PriceSource = row.Source,
            PriceAsOf = row.Source == "user" ? null : row.AsOf,
        };
    }

    private PriceRow? RowOf(ListedModel model) =>
        book.Resolve(model.Provider, model.Id) is { Fast: false, Region: null, Match: < ModelMatch.EffortSuffix, Row: { } row }
        && row.Provider == model.Provider
            ? row
            : null;

    /// <param name="row">The model's row in the table.</param>
    /// <param name="holding">The row that prices it: the same, or one that the user set.</param>
    /// <param name="listings">The sources' listings of it; not empty if there is no row.</param>
    /// <param name="at">The time of the prices.</param>
    private ModelInfo Describe(PriceRow? row, PriceRow? holding, IEnumerable<ListedModel> listings, DateTimeOffset at)
    {
        string provider = row?.Provider ?? listings.First().Provider,
            id = row?.Id ?? listings.First().Id;
        ListedModel[] said = [.. listings.OrderBy(Rank).ThenBy(model => model.Id == id ? 0 : 1)];
        List<string> sources = [];
        T? Pick<T>(string fact, Func<ListedModel, T?> of, T? inTable)
        {
            ListedModel? told = said.FirstOrDefault(model => of(model) is not null);
            bool isTable = inTable is not null && (told is null || (policy != PricePolicy.MostRecent && !IsOfficial(told)));
            if (isTable)
            {
                sources.Add($"{fact}: {Table}");
                return inTable;
            }

            if (told is null)
                return default;
            sources.Add($"{fact}: {told.Source}");
            return of(told);
        }

        long? window = Pick(nameof(ModelInfo.ContextWindow), model => model.ContextWindow, row?.ContextWindow);
        if (
            policy == PricePolicy.HighestContextWindow
            && said.Where(model => model.ContextWindow > (window ?? 0)).MaxBy(model => model.ContextWindow) is { } widest
        )
        {
            window = widest.ContextWindow;
            sources[sources.FindIndex(source => source.StartsWith(nameof(ModelInfo.ContextWindow), StringComparison.Ordinal))] =
                $"{nameof(ModelInfo.ContextWindow)}: {widest.Source}";
        }

        return Priced(
            new ModelInfo
            {
                Provider = provider.Length > 0 ? provider : null,
                Model = id,
                Aliases = row is null ? [] : book.AliasesOf(row),
                ContextWindow = window,
                MaxOutput = Pick(nameof(ModelInfo.MaxOutput), model => model.MaxOutput, row?.MaxOutput),
                DisplayName = Pick(nameof(ModelInfo.DisplayName), model => model.Name, row?.Name),
                Released = Pick(nameof(ModelInfo.Released), model => model.Released, row?.Released),
                Retires = Pick(nameof(ModelInfo.Retires), model => model.Retires, row?.Retires),
                Capabilities =
                    Pick(nameof(ModelInfo.Capabilities), model => model.Capabilities.Count > 0 ? model.Capabilities : null, null) ?? [],
                Sources = sources,
            },
            holding,
            at
        );
    }

    private static bool IsOfficial(ListedModel model) => Official.TryGetValue(model.Source, out string? own) && own == model.Provider;

    /// <summary>The sort key of a listing: its preference, then the configured order of the sources.</summary>
    private (int, string, int) Rank(ListedModel model) =>
        (
            policy == PricePolicy.MostRecent || IsOfficial(model) ? 0 : 1,
            policy == PricePolicy.MostRecent ? Newest(model.SeenOn) : "",
            Enumerable
                .Range(0, preference.Count)
                .FirstOrDefault(i => preference[i].Equals(model.Source, StringComparison.OrdinalIgnoreCase), preference.Count)
        );

    /// <summary>A day as text that sorts the newest first.</summary>
    private static string Newest(string day) => string.Concat(day.Select(c => char.IsAsciiDigit(c) ? (char)('9' - (c - '0')) : c));
}
