using System.IO.Enumeration;
using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.ModelCatalog.Providers;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Wording;

namespace Rimuru.Core.ModelCatalog;

/// <summary>Fetches models and prices from the sources and updates the store, the price table and the costs of records.</summary>
internal sealed class ModelSync(RimuruConfig config, HostEnvironment environment, Resilience resilience, ApiKeys keys)
{
    /// <summary>Every source, in the default order of preference.</summary>
    public static IReadOnlyList<IModelSyncProvider> Providers { get; } =
    [new AnthropicProvider(), new OpenAIProvider(), new GoogleProvider(), new OpenRouterProvider(), new LiteLlmProvider()];

    /// <summary>
    /// The sources that the user named, or the configured ones. E9001: unknown name. E5005: the configuration forbids fetching.
    /// </summary>
    public IReadOnlyList<IModelSyncProvider> Select(IReadOnlyList<string> names)
    {
        if (!config.SyncEnabled)
            throw new RimuruException(
                ErrorCodes.SyncDisabled,
                $"Models and prices are not fetched: sync.enabled is false ({config.Setting(ConfigSchema.SyncEnabled).Origin}).",
                ConfigSchema.SyncEnabled
            );
        foreach (string name in names)
        {
            if (Providers.Any(p => IsMeant(p, name)))
                continue;
            string hint = Spelling.Hint(name, Providers.Select(p => p.Name));
            throw new RimuruException(
                ErrorCodes.InvalidArgument,
                $"'{name}' is not a source of models. Use {string.Join(", ", Providers.Select(p => p.Name))}.{hint}",
                name
            );
        }

        return names.Count > 0
            ? [.. Providers.Where(p => names.Any(name => IsMeant(p, name)))]
            : [.. config.SyncProviders.Select(name => Providers.Single(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))];
    }

    /// <summary>Fetches from all sources in parallel. A failure is part of the result; only cancellation is thrown.</summary>
    public async Task<IReadOnlyList<ModelFetch>> Fetch(
        IReadOnlyList<IModelSyncProvider> providers,
        IReadOnlyList<SourceState> known,
        IReadOnlyList<string> named,
        bool isForced,
        CancellationToken stop
    )
    {
        // On the caller's thread, and before anything runs on another: the vaults of a host may be asked only there.
        ModelFetch[] fetches = [.. providers.Select(provider => Prepare(provider, named))];
        await Task.WhenAll(
                fetches
                    .Where(fetch => fetch.Error is null && fetch.Skipped is null)
                    .Select(fetch => Run(fetch, known.FirstOrDefault(state => state.Name == fetch.Provider.Name), isForced, stop))
            )
            .ConfigureAwait(false);
        return fetches;
    }

    /// <summary>Stores what was fetched, in the caller's transaction; without a store it only reports what would be stored.</summary>
    public IReadOnlyList<ModelSyncResult> Apply(
        IReadOnlyList<ModelFetch> fetches,
        IModelStore? store,
        IModelWriter? writer,
        PriceBook book,
        bool isForced
    )
    {
        DateTimeOffset now = environment.Time.GetUtcNow();
        ModelAggregator aggregator = new(book, isForced);
        List<ModelSyncResult> results = [];
        ILookup<string, ListedModel> listed = (store?.Listed() ?? []).ToLookup(model => model.Source);
        ILookup<string, PriceObservation> prices = (store?.Observations() ?? []).ToLookup(price => price.Source);
        Dictionary<string, SourceState> states = (store?.Sources() ?? []).ToDictionary(state => state.Name);
        foreach (ModelFetch fetch in fetches)
        {
            states.TryGetValue(fetch.Provider.Name, out SourceState? state);
            ModelSyncResult result = Apply(
                fetch,
                aggregator,
                [.. listed[fetch.Provider.Name]],
                [.. prices[fetch.Provider.Name]],
                writer,
                now
            );
            if (fetch.Error is null && result.Status == ModelSyncStatus.Refused)
                fetch.Error = new RimuruException(ErrorCodes.SyncRefused, result.Message!, fetch.Provider.Name);
            state = result.Status switch
            {
                ModelSyncStatus.Updated or ModelSyncStatus.NotModified => new SourceState(
                    fetch.Provider.Name,
                    fetch.Url,
                    fetch.Answer!.ETag,
                    now.ToUnixTimeMilliseconds(),
                    null,
                    null
                ),
                ModelSyncStatus.Skipped => state,
                _ => (state ?? new SourceState(fetch.Provider.Name, fetch.Url, null, null, null, null)) with
                {
                    FailedMs = now.ToUnixTimeMilliseconds(),
                    Error = result.Message,
                },
            };
            if (state is not null)
                writer?.Save(state);
            results.Add(result with { LastGood = Moment.Of(state?.CheckedMs) });
        }

        return results;
    }

    private static bool IsMeant(IModelSyncProvider provider, string name) => FileSystemName.MatchesSimpleExpression(name, provider.Name);

    private static ModelSyncResult Apply(
        ModelFetch fetch,
        ModelAggregator aggregator,
        List<ListedModel> known,
        List<PriceObservation> prices,
        IModelWriter? writer,
        DateTimeOffset now
    )
    {
        ModelSyncResult result = new()
        {
            Provider = fetch.Provider.Name,
            Models = known.Count,
            Duration = fetch.Duration,
        };
        string day = PriceJson.Day(now);
        if (fetch.Skipped is { } why)
            return result with { Status = ModelSyncStatus.Skipped, Message = why };
        if (fetch.Error is { } error)
            return result with { Status = ModelSyncStatus.Failed, Message = error.Message };
        if (fetch.Answer!.Models is not { } fresh)
        {
            writer?.SeenAgain(fetch.Provider.Name, day);
            return result with { Status = ModelSyncStatus.NotModified, Unchanged = known.Count };
        }

        Dictionary<(string, string), PriceObservation> last = [];
        foreach (PriceObservation price in prices)
            last[(price.Provider, price.Id)] = price;
        ModelMerge merge = aggregator.Merge(fresh, known, last, now);
        if (merge.Refusal is { } refusal)
        {
            return result with
            {
                Status = ModelSyncStatus.Refused,
                Message = $"The answer of {fetch.Provider.Name} was refused: {refusal}. If this is correct, use {Terms.Force}.",
            };
        }

        writer?.SaveListing(fetch.Provider.Name, merge.Models, day);
        foreach (ListedModel model in merge.Models.Where(model => model.Prices is not null))
        {
            writer?.SavePrice(new PriceObservation(model.Source, model.Provider, model.Id, day, day, model.Prices!));
        }

        return result with
        {
            Status = ModelSyncStatus.Updated,
            Models = merge.Models.Count,
            Added = merge.Added,
            Updated = merge.Updated,
            Unchanged = merge.Unchanged,
            Removed = merge.Removed,
            Rejections = merge.Rejections,
        };
    }

    /// <summary>A fetch with the key of its source; or with the reason why it cannot run.</summary>
    private ModelFetch Prepare(IModelSyncProvider provider, IReadOnlyList<string> named)
    {
        string configured = provider.Name.ToLowerInvariant();
        ModelFetch fetch = new(provider, new Uri(config.SyncBaseUrl(configured) ?? provider.BaseUrl));
        try
        {
            fetch.Key = keys.Of(provider);
            if (fetch.Key is null && provider.NeedsKey)
            {
                string why = ApiKeys.ExplainMissing(provider);
                if (named.Contains(provider.Name, StringComparer.OrdinalIgnoreCase))
                    fetch.Error = new RimuruException(ErrorCodes.SyncUnauthorized, why, provider.Name);
                else
                    fetch.Skipped = why;
            }
            else if (fetch.Key is not null && fetch.Address.Scheme != Uri.UriSchemeHttps && !fetch.Address.IsLoopback)
            {
                fetch.Error = new RimuruException(
                    ErrorCodes.SyncUnauthorized,
                    $"The key of {provider.Name} is not sent without encryption: {ConfigSchema.BaseUrlOf(configured)} must begin "
                        + "with https.",
                    provider.Name
                );
            }
        }
        catch (RimuruException e)
        {
            fetch.Error = e;
        }

        return fetch;
    }

    private async Task Run(ModelFetch fetch, SourceState? known, bool isForced, CancellationToken stop)
    {
        long started = environment.Time.GetTimestamp();
        try
        {
            string? etag = !isForced && known is not null && known.Url == fetch.Url ? known.ETag : null;
            fetch.Answer = await new ModelFetcher(resilience, environment.Time)
                .Fetch(fetch.Provider, fetch.Address, fetch.Key, etag, stop)
                .ConfigureAwait(false);
        }
        catch (RimuruException e)
        {
            fetch.Error = e;
        }

        fetch.Duration = environment.Time.GetElapsedTime(started);
    }
}
