using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>How far each log file of each machine has been read.</summary>
internal sealed class SqliteFileTable(SqliteDatabase database, SqliteNames names) : IFileTable
{
    public void Save(int machine, FileCursor cursor, long malformedLines)
    {
        database
            .Prepare(
                """
                INSERT INTO file (machine, path, agent, size, modified, offset, head_hash, head_length, tail_hash, reader_version,
                    malformed_lines)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                ON CONFLICT (machine, path) DO UPDATE SET agent = excluded.agent, size = excluded.size, modified = excluded.modified,
                    offset = excluded.offset,
                    head_hash = excluded.head_hash, head_length = excluded.head_length, tail_hash = excluded.tail_hash,
                    reader_version = excluded.reader_version, malformed_lines = excluded.malformed_lines
                """
            )
            .Bind(1, machine)
            .Bind(2, cursor.Path)
            .Bind(3, names.IdOf(cursor.Agent))
            .Bind(4, cursor.Size)
            .Bind(5, cursor.Modified)
            .Bind(6, cursor.Offset)
            .Bind(7, cursor.HeadHash)
            .Bind(8, cursor.HeadLength)
            .Bind(9, cursor.TailHash)
            .Bind(10, cursor.ReaderVersion)
            .Bind(11, malformedLines)
            .Run();

        // Looked up apart: a statement that both selects and writes keeps a copy of every page that it changes.
        SqliteStatement select = database
            .Prepare("SELECT id FROM file WHERE machine = ?1 AND path = ?2")
            .Bind(1, machine)
            .Bind(2, cursor.Path);
        select.Step();
        long file = select.Int64(0);
        select.Reset();
        database
            .Prepare("INSERT INTO file_state (file, state) VALUES (?1, ?2) ON CONFLICT (file) DO UPDATE SET state = excluded.state")
            .Bind(1, file)
            .Bind(2, cursor.State.AsSpan())
            .Run();
    }
}
