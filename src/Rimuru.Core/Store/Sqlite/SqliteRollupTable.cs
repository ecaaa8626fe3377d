using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>Adds to the kept sums, cell by cell.</summary>
internal sealed class SqliteRollupTable(SqliteDatabase database) : IRollupTable
{
    private static readonly string[] Upserts = [.. Enum.GetValues<RollupKind>().Select(Upsert)];

    public void Add(RollupKind kind, List<RollupCell> cells)
    {
        string sql = Upserts[(int)kind];
        foreach (RollupCell cell in cells)
        {
            Sums s = cell.Sums;
            TokenUsage t = s.Tokens;
            database
                .Prepare(sql)
                .Bind(1, cell.Key)
                .Bind(2, cell.Dimension)
                .Bind(3, s.Requests)
                .Bind(4, t.Input)
                .Bind(5, t.CacheRead)
                .Bind(6, t.CacheWrite5m)
                .Bind(7, t.CacheWrite1h)
                .Bind(8, t.Output)
                .Bind(9, t.Reasoning)
                .Bind(10, s.WebSearches)
                .Bind(11, s.CostNano.Value)
                .Bind(12, s.PricedRows)
                .Bind(13, s.UnpricedRequests)
                .Bind(14, s.UnpricedTokens)
                .Bind(15, s.IncludedRequests)
                .Bind(16, s.CreditNano)
                .Bind(17, s.CacheSavingNano.Value)
                .Bind(18, s.SavingRows)
                .Run();
            if (database.Changes == 0)
                throw NanoUsd.TooLarge();
        }
    }

    public void Widen(IReadOnlyCollection<SessionSpan> spans)
    {
        foreach (SessionSpan span in spans)
        {
            database
                .Prepare(
                    "INSERT INTO session_span VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET first_at = min(first_at, excluded.first_at), "
                        + "last_at = max(last_at, excluded.last_at)"
                )
                .Bind(1, span.Session)
                .Bind(2, span.FirstMs)
                .Bind(3, span.LastMs)
                .Run();
        }
    }

    // SQLite silently rounds an integer sum that is too large; the condition refuses it.
    private static string Upsert(RollupKind kind) =>
        $"INSERT INTO {RollupTables.Table(kind)} ({RollupTables.Key(kind)}, dimension, {RollupTables.Columns}) VALUES (?1, ?2, ?3, ?4, "
        + "?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18) ON CONFLICT DO UPDATE SET "
        + string.Join(", ", RollupTables.Columns.Split(", ").Select(column => $"{column} = {column} + excluded.{column}"))
        + " WHERE typeof(cost + excluded.cost) = 'integer' AND typeof(credits + excluded.credits) = 'integer' "
        + "AND typeof(cache_saving + excluded.cache_saving) = 'integer'";
}
