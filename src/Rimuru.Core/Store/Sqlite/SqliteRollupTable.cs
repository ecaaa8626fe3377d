using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>Adds to the kept sums, cell by cell.</summary>
internal sealed class SqliteRollupTable(SqliteDatabase database) : IRollupTable
{
    /// <summary>The parameter of the first sum.</summary>
    private const int FirstSum = 3;

    private static readonly string[] Upserts = [.. Enum.GetValues<RollupKind>().Select(Upsert)];

    public void Add(RollupKind kind, List<RollupCell> cells)
    {
        string sql = Upserts[(int)kind];
        foreach (RollupCell cell in cells)
        {
            SqliteStatement upsert = database.Prepare(sql).Bind(1, cell.Key).Bind(2, cell.Dimension);
            for (int i = 0; i < Sums.Count; i++)
                upsert.Bind(FirstSum + i, cell.Sums[(SumColumn)i]);
            upsert.Run();
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
        $"INSERT INTO {RollupTables.Table(kind)} ({RollupTables.Key(kind)}, dimension, {RollupTables.Columns}) VALUES (?1, ?2, "
        + string.Join(", ", Enumerable.Range(FirstSum, Sums.Count).Select(i => $"?{i}"))
        + $") ON CONFLICT DO UPDATE SET {RollupTables.Each(", ", column => $"{column} = {column} + excluded.{column}")}"
        + " WHERE typeof(cost + excluded.cost) = 'integer' AND typeof(credits + excluded.credits) = 'integer' "
        + "AND typeof(cache_saving + excluded.cache_saving) = 'integer'";
}
