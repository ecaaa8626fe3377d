using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>
/// One change of models and prices and the resulting repricing, in one transaction. Rolled back on dispose if not committed.
/// </summary>
internal sealed class SqliteModelWriter : IModelWriter
{
    private readonly SqliteDatabase database;
    private readonly SqliteNames names;
    private readonly Func<EventWriter?> events;
    private readonly CancellationToken stop;
    private LedgerChanges? watcher;
    private LedgerChanges? repriced;
    private bool isDone;

    public SqliteModelWriter(SqliteDatabase database, SqliteNames names, Func<EventWriter?> events, CancellationToken stop)
    {
        this.database = database;
        this.names = names;
        this.events = events;
        this.stop = stop;
        database.Begin(stop);
        names.Refresh();
    }

    public void SaveListing(string source, IEnumerable<ListedModel> models, string day)
    {
        database.Prepare("DELETE FROM model WHERE source = ?1").Bind(1, source).Run();
        foreach (ListedModel model in models)
        {
            database
                .Prepare(
                    """
                    INSERT INTO model (source, provider, id, name, context_window, max_output, released, retires, capabilities, seen_on)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO NOTHING
                    """
                )
                .Bind(1, source)
                .Bind(2, model.Provider)
                .Bind(3, model.Id)
                .Bind(4, model.Name)
                .Bind(5, model.ContextWindow)
                .Bind(6, model.MaxOutput)
                .Bind(7, model.Released)
                .Bind(8, model.Retires)
                .Bind(9, string.Join(',', model.Capabilities))
                .Bind(10, day)
                .Run();
        }
    }

    public void SavePrice(PriceObservation price)
    {
        SqliteStatement last = database
            .Prepare(
                "SELECT first_on, prices FROM model_price WHERE source = ?1 AND provider = ?2 AND id = ?3 ORDER BY first_on DESC LIMIT 1"
            )
            .Bind(1, price.Source)
            .Bind(2, price.Provider)
            .Bind(3, price.Id);
        (string FirstOn, string Prices)? known = last.Step() ? (last.Text(0)!, last.Text(1)!) : null;
        last.Reset();
        bool isSame = known is { } k && k.Prices == price.Prices;
        database
            .Prepare(
                """
                INSERT INTO model_price (source, provider, id, first_on, last_on, prices) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                ON CONFLICT DO UPDATE SET last_on = max(last_on, excluded.last_on), prices = excluded.prices
                """
            )
            .Bind(1, price.Source)
            .Bind(2, price.Provider)
            .Bind(3, price.Id)
            .Bind(4, isSame ? known!.Value.FirstOn : price.FirstOn)
            .Bind(5, price.LastOn)
            .Bind(6, price.Prices)
            .Run();
    }

    public void SeenAgain(string source, string day)
    {
        database.Prepare("UPDATE model SET seen_on = ?2 WHERE source = ?1").Bind(1, source).Bind(2, day).Run();
        database
            .Prepare(
                """
                UPDATE model_price SET last_on = ?2 WHERE source = ?1 AND last_on < ?2
                    AND EXISTS (SELECT 1 FROM model m WHERE m.source = ?1 AND m.provider = model_price.provider AND m.id = model_price.id)
                    AND first_on = (SELECT max(p.first_on) FROM model_price p WHERE p.source = ?1 AND p.provider = model_price.provider
                        AND p.id = model_price.id)
                """
            )
            .Bind(1, source)
            .Bind(2, day)
            .Run();
    }

    public void Save(SourceState state) =>
        database
            .Prepare(
                """
                INSERT INTO model_source (name, url, etag, checked_at, failed_at, error) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                ON CONFLICT DO UPDATE SET url = excluded.url, etag = excluded.etag, checked_at = excluded.checked_at,
                    failed_at = excluded.failed_at, error = excluded.error
                """
            )
            .Bind(1, state.Name)
            .Bind(2, state.Url)
            .Bind(3, state.ETag)
            .Bind(4, state.CheckedMs)
            .Bind(5, state.FailedMs)
            .Bind(6, state.Error)
            .Run();

    public void Save(PriceOverride price, long nowMs) =>
        database
            .Prepare(
                """
                INSERT INTO model_override (provider, model, from_on, aliases, prices, set_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                ON CONFLICT DO UPDATE SET aliases = excluded.aliases, prices = excluded.prices, set_at = excluded.set_at
                """
            )
            .Bind(1, price.Provider)
            .Bind(2, price.Model)
            .Bind(3, price.FromOn)
            .Bind(4, TextArray.Write(price.Aliases))
            .Bind(5, price.Prices)
            .Bind(6, nowMs)
            .Run();

    public void Remove(PriceOverride price) =>
        database
            .Prepare("DELETE FROM model_override WHERE provider = ?1 AND model = ?2 AND from_on = ?3")
            .Bind(1, price.Provider)
            .Bind(2, price.Model)
            .Bind(3, price.FromOn)
            .Run();

    public void Save(StoredPriceTable? table)
    {
        database.Execute("DELETE FROM price_table");
        if (table is not null)
        {
            database
                .Prepare("INSERT INTO price_table (id, base, version, content) VALUES (1, ?1, ?2, ?3)")
                .Bind(1, table.Base)
                .Bind(2, table.Version)
                .Bind(3, table.Content.AsSpan())
                .Run();
        }
    }

    public List<Repriced> Reprice(RowPricer price, string version, LedgerChanges? changes = null)
    {
        EventWriter? writer = events();
        (watcher, repriced) = (changes, changes is null && writer is null ? null : new LedgerChanges());
        List<Repriced> results = new Repricing(
            new SqliteRepricingTable(database),
            names,
            new Rollups(names, new SqliteRollupTable(database)),
            repriced
        ).Run(price, version, stop);
        writer?.Write(repriced!, null);
        return results;
    }

    public void Commit()
    {
        database.Execute("COMMIT");
        isDone = true;
        if (repriced is not null)
            watcher?.AddCommitted(repriced);
    }

    public void Dispose()
    {
        if (isDone)
            return;
        isDone = true;
        names.Clear();
        if (database.InTransaction)
            database.Execute("ROLLBACK");
    }
}
