using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Sqlite;

/// <inheritdoc cref="IToolTable"/>
internal sealed class SqliteToolTable(SqliteDatabase database) : IToolTable
{
    public void Add(IReadOnlyList<StoredToolUse> uses)
    {
        SqliteStatement insert = database.Prepare(
            "INSERT INTO tool_use (record, use, tool, server, skill) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (record, use) DO NOTHING"
        );
        Span<byte> record = stackalloc byte[RecordKey.Size];
        foreach (StoredToolUse use in uses)
        {
            use.Record.Write(record);
            insert.Bind(1, record).Bind(2, use.Use).Bind(3, use.Tool).Bind(4, use.Server).Bind(5, use.Skill).Run();
        }
    }

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
