using System.Text;
using Npgsql;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Postgres;

/// <summary>
/// How far each log file of each machine has been read. A seal hides paths and states from other users of the store; without one they may
/// see them.
/// </summary>
internal sealed class PostgresFileTable(PostgresConnection connection, PostgresNames names, CursorSeal? seal) : IFileTable
{
    private const string Columns = "path, agent, size, modified, position, head_hash, head_length, tail_hash, reader_version";

    public void Save(int machine, FileCursor cursor, long malformedLines)
    {
        RecordKey key = KeyOf(cursor.Path);
        if (seal is null)
        {
            Write(machine, key, cursor, malformedLines);
            return;
        }

        if (seal.HasKey)
            Write(machine, seal.KeyOf(cursor.Path), seal.Seal(cursor), malformedLines);
        // From before the store was not told any more.
        connection.Enqueue("DELETE FROM file WHERE machine = $1 AND key = $2", PostgresValue.Of(machine), PostgresValue.Of(key));
    }

    private void Write(int machine, RecordKey key, FileCursor cursor, long malformedLines) =>
        connection.Enqueue(
            """
            INSERT INTO file (machine, key, path, agent, size, modified, position, head_hash, head_length, tail_hash, reader_version,
                malformed_lines, state)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            ON CONFLICT (machine, key) DO UPDATE SET path = excluded.path, agent = excluded.agent, size = excluded.size,
                modified = excluded.modified, position = excluded.position,
                head_hash = excluded.head_hash, head_length = excluded.head_length, tail_hash = excluded.tail_hash,
                    reader_version = excluded.reader_version,
                malformed_lines = excluded.malformed_lines, state = excluded.state
            """,
            PostgresValue.Of(machine),
            PostgresValue.Of(key),
            PostgresValue.Of(cursor.Path),
            PostgresValue.Of(names.IdOf(cursor.Agent)),
            PostgresValue.Of(cursor.Size),
            PostgresValue.Of(cursor.Modified),
            PostgresValue.Of(cursor.Offset),
            PostgresValue.Of(cursor.HeadHash),
            PostgresValue.Of(cursor.HeadLength),
            PostgresValue.Of(cursor.TailHash),
            PostgresValue.Of(cursor.ReaderVersion),
            PostgresValue.Of(malformedLines),
            PostgresValue.Of(cursor.State)
        );

    /// <summary>The files of a machine.</summary>
    public static KnownFiles Known(PostgresConnection connection, PostgresNames names, int machine, CursorSeal? seal)
    {
        KnownFiles files = new();
        List<(RecordKey Key, string Path, int Agent, long Size, long Modified, int Version)> rows =
        [
            .. connection.Read(
                "SELECT key, path, agent, size, modified, reader_version FROM file WHERE machine = $1",
                row =>
                    (
                        PostgresValue.Key(row.GetGuid(0)),
                        row.GetString(1),
                        row.GetInt32(2),
                        row.GetInt64(3),
                        row.GetInt64(4),
                        row.GetInt32(5)
                    ),
                PostgresValue.Of(machine)
            ),
        ];
        foreach ((RecordKey key, string text, int agent, long size, long modified, int version) in rows)
        {
            // A row of another form, or of another ledger's, is not found by its path.
            if (PathIn(text, seal) is { } path && key == KeyOf(path, seal))
                files.Add(Encoding.UTF8.GetBytes(path), names.NameOf(agent)!, size, modified, version);
        }

        return files;
    }

    /// <summary>One cursor with its state, and the agent's id; null if there is none.</summary>
    public static (FileCursor Cursor, int Agent)? Find(PostgresConnection connection, int machine, string path, CursorSeal? seal)
    {
        if (seal is { HasKey: false })
            return null;
        foreach (
            (FileCursor Cursor, int Agent) row in connection.Read(
                $"SELECT {Columns}, state FROM file WHERE machine = $1 AND key = $2",
                row => (CursorAt(row) with { State = row.GetFieldValue<byte[]>(9) }, row.GetInt32(1)),
                PostgresValue.Of(machine),
                PostgresValue.Of(KeyOf(path, seal))
            )
        )
            return Opened(row.Cursor, seal) is { } cursor ? (cursor, row.Agent) : null;
        return null;
    }

    /// <summary>What the row of a cursor says, if this user can read it.</summary>
    public static FileCursor? Opened(FileCursor row, CursorSeal? seal)
    {
        if (!CursorSeal.IsSealed(row.Path))
            return row;
        return seal?.Open(row);
    }

    private static string? PathIn(string text, CursorSeal? seal)
    {
        if (!CursorSeal.IsSealed(text))
            return seal is null ? text : null;
        return seal?.PathIn(text);
    }

    private static RecordKey KeyOf(string path, CursorSeal? seal) => seal?.KeyOf(path) ?? KeyOf(path);

    /// <summary>The cursors of all machines with their states, and the agents' ids.</summary>
    public static IEnumerable<(FileCursor Cursor, int Agent, int Machine, long MalformedLines)> ReadAll(PostgresConnection connection) =>
        connection.Read(
            $"SELECT {Columns}, machine, malformed_lines, state FROM file",
            row => (CursorAt(row) with { State = row.GetFieldValue<byte[]>(11) }, row.GetInt32(1), row.GetInt32(9), row.GetInt64(10))
        );

    private static RecordKey KeyOf(string path) => RecordKey.Of(KeySpace.File, path);

    private static FileCursor CursorAt(NpgsqlDataReader row) =>
        new()
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
