using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>The ledger's models and prices.</summary>
internal sealed class SqliteModels(SqliteDatabase database, SqliteNames names, Func<EventWriter?> events) : IModelStore
{
    public List<SourceState> Sources()
    {
        using SqliteStatement select = database.PrepareFresh(
            "SELECT name, url, etag, checked_at, failed_at, error FROM model_source ORDER BY name"
        );
        List<SourceState> sources = [];
        while (select.Step())
            sources.Add(
                new SourceState(
                    select.Text(0)!,
                    select.Text(1)!,
                    select.Text(2),
                    select.OptionalInt64(3),
                    select.OptionalInt64(4),
                    select.Text(5)
                )
            );
        return sources;
    }

    public List<ListedModel> Listed()
    {
        using SqliteStatement select = database.PrepareFresh(
            "SELECT source, provider, id, name, context_window, max_output, released, retires, capabilities, seen_on FROM model ORDER "
                + "BY source, provider, id"
        );
        List<ListedModel> models = [];
        while (select.Step())
        {
            models.Add(
                new ListedModel
                {
                    Source = select.Text(0)!,
                    Provider = select.Text(1)!,
                    Id = select.Text(2)!,
                    Name = select.Text(3),
                    ContextWindow = select.OptionalInt64(4),
                    MaxOutput = select.OptionalInt64(5),
                    Released = select.Text(6),
                    Retires = select.Text(7),
                    Capabilities = select.Text(8)!.Split(',', StringSplitOptions.RemoveEmptyEntries),
                    SeenOn = select.Text(9)!,
                }
            );
        }

        return models;
    }

    public List<PriceObservation> Observations()
    {
        using SqliteStatement select = database.PrepareFresh(
            "SELECT source, provider, id, first_on, last_on, prices FROM model_price ORDER BY source, provider, id, first_on"
        );
        List<PriceObservation> prices = [];
        while (select.Step())
            prices.Add(
                new PriceObservation(select.Text(0)!, select.Text(1)!, select.Text(2)!, select.Text(3)!, select.Text(4)!, select.Text(5)!)
            );
        return prices;
    }

    public List<PriceOverride> Overrides()
    {
        using SqliteStatement select = database.PrepareFresh(
            "SELECT provider, model, from_on, aliases, prices FROM model_override ORDER BY provider, model, from_on"
        );
        List<PriceOverride> overrides = [];
        while (select.Step())
            overrides.Add(
                new PriceOverride(select.Text(0)!, select.Text(1)!, select.Text(2)!, TextArray.Read(select.Text(3)!), select.Text(4)!)
            );
        return overrides;
    }

    public string? PriceTableBase()
    {
        SqliteStatement select = database.Prepare("SELECT base FROM price_table");
        string? found = select.Step() ? select.Text(0) : null;
        select.Reset();
        return found;
    }

    public StoredPriceTable? PriceTable()
    {
        SqliteStatement select = database.Prepare("SELECT base, version, content FROM price_table");
        StoredPriceTable? table = select.Step() ? new StoredPriceTable(select.Text(0)!, select.Text(1)!, select.Blob(2).ToArray()) : null;
        select.Reset();
        return table;
    }

    public IModelWriter Write(CancellationToken stop) => new SqliteModelWriter(database, names, events, stop);

    public bool TryLease(string work, string owner, long nowMs, long untilMs)
    {
        database
            .Prepare(
                """
                INSERT INTO lease (name, owner, until) VALUES (?1, ?2, ?4)
                ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until WHERE owner = excluded.owner OR until <= ?3
                """
            )
            .Bind(1, work)
            .Bind(2, owner)
            .Bind(3, nowMs)
            .Bind(4, untilMs)
            .Run();
        return database.Changes > 0;
    }
}
