using Rimuru.Core.Config;
using Rimuru.Core.Credentials;
using Rimuru.Core.Errors;
using Rimuru.Core.Logging;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Wording;

namespace Rimuru.Core.ModelCatalog;

/// <summary>Models and prices: look-up, sync with the sources, and the user's own prices.</summary>
internal sealed class PriceService(
    LedgerConnection ledger,
    RimuruConfig config,
    HostEnvironment environment,
    CredentialService credentials,
    ActivityLog log
)
{
    /// <summary>Longer than any sync takes: the claim of a process that died expires after this time.</summary>
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(15);

    private readonly LedgerPrices prices = new(ledger, config);
    private Resilience? apis;

    /// <summary>The names of the sources of models and prices.</summary>
    public static IReadOnlyList<string> Sources => [.. ModelSync.Providers.Select(provider => provider.Name)];

    /// <summary>The names of the credentials that a sync looks for.</summary>
    public static IReadOnlyList<string> CredentialNames =>
        [.. ModelSync.Providers.Where(provider => provider.KeyVariables.Count > 0).Select(ApiKeys.NameOf)];

    /// <summary>The effective prices of this ledger.</summary>
    public PriceBook Book => prices.Book;

    /// <summary>The ledger's store of models.</summary>
    public IModelStore Store => ledger.Ledger.Models;

    private TimeProvider Time => environment.Time;

    /// <summary>Every known model, with its prices at a time.</summary>
    public IEnumerable<ModelInfo> Models(DateTimeOffset at) =>
        new ModelList(Book, ledger.Exists ? Store.Listed() : [], config.SyncProviders, prices.Policy).All(at);

    /// <summary>The names by which the catalog knows models: their ids and aliases.</summary>
    public IEnumerable<string> ModelNames => Models(Time.GetUtcNow()).SelectMany(model => model.Aliases.Prepend(model.Model));

    /// <summary>The model for a name from a log, with its prices at a time; null if the price table has none.</summary>
    public ModelInfo? Describe(string name, DateTimeOffset at)
    {
        PriceBook book = Book;
        if (book.Resolve(null, name).Row is not { } row)
            return null;
        return ModelList.Priced(
            new ModelInfo
            {
                Provider = row.Provider,
                Model = row.Id,
                Aliases = book.AliasesOf(row),
                DisplayName = row.Name,
                ContextWindow = row.ContextWindow,
                MaxOutput = row.MaxOutput,
            },
            row,
            at
        );
    }

    /// <summary>Throws E5006 if a model has no price.</summary>
    public void CheckModel(string model, string? provider)
    {
        if (Book.Resolve(provider, model) is { Row: null, Included: false })
            throw new RimuruException(
                ErrorCodes.ModelNotFound,
                $"No price is known for the model '{model}'.{Spelling.Hint(model, ModelNames)}",
                model
            );
    }

    /// <summary>
    /// What requests would cost on each of several models, or on their own models with other terms. Requests without a price are left out
    /// and counted.
    /// </summary>
    public IEnumerable<ModelComparison> Compare(
        IEnumerable<UsageRecord> requests,
        IReadOnlyList<string> models,
        string? provider,
        string? tier,
        string? cacheLife,
        DateTimeOffset at
    )
    {
        PriceBook book = Book;
        ModelComparer[] comparers =
            models.Count == 0
                ? [new(book, null, null, tier, cacheLife, at)]
                : [.. models.Select(model => new ModelComparer(book, provider, model, tier, cacheLife, at))];
        foreach (UsageRecord request in requests)
        {
            foreach (ModelComparer comparer in comparers)
                comparer.Add(request);
        }

        return comparers.Select(comparer => comparer.Result());
    }

    /// <summary>The cost of a given usage. Needs no ledger.</summary>
    public PricedUsage Price(PriceQuestion question)
    {
        PriceAnswer answer = question.Answer(Book);
        return new PricedUsage
        {
            Provider = question.Provider,
            Model = question.Model,
            Timestamp = question.At,
            TotalTokens = question.Usage.Tokens.Total,
            Cost = answer.Cost is { } cost ? PriceJson.Plain(cost) : null,
            CostStatus = answer.Status,
            PriceOf = answer.Matched,
            Match = answer.Matched is null ? null : answer.Match.ToString(),
            Reason = answer.Reason,
            PriceVersion = answer.PriceVersion,
        };
    }

    /// <summary>The prices that the user set.</summary>
    public IReadOnlyList<PriceSetting> Overrides() => ledger.Exists ? [.. Store.Overrides().Select(PriceSettings.Show)] : [];

    /// <summary>
    /// Sets a price and reprices the affected records. E9001: the model has no price yet, and the setting lacks input or output.
    /// </summary>
    public IReadOnlyList<PriceChange> SetOverride(PriceSetting setting, bool isPreview, CancellationToken stop)
    {
        PriceOverride stored = PriceSettings.Checked(setting, Book);
        return isPreview && !ledger.Exists
            ? []
            : prices.Change(writer => writer.Save(stored, Time.GetUtcNow().ToUnixTimeMilliseconds()), isPreview, stop);
    }

    /// <summary>Throws E9001 if <see cref="SetOverride"/> would refuse it.</summary>
    public void CheckOverride(PriceSetting setting) => PriceSettings.Checked(setting, Book);

    /// <summary>Removes prices that the user set and reprices the affected records.</summary>
    public IReadOnlyList<PriceChange> RemoveOverrides(IReadOnlyList<PriceSetting> settings, bool isPreview, CancellationToken stop) =>
        prices.Change(
            writer =>
            {
                foreach (PriceSetting setting in settings)
                    writer.Remove(PriceSettings.KeyOf(setting));
            },
            isPreview,
            stop
        );

    /// <summary>
    /// Fetches from the named or the configured sources and reprices the affected records. E5005: the configuration forbids fetching.
    /// </summary>
    /// <param name="providers">Source names with wildcards; empty for the configured sources.</param>
    /// <param name="isForced">Accept what would be refused, and fetch without entity tags.</param>
    /// <param name="isPreview">Fetch and compare, but store nothing.</param>
    /// <param name="stop">Cancels the sync; nothing is stored.</param>
    public ModelSyncReport Sync(IReadOnlyList<string> providers, bool isForced, bool isPreview, CancellationToken stop) =>
        log.Run(
            LogArea.Prices,
            "Fetch models and prices",
            () =>
            {
                ModelSyncReport done = SyncNow(providers, isForced, isPreview, stop);
                if (!isPreview)
                    Synced?.Invoke(Told(done), stop);
                return done;
            },
            report =>
            {
                foreach (RimuruException error in report.Errors)
                    log.Write(LogLevel.Error, LogArea.Prices, error.Message, error.Code);
                string sources = string.Join(", ", report.Results.Select(result => $"{result.Provider} {result.Status}"));
                return (LogLevel.Info, $"Fetched models and prices: {sources}; the cost of {report.Changes.Count} models changed");
            }
        );

    /// <summary>Is told of every sync that is over.</summary>
    public Action<ModelSyncCompletedEvent, CancellationToken>? Synced { get; set; }

    private static ModelSyncCompletedEvent Told(ModelSyncReport report)
    {
        ILookup<bool, string> sources = report.Results.ToLookup(
            result => result.Status is ModelSyncStatus.Failed or ModelSyncStatus.Refused,
            result => result.Provider
        );
        return new ModelSyncCompletedEvent { Sources = [.. sources[false]], FailedSources = [.. sources[true]] };
    }

    private ModelSyncReport SyncNow(IReadOnlyList<string> providers, bool isForced, bool isPreview, CancellationToken stop)
    {
        ModelSync sync = new(config, environment, apis ??= new Resilience(Time), new ApiKeys(environment, credentials, log));
        IReadOnlyList<IModelSyncProvider> selected = sync.Select(providers);
        IReadOnlyList<SourceState> known = ledger.Exists ? Store.Sources() : [];
        IReadOnlyList<ModelFetch> fetches = sync.Fetch(selected, known, providers, isForced, stop).GetAwaiter().GetResult();
        IReadOnlyList<ModelSyncResult> results = [];
        IReadOnlyList<PriceChange> changes = [];
        if (isPreview && !ledger.Exists)
            results = sync.Apply(fetches, null, null, Book, isForced);
        else
            changes = prices.Change(writer => results = sync.Apply(fetches, Store, writer, Book, isForced), isPreview, stop);
        return new ModelSyncReport(results, [.. fetches.Select(fetch => fetch.Error).OfType<RimuruException>()], changes);
    }

    /// <summary>
    /// When the prices become older than the configured interval; a past time if they already are, or were never fetched.
    /// </summary>
    public DateTimeOffset SyncDue()
    {
        // The oldest of the fetched sources: a list without prices that was fetched today does not make other prices fresh.
        long? last = ledger.Exists
            ? Store
                .Sources()
                .Where(state => config.SyncProviders.Contains(state.Name, StringComparer.OrdinalIgnoreCase))
                .Min(state => state.CheckedMs)
            : null;
        return last is { } ms ? Moment.Of(ms).AddHours(config.SyncIntervalHours) : DateTimeOffset.MinValue;
    }

    /// <summary>A warning if the prices are older than the configured interval or were never fetched; null if they are fresh.</summary>
    public string? ExplainAge()
    {
        DateTimeOffset due = SyncDue();
        if (due > Time.GetUtcNow())
            return null;
        string stale =
            due == DateTimeOffset.MinValue
                ? "Prices were never fetched; the built-in ones are used."
                : "The fetched prices are older than sync.interval_hours.";
        return $"{stale} {Terms.SyncModels} fetches them.";
    }

    /// <summary>
    /// Fetches models and prices if they are stale and no other process is fetching; returns how long to wait until the next check.
    /// </summary>
    public TimeSpan SyncIfDue(string owner, CancellationToken stop)
    {
        DateTimeOffset now = Time.GetUtcNow(),
            due = SyncDue();
        if (due > now)
            return due - now;
        if (!ledger.Open(stop).Models.TryLease("models", owner, now.ToUnixTimeMilliseconds(), now.Add(LeaseTime).ToUnixTimeMilliseconds()))
            return LeaseTime;
        return Sync([], isForced: false, isPreview: false, stop).Errors.Count > 0
            ? BackgroundSyncScheduler.AfterFailure
            : TimeSpan.FromHours(config.SyncIntervalHours);
    }
}
