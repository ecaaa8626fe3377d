using Rimuru.Core.Config;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.ModelCatalog;

/// <summary>The effective prices of a ledger (built-in, synced and set by the user), and how they are changed.</summary>
internal sealed class LedgerPrices(LedgerConnection ledger, RimuruConfig config)
{
    private const string TableName = "the ledger's price table";

    private (ILedger Ledger, string Base, PriceBook Book)? known;

    public PricePolicy Policy => (PricePolicy)Array.IndexOf(ConfigSchema.Conflicts, config.SyncConflict);

    /// <summary>Checked on each use: another process may have synced.</summary>
    public PriceBook Book
    {
        get
        {
            string? kept = ledger.Exists ? ledger.Ledger.Models.PriceTableBase() : null;
            if (kept is null)
                return PriceBook.Bundled;
            PriceLayers layers = Layers;
            string wanted = $"{kept}\n{layers.Base}";
            if (known is { } last && last.Ledger == ledger.Ledger && last.Base == wanted)
                return last.Book;
            IModelStore models = ledger.Ledger.Models;
            StoredPriceTable? table = models.PriceTable();

            // Built from an older built-in table: built again here, and stored by the next sync.
            if (table is null || !table.Base.StartsWith(layers.Base, StringComparison.Ordinal))
                table = layers.Build(models.Observations(), models.Overrides());
            PriceBook book = BookOf(table);
            known = (ledger.Ledger, wanted, book);
            return book;
        }
    }

    private PriceLayers Layers => new(PriceBook.Bundled, Policy);

    /// <summary>
    /// Changes the prices in the store and, in the same transaction, the price table and the costs of the affected records.
    /// </summary>
    public IReadOnlyList<PriceChange> Change(Action<IModelWriter> change, bool isPreview, CancellationToken stop)
    {
        IModelStore models = ledger.Open(stop).Models;
        using IModelWriter writer = models.Write(stop);
        change(writer);
        StoredPriceTable? table = Layers.Build(models.Observations(), models.Overrides());
        writer.Save(table is null ? null : table with { Base = $"{table.Base} {table.Version}" });
        PriceBook next = BookOf(table);
        List<Repriced> repriced = writer.Reprice(new RowPricing(next).Price, next.Version);
        if (!isPreview)
            writer.Commit();
        return repriced.ConvertAll(group => Explain(group, next));
    }

    /// <summary>
    /// Merges the models and prices of another ledger. The later answer of each source wins, and all observed prices are kept; a price that
    /// the user set here stays.
    /// </summary>
    public void CopyFrom(IModelStore from, CancellationToken stop) =>
        Change(
            writer =>
            {
                IModelStore to = ledger.Ledger.Models;
                Dictionary<string, SourceState> here = to.Sources().ToDictionary(state => state.Name, StringComparer.Ordinal);
                ILookup<string, ListedModel> listings = from.Listed().ToLookup(model => model.Source, StringComparer.Ordinal);
                foreach (SourceState state in from.Sources())
                {
                    if (here.TryGetValue(state.Name, out SourceState? there) && (there.CheckedMs ?? 0) >= (state.CheckedMs ?? 0))
                        continue;
                    if (listings[state.Name].FirstOrDefault() is { } any)
                        writer.SaveListing(state.Name, listings[state.Name], any.SeenOn);
                    writer.Save(state);
                }

                foreach (PriceObservation price in from.Observations())
                    writer.SavePrice(price);
                HashSet<(string, string, string)> own = [.. to.Overrides().Select(price => (price.Provider, price.Model, price.FromOn))];
                foreach (PriceOverride price in from.Overrides().Where(price => !own.Contains((price.Provider, price.Model, price.FromOn))))
                    writer.Save(price, ledger.Options.Time.GetUtcNow().ToUnixTimeMilliseconds());
            },
            isPreview: false,
            stop
        );

    private static PriceBook BookOf(StoredPriceTable? table) =>
        table is null ? PriceBook.Bundled : PriceBook.Open(table.Content, TableName);

    private static PriceChange Explain(Repriced group, PriceBook book)
    {
        PriceRow? row = book.Resolve(group.Provider, group.Model).Row;
        string word = row switch
        {
            null => "",
            { Source: "user" } => $" ({row}, set by you)",
            _ => $" ({row}, {row.Source} of {row.AsOf})",
        };
        return new PriceChange
        {
            Provider = group.Provider,
            Model = group.Model,
            Records = group.Records,
            Tokens = group.Tokens,
            OldCost = group.Before == CostStatus.Unpriced ? null : group.OldNano.Usd,
            NewCost = group.After == CostStatus.Unpriced ? null : group.NewNano.Usd,
            FirstActivity = Moment.Of(group.FirstMs),
            LastActivity = Moment.Of(group.LastMs),
            PriceVersion = book.Version,
            Reason =
                (group.Before, group.After) switch
                {
                    (_, CostStatus.Unpriced) => "Its price is no longer known",
                    (CostStatus.Unpriced, CostStatus.Included) => "It is now known to be free",
                    (CostStatus.Unpriced, _) => "Its price is now known",
                    (_, CostStatus.Included) => "It is now free",
                    (CostStatus.Included, _) => "It now has a price",
                    _ => "Its price changed",
                } + word,
        };
    }
}
