using System.Runtime.InteropServices;
using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>Gathers what a transaction changes in the rollups and writes each cell once, before the commit.</summary>
internal sealed class SqliteRollups(SqliteDatabase database)
{
    /// <summary>The sums of a cell, in the order in which they are written and read.</summary>
    public const string Columns =
        "requests, input, cache_read, cache_write_5m, cache_write_1h, output, reasoning, web_searches, cost, priced_rows, unpriced_requests, unpriced_tokens, included_requests";

    private static readonly string UpsertTime = Upsert("rollup_time", "quarter");
    private static readonly string UpsertSession = Upsert("rollup_session", "session");

    private readonly Dictionary<(long, int), Sums> byTime = [];
    private readonly Dictionary<(long, int), Sums> bySession = [];

    public void Add(long unixMs, long session, int dimension, in Sums sums, int sign)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(byTime, (QuarterHour.Of(unixMs), dimension), out _).Add(sums, sign);
        CollectionsMarshal.GetValueRefOrAddDefault(bySession, (session, dimension), out _).Add(sums, sign);
    }

    public void Flush()
    {
        Write(UpsertTime, byTime);
        Write(UpsertSession, bySession);
    }

    public void Clear()
    {
        byTime.Clear();
        bySession.Clear();
    }

    private void Write(string sql, Dictionary<(long, int), Sums> cells)
    {
        foreach (((long key, int dimension), Sums s) in cells.OrderBy(cell => cell.Key))
        {
            if (s.IsEmpty && s.CostNano == 0 && s.UnpricedRequests == 0 && s.IncludedRequests == 0) continue;
            TokenUsage t = s.Tokens;
            database.Prepare(sql)
                .Bind(1, key).Bind(2, dimension).Bind(3, s.Requests).Bind(4, t.Input).Bind(5, t.CacheRead).Bind(6, t.CacheWrite5m)
                .Bind(7, t.CacheWrite1h).Bind(8, t.Output).Bind(9, t.Reasoning).Bind(10, s.WebSearches).Bind(11, s.CostNano)
                .Bind(12, s.PricedRows).Bind(13, s.UnpricedRequests).Bind(14, s.UnpricedTokens).Bind(15, s.IncludedRequests).Run();
        }

        cells.Clear();
    }

    private static string Upsert(string table, string key) =>
        $"INSERT INTO {table} ({key}, dimension, {Columns}) VALUES ({string.Join(", ", Enumerable.Range(1, 15).Select(i => $"?{i}"))}) ON CONFLICT DO UPDATE SET "
        + string.Join(", ", Columns.Split(", ").Select(column => $"{column} = {column} + excluded.{column}"));
}
