using Npgsql;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Postgres;

/// <summary>The ledger's models and prices.</summary>
internal sealed class PostgresModels(
    PostgresServer server,
    PostgresReader reader,
    Func<PostgresConnection, PostgresNames, EventWriter?> events
) : IModelStore
{
    private PostgresConnection? writing;

    public List<SourceState> Sources() =>
        Query(
            "SELECT name, url, etag, checked_at, failed_at, error FROM model_source ORDER BY name",
            row => new SourceState(
                row.GetString(0),
                row.GetString(1),
                row.OptionalString(2),
                row.OptionalInt64(3),
                row.OptionalInt64(4),
                row.OptionalString(5)
            )
        );

    public List<ListedModel> Listed() =>
        Query(
            "SELECT source, provider, id, name, context_window, max_output, released, retires, capabilities, seen_on FROM model ORDER "
                + "BY source, provider, id",
            row => new ListedModel
            {
                Source = row.GetString(0),
                Provider = row.GetString(1),
                Id = row.GetString(2),
                Name = row.OptionalString(3),
                ContextWindow = row.OptionalInt64(4),
                MaxOutput = row.OptionalInt64(5),
                Released = row.OptionalString(6),
                Retires = row.OptionalString(7),
                Capabilities = row.GetString(8).Split(',', StringSplitOptions.RemoveEmptyEntries),
                SeenOn = row.GetString(9),
            }
        );

    public List<PriceObservation> Observations() =>
        Query(
            "SELECT source, provider, id, first_on, last_on, prices FROM model_price ORDER BY source, provider, id, first_on",
            row => new PriceObservation(
                row.GetString(0),
                row.GetString(1),
                row.GetString(2),
                row.GetString(3),
                row.GetString(4),
                row.GetString(5)
            )
        );

    public List<PriceOverride> Overrides() =>
        Query(
            "SELECT provider, model, from_on, aliases, prices FROM model_override ORDER BY provider, model, from_on",
            row => new PriceOverride(
                row.GetString(0),
                row.GetString(1),
                row.GetString(2),
                TextArray.Read(row.GetString(3)),
                row.GetString(4)
            )
        );

    public string? PriceTableBase() => Run(connection => (string?)connection.Scalar("SELECT base FROM price_table"));

    public StoredPriceTable? PriceTable() =>
        Query(
                "SELECT base, version, content FROM price_table",
                row => new StoredPriceTable(row.GetString(0), row.GetString(1), row.GetFieldValue<byte[]>(2))
            )
            .SingleOrDefault();

    public IModelWriter Write(CancellationToken stop)
    {
        (PostgresConnection connection, _) = server.Open(
            connection =>
            {
                connection.Begin();
                PostgresLock.Take(connection, server.Url);
                return 0;
            },
            stop
        );
        writing = connection;
        return new PostgresModelWriter(connection, events, () => writing = null, stop);
    }

    public bool TryLease(string work, string owner, long nowMs, long untilMs) =>
        Run(connection =>
            connection.Execute(
                """
                INSERT INTO lease (name, owner, until) VALUES ($1, $2, $4)
                ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until WHERE lease.owner = excluded.owner
                    OR lease.until <= $3
                """,
                PostgresValue.Of(work),
                PostgresValue.Of(owner),
                PostgresValue.Of(nowMs),
                PostgresValue.Of(untilMs)
            ) > 0
        );

    private List<T> Query<T>(string sql, Func<NpgsqlDataReader, T> row) => Run(connection => connection.Read(sql, row).ToList());

    /// <summary>During a price change, queries run in its transaction.</summary>
    private T Run<T>(Func<PostgresConnection, T> work) => writing is { } connection ? work(connection) : reader.Run(work);
}
