using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Sqlite;

internal sealed class SqliteRepricingTable(SqliteDatabase database) : IRepricingTable
{
    private const int Chunk = 20_000;

    public IEnumerable<List<PricedRow>> PricedByOthers(int version)
    {
        for (long last = 0; Read(version, ref last) is { Count: > 0 } rows; )
            yield return rows;
    }

    public void Update(List<PricedRow> rows, int version)
    {
        Span<byte> key = stackalloc byte[RecordKey.Size];
        foreach (PricedRow row in rows)
        {
            row.Key.Write(key);
            database
                .Prepare(
                    "UPDATE usage SET cost = ?2, cost_status = ?3, price_version = ?4, dimension = ?5, cache_saving = ?6 WHERE key = ?1"
                )
                .Bind(1, key)
                .Bind(2, row.Usage.Cost?.Value)
                .Bind(3, (long)row.Usage.CostStatus)
                .Bind(4, version)
                .Bind(5, row.Usage.Dimension)
                .Bind(6, row.Usage.CacheSaving?.Value)
                .Run();
        }
    }

    private List<PricedRow> Read(int version, ref long last)
    {
        using SqliteStatement s = database.PrepareFresh(
            $"SELECT {SqliteUsageTable.Columns}, id FROM usage WHERE id > ?1 AND price_version <> ?2 ORDER BY id LIMIT ?3"
        );
        s.Bind(1, last).Bind(2, version).Bind(3, Chunk);
        List<PricedRow> rows = [];
        while (s.Step())
        {
            last = s.Int64(SqliteUsageTable.ColumnCount);
            rows.Add(new PricedRow(SqliteUsageTable.KeyAt(s), SqliteUsageTable.RowAt(s)));
        }

        return rows;
    }
}
