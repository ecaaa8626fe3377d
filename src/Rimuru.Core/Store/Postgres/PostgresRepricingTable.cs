using Npgsql;
using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Postgres;

internal sealed class PostgresRepricingTable(PostgresConnection connection, PostgresNames names) : IRepricingTable
{
    private const int Chunk = 20_000;

    public IEnumerable<List<PricedRow>> PricedByOthers(int version)
    {
        Guid last = Guid.Empty;
        while (true)
        {
            List<PricedRow> rows =
            [
                .. connection.Read(
                    $"""
                    SELECT key, at, session, dimension, terms, requests, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, web_searches, cost, cost_status, withdrawn
                    FROM usage WHERE key > $1 AND price_version <> $2 ORDER BY key LIMIT {Chunk}
                    """, RowAt, PostgresValue.Of(last), PostgresValue.Of(version)),
            ];
            if (rows.Count == 0) yield break;
            last = PostgresValue.Id(rows[^1].Key);
            names.Read(rows.Select(row => row.Usage.Dimension));
            yield return rows;
        }
    }

    public void Update(List<PricedRow> rows, int version) => connection.Execute(
        """
        UPDATE usage u SET cost = g.cost, cost_status = g.status, price_version = $5, dimension = g.dimension
        FROM unnest($1, $2, $3, $4) AS g (key, cost, status, dimension) WHERE u.key = g.key
        """,
        PostgresValue.Each(rows, row => PostgresValue.Id(row.Key)), PostgresValue.Each(rows, row => row.Usage.Cost), PostgresValue.Each(rows, row => (short)row.Usage.CostStatus),
        PostgresValue.Each(rows, row => row.Usage.Dimension), PostgresValue.Of(version));

    private static PricedRow RowAt(NpgsqlDataReader row) => new(PostgresValue.Key(row.GetGuid(0)), new StoredUsage
    {
        At = row.GetInt64(1),
        Session = row.GetInt64(2),
        Dimension = row.GetInt32(3),
        Terms = row.GetInt32(4),
        Requests = row.GetInt16(5),
        Tokens = new TokenUsage(row.GetInt64(6), row.GetInt64(7), row.GetInt64(8), row.GetInt64(9), row.GetInt64(10), row.GetInt64(11)),
        WebSearches = row.GetInt64(12),
        Cost = row.OptionalInt64(13),
        CostStatus = (CostStatus)row.GetInt16(14),
        Withdrawn = row.GetInt16(15),
    });
}
