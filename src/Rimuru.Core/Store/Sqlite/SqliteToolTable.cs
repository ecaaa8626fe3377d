using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Sqlite;

/// <inheritdoc cref="IToolTable"/>
internal sealed class SqliteToolTable(SqliteDatabase database) : IToolTable
{
    /// <summary>How many rows one statement writes: each statement is several calls into the library of SQLite.</summary>
    private const int RowsPerStatement = 32;

    private static readonly string InsertOne = Insert(1);
    private static readonly string InsertMany = Insert(RowsPerStatement);

    public void Add(IReadOnlyList<StoredToolUse> uses)
    {
        int next = 0;
        for (; uses.Count - next >= RowsPerStatement; next += RowsPerStatement)
            Write(InsertMany, uses, next, RowsPerStatement);
        for (; next < uses.Count; next++)
            Write(InsertOne, uses, next, 1);
    }

    private void Write(string sql, IReadOnlyList<StoredToolUse> uses, int first, int count)
    {
        SqliteStatement insert = database.Prepare(sql);
        Span<byte> records = stackalloc byte[RowsPerStatement * RecordKey.Size];
        int column = 0;
        for (int row = 0; row < count; row++)
        {
            StoredToolUse use = uses[first + row];
            Span<byte> record = records.Slice(row * RecordKey.Size, RecordKey.Size);
            use.Record.Write(record);
            insert.BindOnStack(++column, record);
            insert.Bind(++column, use.Use).Bind(++column, use.Tool).Bind(++column, use.Server).Bind(++column, use.Skill);
        }

        insert.Run();
    }

    // A statement of many rows that may be undone alone keeps a copy of every page it changes. The whole transaction is undone instead.
    private static string Insert(int rows) =>
        "INSERT OR FAIL INTO tool_use (record, use, tool, server, skill) VALUES "
        + string.Join(", ", Enumerable.Repeat("(?, ?, ?, ?, ?)", rows))
        + " ON CONFLICT (record, use) DO NOTHING";

    /// <summary>Every row of the table.</summary>
    public static IEnumerable<StoredToolUse> ReadAll(SqliteDatabase database)
    {
        using SqliteStatement select = database.PrepareFresh("SELECT record, use, tool, server, skill FROM tool_use");
        while (select.Step())
            yield return new StoredToolUse(
                RecordKey.Read(select.Blob(0)),
                select.Int64(1),
                (int)select.Int64(2),
                (int)select.Int64(3),
                (int)select.Int64(4)
            );
    }
}
