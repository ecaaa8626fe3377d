using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.ModelCatalog;

/// <summary>Models and prices: what is known, what sources say, what the user set.</summary>
internal sealed class PriceService(LedgerConnection ledger, RimuruConfig config, HostEnvironment environment)
{
    /// <summary>Longer than a sync takes; a process that died keeps the work no longer than that.</summary>
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(15);

    private readonly LedgerPrices prices = new(ledger, config);
    private Resilience? apis;

    /// <summary>The names of the sources of models and prices.</summary>
    public static IReadOnlyList<string> Sources => [.. ModelSync.Providers.Select(provider => provider.Name)];

    /// <summary>The prices that hold for this ledger.</summary>
    public PriceBook Book => prices.Book;

    /// <summary>What the ledger knows of models.</summary>
    public IModelStore Store => ledger.Ledger.Models;

    private TimeProvider Time => environment.Time;

    /// <summary>Every model that is known, with its prices at a time.</summary>
    public IEnumerable<ModelInfo> Models(DateTimeOffset at) =>
        new ModelList(Book, ledger.Exists ? Store.Listed() : [], config.SyncProviders, prices.Policy).All(at);

    /// <summary>The model that a log's name means, with its prices at a time; null where the price table has none.</summary>
    public ModelInfo? Describe(string name, DateTimeOffset at)
    {
        PriceBook book = Book;
        if (book.Resolve(null, name).Row is not { } row) return null;
        return ModelList.Priced(
            new ModelInfo { Provider = row.Provider, Model = row.Id, Aliases = book.AliasesOf(row), DisplayName = row.Name, ContextWindow = row.ContextWindow, MaxOutput = row.MaxOutput }, row, at);
    }

    /// <summary>E5006 where a model has no price.</summary>
    public void CheckModel(string model, string? provider)
    {
        if (Book.Resolve(provider, model) is { Row: null, Included: false }) throw new RimuruException(ErrorCodes.ModelNotFound, $"No price is known for the model '{model}'.", model);
    }

    /// <summary>What requests would cost on each of several models, or on their own with other terms. What has no price is left out, and counted.</summary>
    public IEnumerable<ModelComparison> Compare(IEnumerable<UsageRecord> requests, IReadOnlyList<string> models, string? provider, string? tier, string? cacheLife, DateTimeOffset at)
    {
        PriceBook book = Book;
        ModelComparer[] comparers = models.Count == 0 ? [new(book, null, null, tier, cacheLife, at)] : [.. models.Select(model => new ModelComparer(book, provider, model, tier, cacheLife, at))];
        foreach (UsageRecord request in requests)
        {
            foreach (ModelComparer comparer in comparers) comparer.Add(request);
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
    public IReadOnlyList<PriceSetting> Overrides() => ledger.Exists ? [.. Store.Overrides().Select(PriceSettings.Show)] : [];

    /// <summary>Sets a price of the user's own and prices again what it touches. E9001 where it names too little for a model that has no price yet.</summary>
    public IReadOnlyList<PriceChange> SetOverride(PriceSetting setting, bool isPreview, CancellationToken stop)
    {
        PriceOverride stored = PriceSettings.Checked(setting, Book);
        return isPreview && !ledger.Exists ? [] : prices.Change(writer => writer.Save(stored, Time.GetUtcNow().ToUnixTimeMilliseconds()), isPreview, stop);
    }

    /// <summary>E9001 where <see cref="SetOverride"/> would refuse it.</summary>
    public void CheckOverride(PriceSetting setting) => PriceSettings.Checked(setting, Book);

    /// <summary>Removes prices that the user set and prices again what they touched.</summary>
    public IReadOnlyList<PriceChange> RemoveOverrides(IReadOnlyList<PriceSetting> settings, bool isPreview, CancellationToken stop) => prices.Change(
        writer =>
        {
            foreach (PriceSetting setting in settings) writer.Remove(PriceSettings.KeyOf(setting));
        },
        isPreview, stop);

    /// <summary>Asks the sources that are named, or the configured ones, and prices again what changes. E5005 where that is not allowed.</summary>
    /// <param name="providers">Names with wildcards; none for the configured ones.</param>
    /// <param name="isForced">Take what would be refused, and ask without entity tags.</param>
    /// <param name="isPreview">Ask and compare, but keep nothing.</param>
    /// <param name="stop">Ends the sync; nothing is kept then.</param>
    public ModelSyncReport Sync(IReadOnlyList<string> providers, bool isForced, bool isPreview, CancellationToken stop)
    {
        ModelSync sync = new(config, environment, apis ??= new Resilience(Time));
        IReadOnlyList<IModelSyncProvider> selected = sync.Select(providers);
        IReadOnlyList<SourceState> known = ledger.Exists ? Store.Sources() : [];
        IReadOnlyList<ModelFetch> fetches = sync.Fetch(selected, known, providers, isForced, stop).GetAwaiter().GetResult();
        IReadOnlyList<ModelSyncResult> results = [];
        IReadOnlyList<PriceChange> changes = [];
        if (isPreview && !ledger.Exists) results = sync.Apply(fetches, null, null, Book, isForced);
        else changes = prices.Change(writer => results = sync.Apply(fetches, Store, writer, Book, isForced), isPreview, stop);
        return new ModelSyncReport(results, [.. fetches.Select(fetch => fetch.Error).OfType<RimuruException>()], changes);
    }

    /// <summary>When the prices become older than the configured interval; the past where they are or nothing was ever fetched.</summary>
    public DateTimeOffset SyncDue()
    {
        // The oldest of those that are asked: a list without prices that was fetched today does not make the others' prices new.
        long? last = ledger.Exists ? Store.Sources().Where(state => config.SyncProviders.Contains(state.Name, StringComparer.OrdinalIgnoreCase)).Min(state => state.CheckedMs) : null;
        return last is { } ms ? Moment.Of(ms).AddHours(config.SyncIntervalHours) : DateTimeOffset.MinValue;
    }

    /// <summary>That the prices are older than the configured interval, or were never fetched; null where they are fresh.</summary>
    public string? ExplainAge()
    {
        DateTimeOffset due = SyncDue();
        if (due > Time.GetUtcNow()) return null;
        return due == DateTimeOffset.MinValue ? "No prices were ever fetched; these are built in." : "The fetched prices are older than sync.interval_hours.";
    }

    /// <summary>Fetches models and prices if they are stale and no other process does; tells how long to wait until they may be again.</summary>
    public TimeSpan SyncIfDue(string owner, CancellationToken stop)
    {
        DateTimeOffset now = Time.GetUtcNow(), due = SyncDue();
        if (due > now) return due - now;
        if (!ledger.Open(stop).Models.TryLease("models", owner, now.ToUnixTimeMilliseconds(), now.Add(LeaseTime).ToUnixTimeMilliseconds())) return LeaseTime;
        return Sync([], isForced: false, isPreview: false, stop).Errors.Count > 0 ? BackgroundSyncScheduler.AfterFailure : TimeSpan.FromHours(config.SyncIntervalHours);
    }
}
