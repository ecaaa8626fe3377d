using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.ModelCatalog;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core;

/// <summary>Models and prices: what is known, what sources say, what the user set.</summary>
internal sealed partial class RimuruEngine
{
    /// <summary>Longer than a sync takes; a process that died keeps the work no longer than that.</summary>
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(15);

    private PriceBook? book;
    private string? bookBase;
    private Resilience? apis;

    /// <summary>The names of the sources of models and prices.</summary>
    public static IReadOnlyList<string> ModelSources => [.. ModelSync.Providers.Select(provider => provider.Name)];

    /// <summary>The prices that hold for this ledger: the built-in ones, with what was synced or set. Looked up anew each time: another process may have synced.</summary>
    public PriceBook Book
    {
        get
        {
            string? kept = HasLedger ? Ledger.Models.PriceTableBase() : null;
            if (kept is null) return PriceBook.Bundled;
            PriceLayers layers = Layers;
            string wanted = $"{kept}\n{layers.Base}";
            if (book is not null && bookBase == wanted) return book;
            StoredPriceTable? table = Ledger.Models.PriceTable();

            // Made with an older built-in table: made anew here, and kept by the next sync.
            if (table is null || !table.Base.StartsWith(layers.Base, StringComparison.Ordinal)) table = layers.Build(Ledger.Models.Observations(), Ledger.Models.Overrides());
            bookBase = wanted;
            return book = table is null ? PriceBook.Bundled : PriceBook.Open(table.Content, "the ledger's price table");
        }
    }

    /// <summary>What the ledger knows of models.</summary>
    public IModelStore ModelStore => Ledger.Models;

    private PriceLayers Layers => new(PriceBook.Bundled, Policy);

    private PricePolicy Policy => (PricePolicy)Array.IndexOf(ConfigSchema.Conflicts, config.SyncConflict);

    /// <summary>Asks the sources that are named, or the configured ones, and prices again what changes. E5005 where that is not allowed.</summary>
    /// <param name="providers">Names with wildcards; none for the configured ones.</param>
    /// <param name="isForced">Take what would be refused, and ask without entity tags.</param>
    /// <param name="isPreview">Ask and compare, but keep nothing.</param>
    /// <param name="stop">Ends the sync; nothing is kept then.</param>
    public ModelSyncReport SyncModels(IReadOnlyList<string> providers, bool isForced, bool isPreview, CancellationToken stop)
    {
        ModelSync sync = new(config, environment, apis ??= new Resilience(Time));
        IReadOnlyList<IModelSyncProvider> selected = sync.Select(providers);
        IReadOnlyList<SourceState> known = HasLedger ? Ledger.Models.Sources() : [];
        IReadOnlyList<ModelFetch> fetches = sync.Fetch(selected, known, providers, isForced, stop).GetAwaiter().GetResult();
        IReadOnlyList<ModelSyncResult> results = [];
        IReadOnlyList<PriceChange> changes = [];
        if (isPreview && !HasLedger) results = sync.Apply(fetches, null, null, Book, isForced);
        else changes = ChangePrices(writer => results = sync.Apply(fetches, Ledger.Models, writer, Book, isForced), isPreview, stop);
        return new ModelSyncReport(results, [.. fetches.Select(fetch => fetch.Error).OfType<RimuruException>()], changes);
    }

    /// <summary>When the prices become older than the configured interval; the past where they are or nothing was ever fetched.</summary>
    public DateTimeOffset SyncDue()
    {
        // The oldest of those that are asked: a list without prices that was fetched today does not make the others' prices new.
        long? last = HasLedger ? Ledger.Models.Sources().Where(state => config.SyncProviders.Contains(state.Name, StringComparer.OrdinalIgnoreCase)).Min(state => state.CheckedMs) : null;
        return last is { } ms ? Moment.Of(ms).AddHours(config.SyncIntervalHours) : DateTimeOffset.MinValue;
    }

    /// <summary>That the prices are older than the configured interval, or were never fetched; null where they are fresh.</summary>
    public string? StalePrices() => SyncDue() is var due && due > Time.GetUtcNow() ? null
        : due == DateTimeOffset.MinValue ? "No prices were ever fetched; these are built in." : "The fetched prices are older than sync.interval_hours.";

    /// <summary>Fetches models and prices if they are stale and no other process does; tells how long to wait until they may be again.</summary>
    public TimeSpan SyncModelsIfDue(string owner, CancellationToken stop)
    {
        DateTimeOffset now = Time.GetUtcNow(), due = SyncDue();
        if (due > now) return due - now;
        if (!OpenLedger(stop).Models.TryLease("models", owner, now.ToUnixTimeMilliseconds(), now.Add(LeaseTime).ToUnixTimeMilliseconds())) return LeaseTime;
        return SyncModels([], isForced: false, isPreview: false, stop).Errors.Count > 0 ? BackgroundSyncScheduler.AfterFailure : TimeSpan.FromHours(config.SyncIntervalHours);
    }

    /// <summary>Changes what the store knows of prices, and in the same transaction the price table and the costs of the records that it touches.</summary>
    private List<PriceChange> ChangePrices(Action<IModelWriter> change, bool isPreview, CancellationToken stop)
    {
        IModelStore models = OpenLedger(stop).Models;
        using IModelWriter writer = models.Write(stop);
        change(writer);
        StoredPriceTable? table = Layers.Build(models.Observations(), models.Overrides());
        writer.Save(table is null ? null : table with { Base = $"{table.Base} {table.Version}" });
        PriceBook next = table is null ? PriceBook.Bundled : PriceBook.Open(table.Content, "the ledger's price table");
        List<Repriced> repriced = writer.Reprice(new RowPricing(next).Price, next.Version);
        if (!isPreview) writer.Commit();
        return repriced.ConvertAll(group => Explain(group, next));
    }

    private static PriceChange Explain(Repriced group, PriceBook book)
    {
        PriceRow? row = book.Resolve(group.Provider, group.Model).Row;
        string word = row is null ? "" : $" ({row}, {(row.Source == "user" ? "set by you" : $"{row.Source} of {row.AsOf}")})";
        return new PriceChange
        {
            Provider = group.Provider,
            Model = group.Model,
            Records = group.Records,
            Tokens = group.Tokens,
            OldCost = group.Before == CostStatus.Unpriced ? null : group.OldNano / 1_000_000_000m,
            NewCost = group.After == CostStatus.Unpriced ? null : group.NewNano / 1_000_000_000m,
            FirstActivity = Moment.Of(group.FirstMs),
            LastActivity = Moment.Of(group.LastMs),
            PriceVersion = book.Version,
            Reason = (group.Before, group.After) switch
            {
                (_, CostStatus.Unpriced) => "Its price is not known any more",
                (CostStatus.Unpriced, CostStatus.Included) => "It is known now to cost nothing",
                (CostStatus.Unpriced, _) => "Its price is known now",
                (_, CostStatus.Included) => "It costs nothing now",
                (CostStatus.Included, _) => "It has a price now",
                _ => "Its price changed",
            } + word,
        };
    }
}
