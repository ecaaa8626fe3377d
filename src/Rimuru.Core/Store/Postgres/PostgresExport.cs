using Rimuru.Core.Records;
using Rimuru.Core.Store.Administration;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Postgres;

/// <summary>Reads all tables of a ledger on a server.</summary>
internal sealed class PostgresExport(PostgresReader reader, PostgresNames names, CursorSeal? seal) : IExportTables
{
    private const int Together = 4096;

    public IEnumerable<(RecordKey Key, StoredUsage Usage)> Usage()
    {
        foreach ((RecordKey Key, StoredUsage Usage)[] part in reader.Stream(PostgresUsageTable.ReadAll).Chunk(Together))
        {
            names.Read(part.Select(row => row.Usage.Dimension));
            foreach ((RecordKey Key, StoredUsage Usage) row in part)
                yield return row;
        }
    }

    public IEnumerable<StoredToolUse> Tools() => reader.Stream(PostgresToolTable.ReadAll);

    public IEnumerable<Lineage> Lineages() => reader.Run(connection => new PostgresLineageTable(connection, names).All());

    public IEnumerable<(long Session, SessionTotal Total)> Totals() =>
        reader.Run(connection => new PostgresTotalTable(connection, names, new PostgresUsageTable(connection)).All());

    public IEnumerable<(string Agent, string? User, CoveredTime Time)> Coverage()
    {
        List<(int Agent, int User, long From, long To)> rows = reader.Run(connection =>
            connection
                .Read(
                    "SELECT agent, login, from_at, to_at FROM coverage",
                    row => (row.GetInt32(0), row.GetInt32(1), row.GetInt64(2), row.GetInt64(3))
                )
                .ToList()
        );
        return rows.Select(row =>
            (names.NameOf(row.Agent)!, names.NameOf(row.User), new CoveredTime(row.From, row.To, IsEveryone: row.User == 0))
        );
    }

    public IEnumerable<(string Machine, FileCursor Cursor, long MalformedLines)> Files() =>
        reader
            .Stream(PostgresFileTable.ReadAll)
            .Select(row => (row.Machine, row.Agent, Cursor: PostgresFileTable.Opened(row.Cursor, seal), row.MalformedLines))
            .Where(row => row.Cursor is not null)
            .Select(row => (names.NameOf(row.Machine)!, row.Cursor! with { Agent = names.NameOf(row.Agent)! }, row.MalformedLines));
}
