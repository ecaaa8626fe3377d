using Rimuru.Core.Store.Rules;

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
                    $"SELECT {PostgresUsageTable.Columns} FROM usage WHERE key > $1 AND price_version <> $2 ORDER BY key LIMIT {Chunk}",
                    row => new PricedRow(PostgresValue.Key(row.GetGuid(0)), PostgresUsageTable.RowAt(row)),
                    PostgresValue.Of(last),
                    PostgresValue.Of(version)
                ),
            ];
            if (rows.Count == 0)
                yield break;
            last = PostgresValue.Id(rows[^1].Key);
            names.Read(rows.Select(row => row.Usage.Dimension));
            yield return rows;
        }
    }

    public void Update(List<PricedRow> rows, int version) =>
        connection.Execute(
            """
            UPDATE usage u SET cost = g.cost, cost_status = g.status, price_version = $6, dimension = g.dimension,
                cache_saving = g.saving
            FROM unnest($1, $2, $3, $4, $5) AS g (key, cost, status, dimension, saving) WHERE u.key = g.key
            """,
            PostgresValue.Each(rows, row => PostgresValue.Id(row.Key)),
            PostgresValue.Each(rows, row => row.Usage.Cost?.Value),
            PostgresValue.Each(rows, row => (short)row.Usage.CostStatus),
            PostgresValue.Each(rows, row => row.Usage.Dimension),
            PostgresValue.Each(rows, row => row.Usage.CacheSaving?.Value),
            PostgresValue.Of(version)
        );
}
