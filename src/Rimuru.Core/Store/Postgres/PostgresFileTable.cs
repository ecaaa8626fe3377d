using System.Text;
using Npgsql;
using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Postgres;

/// <summary>How far each log file of one machine has been read.</summary>
internal sealed class PostgresFileTable(PostgresConnection connection, PostgresNames names, string machine) : IFileTable
{
    public void Save(FileCursor cursor, long malformedLines) => connection.Enqueue(
        """
        INSERT INTO file (machine, key, path, agent, size, modified, position, head_hash, head_length, tail_hash, reader_version, malformed_lines, state)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        ON CONFLICT (machine, key) DO UPDATE SET agent = excluded.agent, size = excluded.size, modified = excluded.modified, position = excluded.position,
            head_hash = excluded.head_hash, head_length = excluded.head_length, tail_hash = excluded.tail_hash, reader_version = excluded.reader_version,
            malformed_lines = excluded.malformed_lines, state = excluded.state
        """,
        PostgresValue.Of(names.IdOf(machine)), PostgresValue.Of(KeyOf(cursor.Path)), PostgresValue.Of(cursor.Path), PostgresValue.Of(names.IdOf(cursor.Agent)),
        PostgresValue.Of(cursor.Size), PostgresValue.Of(cursor.Modified), PostgresValue.Of(cursor.Offset), PostgresValue.Of(cursor.HeadHash), PostgresValue.Of(cursor.HeadLength),
        PostgresValue.Of(cursor.TailHash), PostgresValue.Of(cursor.ReaderVersion), PostgresValue.Of(malformedLines), PostgresValue.Of(cursor.State));

    public static Dictionary<string, FileCursor> Cursors(PostgresConnection connection, PostgresNames names, int machine)
    {
        List<(FileCursor Cursor, int Agent)> rows =
        [
            .. connection.Read(
                "SELECT path, agent, size, modified, position, head_hash, head_length, tail_hash, reader_version FROM file WHERE machine = $1",
                row => (CursorAt(row), row.GetInt32(1)), PostgresValue.Of(machine)),
        ];
        return rows.ToDictionary(row => row.Cursor.Path, row => row.Cursor with { Agent = names.NameOf(row.Agent)! }, StringComparer.Ordinal);
    }

    public static byte[] StateOf(PostgresConnection connection, int machine, string path) =>
        (byte[]?)connection.Scalar("SELECT state FROM file WHERE machine = $1 AND key = $2", PostgresValue.Of(machine), PostgresValue.Of(KeyOf(path))) ?? [];

    private static RecordKey KeyOf(string path) => RecordKey.Of(KeySpace.File, Encoding.UTF8.GetBytes(path));

    private static FileCursor CursorAt(NpgsqlDataReader row) => new()
    {
        Path = row.GetString(0),
        Agent = "",
        Size = row.GetInt64(2),
        Modified = row.GetInt64(3),
        Offset = row.GetInt64(4),
        HeadHash = row.GetInt64(5),
        HeadLength = row.GetInt32(6),
        TailHash = row.GetInt64(7),
        ReaderVersion = row.GetInt32(8),
    };
}
