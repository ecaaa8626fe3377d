using System.Text.Json;
using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Postgres;

/// <summary>What the ledger knows of models. A cold path: Dapper maps the rows.</summary>
internal sealed class PostgresModels(PostgresServer server, PostgresReader reader) : IModelStore
{
    private PostgresConnection? writing;

    public List<SourceState> Sources() => Query<SourceState>(
        """SELECT name AS "Name", url AS "Url", etag AS "ETag", checked_at AS "CheckedMs", failed_at AS "FailedMs", error AS "Error" FROM model_source ORDER BY name""");

    public List<ListedModel> Listed() => Query<Listing>(
        """
        SELECT source AS "Source", provider AS "Provider", id AS "Id", name AS "Name", context_window AS "ContextWindow", max_output AS "MaxOutput", released AS "Released",
               retires AS "Retires", capabilities AS "Capabilities", seen_on AS "SeenOn"
        FROM model ORDER BY source, provider, id
        """).ConvertAll(row => new ListedModel
    {
        Source = row.Source,
        Provider = row.Provider,
        Id = row.Id,
        Name = row.Name,
        ContextWindow = row.ContextWindow,
        MaxOutput = row.MaxOutput,
        Released = row.Released,
        Retires = row.Retires,
        Capabilities = row.Capabilities.Split(',', StringSplitOptions.RemoveEmptyEntries),
        SeenOn = row.SeenOn,
    });

    public List<PriceObservation> Observations() => Query<PriceObservation>(
        """
        SELECT source AS "Source", provider AS "Provider", id AS "Id", first_on AS "FirstOn", last_on AS "LastOn", prices AS "Prices"
        FROM model_price ORDER BY source, provider, id, first_on
        """);

    public List<PriceOverride> Overrides() => Query<Override>(
        """SELECT provider AS "Provider", model AS "Model", from_on AS "FromOn", aliases AS "Aliases", prices AS "Prices" FROM model_override ORDER BY provider, model, from_on""")
        .ConvertAll(row => new PriceOverride(row.Provider, row.Model, row.FromOn, JsonSerializer.Deserialize<string[]>(row.Aliases)!, row.Prices));

    public string? PriceTableBase() => Run(connection => (string?)connection.Scalar("SELECT base FROM price_table"));

    public StoredPriceTable? PriceTable() => Query<StoredPriceTable>("""SELECT base AS "Base", version AS "Version", content AS "Content" FROM price_table""").SingleOrDefault();

    public IModelWriter Write(CancellationToken stop)
    {
        (PostgresConnection connection, _) = server.Open(
            connection =>
            {
                connection.Begin();
                PostgresLock.Take(connection, server.Url);
                return 0;
            },
            stop);
        writing = connection;
        return new PostgresModelWriter(connection, () => writing = null, stop);
    }

    public bool TryLease(string work, string owner, long nowMs, long untilMs) => Run(connection => connection.Execute(
        """
        INSERT INTO lease (name, owner, until) VALUES ($1, $2, $4)
        ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until WHERE lease.owner = excluded.owner OR lease.until <= $3
        """,
        PostgresValue.Of(work), PostgresValue.Of(owner), PostgresValue.Of(nowMs), PostgresValue.Of(untilMs)) > 0);

    private List<T> Query<T>(string sql) => Run(connection => connection.Query<T>(sql));

    /// <summary>While prices are changed, the change is seen.</summary>
    private T Run<T>(Func<PostgresConnection, T> work) => writing is { } connection ? work(connection) : reader.Run(work);

    private sealed record Listing(
        string Source, string Provider, string Id, string? Name, long? ContextWindow, long? MaxOutput, string? Released, string? Retires, string Capabilities, string SeenOn);

    private sealed record Override(string Provider, string Model, string FromOn, string Aliases, string Prices);
}
