using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Administration;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>Reads all tables of a ledger in a file.</summary>
internal sealed class SqliteExport(SqliteDatabase database, SqliteNames names) : IExportTables
{
    public IEnumerable<(RecordKey Key, StoredUsage Usage)> Usage() => SqliteUsageTable.ReadAll(database);

    public IEnumerable<StoredToolUse> Tools() => SqliteToolTable.ReadAll(database);

    public IEnumerable<Lineage> Lineages() => new SqliteLineageTable(database, names).All();

    public IEnumerable<(long Session, SessionTotal Total)> Totals() => new SqliteTotalTable(database, names).All();

    public IEnumerable<(string Agent, string? User, CoveredTime Time)> Coverage()
    {
        using SqliteStatement select = database.PrepareFresh("SELECT agent, user, from_at, to_at FROM coverage");
        while (select.Step())
        {
            int user = (int)select.Int64(1);
            yield return (
                names.NameOf((int)select.Int64(0))!,
                names.NameOf(user),
                new CoveredTime(select.Int64(2), select.Int64(3), IsEveryone: user == 0)
            );
        }
    }

    public IEnumerable<(string Machine, FileCursor Cursor, long MalformedLines)> Files()
    {
        using SqliteStatement select = database.PrepareFresh(
            """
            SELECT f.path, f.agent, f.size, f.modified, f.offset, f.head_hash, f.head_length, f.tail_hash, f.reader_version, f.machine,
                f.malformed_lines, s.state
            FROM file f LEFT JOIN file_state s ON s.file = f.id
            """
        );
        while (select.Step())
        {
            yield return (
                names.NameOf((int)select.Int64(9))!,
                new FileCursor
                {
                    Path = select.Text(0)!,
                    Agent = names.NameOf((int)select.Int64(1))!,
                    Size = select.Int64(2),
                    Modified = select.Int64(3),
                    Offset = select.Int64(4),
                    HeadHash = select.Int64(5),
                    HeadLength = (int)select.Int64(6),
                    TailHash = select.Int64(7),
                    ReaderVersion = (int)select.Int64(8),
                    State = select.Blob(11).ToArray(),
                },
                select.Int64(10)
            );
        }
    }
}
