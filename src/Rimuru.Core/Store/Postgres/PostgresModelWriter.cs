using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Postgres;

/// <summary>
/// One change of models and prices and the resulting repricing, in one transaction. Rolled back on dispose if not committed.
/// </summary>
internal sealed class PostgresModelWriter(
    PostgresConnection connection,
    Func<PostgresConnection, PostgresNames, EventWriter?> events,
    Action done,
    CancellationToken stop
) : IModelWriter
{
    private LedgerChanges? watcher;
    private LedgerChanges? repriced;

    public void SaveListing(string source, IEnumerable<ListedModel> models, string day)
    {
        List<ListedModel> rows = [.. models.DistinctBy(model => (model.Provider, model.Id))];
        connection.Execute("DELETE FROM model WHERE source = $1", PostgresValue.Of(source));
        connection.Execute(
            """
            INSERT INTO model (source, provider, id, name, context_window, max_output, released, retires, capabilities, seen_on)
            SELECT $1, g.*, $2 FROM unnest($3, $4, $5, $6, $7, $8, $9, $10) AS g
            """,
            PostgresValue.Of(source),
            PostgresValue.Of(day),
            PostgresValue.Texts(rows, m => m.Provider),
            PostgresValue.Texts(rows, m => m.Id),
            PostgresValue.Texts(rows, m => m.Name),
            PostgresValue.Each(rows, m => m.ContextWindow),
            PostgresValue.Each(rows, m => m.MaxOutput),
            PostgresValue.Texts(rows, m => m.Released),
            PostgresValue.Texts(rows, m => m.Retires),
            PostgresValue.Texts(rows, m => string.Join(',', m.Capabilities))
        );
    }

    public void SavePrice(PriceObservation price) =>
        connection.Enqueue(
            """
            INSERT INTO model_price (source, provider, id, first_on, last_on, prices)
            SELECT $1, $2, $3, coalesce((
                SELECT l.first_on FROM (SELECT first_on, prices FROM model_price WHERE source = $1 AND provider = $2 AND id = $3
                    ORDER BY first_on DESC LIMIT 1) l WHERE l.prices = $6), $4), $5, $6
            ON CONFLICT (source, provider, id, first_on) DO UPDATE SET last_on = greatest(model_price.last_on, excluded.last_on),
                prices = excluded.prices
            """,
            PostgresValue.Of(price.Source),
            PostgresValue.Of(price.Provider),
            PostgresValue.Of(price.Id),
            PostgresValue.Of(price.FirstOn),
            PostgresValue.Of(price.LastOn),
            PostgresValue.Of(price.Prices)
        );

    public void SeenAgain(string source, string day)
    {
        connection.Enqueue("UPDATE model SET seen_on = $2 WHERE source = $1", PostgresValue.Of(source), PostgresValue.Of(day));
        connection.Enqueue(
            """
            UPDATE model_price SET last_on = $2 WHERE source = $1 AND last_on < $2
                AND EXISTS (SELECT 1 FROM model m WHERE m.source = $1 AND m.provider = model_price.provider AND m.id = model_price.id)
                AND first_on = (SELECT max(p.first_on) FROM model_price p WHERE p.source = $1 AND p.provider = model_price.provider
                    AND p.id = model_price.id)
            """,
            PostgresValue.Of(source),
            PostgresValue.Of(day)
        );
    }

    public void Save(SourceState state) =>
        connection.Enqueue(
            """
            INSERT INTO model_source (name, url, etag, checked_at, failed_at, error) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (name) DO UPDATE SET url = excluded.url, etag = excluded.etag, checked_at = excluded.checked_at,
                failed_at = excluded.failed_at, error = excluded.error
            """,
            PostgresValue.Of(state.Name),
            PostgresValue.Of(state.Url),
            PostgresValue.Of(state.ETag),
            PostgresValue.Of(state.CheckedMs),
            PostgresValue.Of(state.FailedMs),
            PostgresValue.Of(state.Error)
        );

    public void Save(PriceOverride price, long nowMs) =>
        connection.Enqueue(
            """
            INSERT INTO model_override (provider, model, from_on, aliases, prices, set_at) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (provider, model, from_on) DO UPDATE SET aliases = excluded.aliases, prices = excluded.prices,
                set_at = excluded.set_at
            """,
            PostgresValue.Of(price.Provider),
            PostgresValue.Of(price.Model),
            PostgresValue.Of(price.FromOn),
            PostgresValue.Of(TextArray.Write(price.Aliases)),
            PostgresValue.Of(price.Prices),
            PostgresValue.Of(nowMs)
        );

    public void Remove(PriceOverride price) =>
        connection.Enqueue(
            "DELETE FROM model_override WHERE provider = $1 AND model = $2 AND from_on = $3",
            PostgresValue.Of(price.Provider),
            PostgresValue.Of(price.Model),
            PostgresValue.Of(price.FromOn)
        );

    public void Save(StoredPriceTable? table)
    {
        connection.Enqueue("DELETE FROM price_table");
        if (table is not null)
        {
            connection.Enqueue(
                "INSERT INTO price_table (id, base, version, content) VALUES (1, $1, $2, $3)",
                PostgresValue.Of(table.Base),
                PostgresValue.Of(table.Version),
                PostgresValue.Of(table.Content)
            );
        }
    }

    public List<Repriced> Reprice(RowPricer price, string version, LedgerChanges? changes = null)
    {
        PostgresNames names = new(work => work(connection));
        EventWriter? writer = events(connection, names);
        (watcher, repriced) = (changes, changes is null && writer is null ? null : new LedgerChanges());
        List<Repriced> results = new Repricing(
            new PostgresRepricingTable(connection, names),
            names,
            new Rollups(names, new PostgresRollupTable(connection)),
            repriced
        ).Run(price, version, stop);
        writer?.Write(repriced!, null);
        return results;
    }

    public void Commit()
    {
        connection.Commit();
        if (repriced is not null)
            watcher?.AddCommitted(repriced);
    }

    public void Dispose()
    {
        done();
        connection.Dispose();
    }
}
