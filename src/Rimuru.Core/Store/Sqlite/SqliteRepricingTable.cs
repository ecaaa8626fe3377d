using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Store.Sqlite;

internal sealed class SqliteRepricingTable(SqliteDatabase database) : IRepricingTable
{
    private const int Chunk = 20_000;

    public IEnumerable<List<PricedRow>> PricedByOthers(int version)
    {
        for (long last = 0; Read(version, ref last) is { Count: > 0 } rows;) yield return rows;
    }

    public void Update(List<PricedRow> rows, int version)
    {
        Span<byte> key = stackalloc byte[RecordKey.Size];
        foreach (PricedRow row in rows)
        {
            row.Key.Write(key);
            database.Prepare("UPDATE usage SET cost = ?2, cost_status = ?3, price_version = ?4, dimension = ?5 WHERE key = ?1")
                .Bind(1, key).Bind(2, row.Usage.Cost).Bind(3, (long)row.Usage.CostStatus).Bind(4, version).Bind(5, row.Usage.Dimension).Run();
        }
    }

    private List<PricedRow> Read(int version, ref long last)
    {
        using SqliteStatement s = database.PrepareFresh(
            """
            SELECT id, at, session, dimension, terms, requests, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, web_searches,
                   cost, cost_status, withdrawn, key
            FROM usage WHERE id > ?1 AND price_version <> ?2 ORDER BY id LIMIT ?3
            """);
        s.Bind(1, last).Bind(2, version).Bind(3, Chunk);
        List<PricedRow> rows = [];
        while (s.Step())
        {
            last = s.Int64(0);
            rows.Add(new PricedRow(RecordKey.Read(s.Blob(16)), new StoredUsage
            {
                At = s.Int64(1),
                Session = s.Int64(2),
                Dimension = (int)s.Int64(3),
                Terms = (int)s.Int64(4),
                Requests = s.Int64(5),
                Tokens = new TokenUsage(s.Int64(6), s.Int64(7), s.Int64(8), s.Int64(9), s.Int64(10), s.Int64(11)),
                WebSearches = s.Int64(12),
                Cost = s.OptionalInt64(13),
                CostStatus = (CostStatus)s.Int64(14),
                Withdrawn = (int)s.Int64(15),
            }));
        }

        return rows;
    }
}
