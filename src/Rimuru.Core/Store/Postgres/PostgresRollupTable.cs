using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Postgres;

/// <summary>Adds to the kept sums, many cells per statement.</summary>
internal sealed class PostgresRollupTable(PostgresConnection connection) : IRollupTable
{
    private const int Part = 10_000;

    private static readonly string[] Upserts = [.. Enum.GetValues<RollupKind>().Select(Upsert)];

    public void Add(RollupKind kind, List<RollupCell> cells)
    {
        foreach (RollupCell[] part in cells.Chunk(Part))
        {
            connection.Execute(
                Upserts[(int)kind],
                [
                    PostgresValue.Each(part, cell => cell.Key),
                    PostgresValue.Each(part, cell => cell.Dimension),
                    .. Enum.GetValues<SumColumn>().Select(column => PostgresValue.Each(part, cell => cell.Sums[column])),
                ]
            );
        }
    }

    public void Widen(IReadOnlyCollection<SessionSpan> spans)
    {
        if (spans.Count == 0)
            return;
        List<SessionSpan> rows = [.. spans];
        connection.Execute(
            "INSERT INTO session_span SELECT * FROM unnest($1, $2, $3) ON CONFLICT (session) DO UPDATE SET first_at = "
                + "least(session_span.first_at, excluded.first_at), last_at = greatest(session_span.last_at, excluded.last_at)",
            PostgresValue.Each(rows, span => span.Session),
            PostgresValue.Each(rows, span => span.FirstMs),
            PostgresValue.Each(rows, span => span.LastMs)
        );
    }

    private static string Upsert(RollupKind kind)
    {
        string table = RollupTables.Table(kind),
            key = RollupTables.Key(kind);
        string parameters = string.Join(", ", Enumerable.Range(1, 2 + Sums.Count).Select(i => $"${i}"));
        return $"INSERT INTO {table} ({key}, dimension, {RollupTables.Columns}) SELECT * FROM unnest({parameters}) ON CONFLICT ({key}, "
            + $"dimension) DO UPDATE SET {RollupTables.Each(", ", column => $"{column} = {table}.{column} + excluded.{column}")}";
    }
}
