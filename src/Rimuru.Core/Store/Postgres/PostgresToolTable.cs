using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Postgres;

/// <inheritdoc cref="IToolTable"/>
internal sealed class PostgresToolTable(PostgresConnection connection) : IToolTable
{
    /// <summary>Uses are sent to the server in chunks of this size.</summary>
    private const int Part = 10_000;

    public void Add(IReadOnlyList<StoredToolUse> uses)
    {
        foreach (StoredToolUse[] part in uses.Chunk(Part))
            connection.Execute(
                """
                INSERT INTO tool_use (record, use, tool, server, skill) SELECT * FROM unnest($1, $2, $3, $4, $5)
                ON CONFLICT (record, use) DO NOTHING
                """,
                PostgresValue.Each(part, use => PostgresValue.Id(use.Record)),
                PostgresValue.Each(part, use => use.Use),
                PostgresValue.Each(part, use => use.Tool),
                PostgresValue.Each(part, use => use.Server),
                PostgresValue.Each(part, use => use.Skill)
            );
    }

    /// <summary>Every row of the table.</summary>
    public static IEnumerable<StoredToolUse> ReadAll(PostgresConnection connection) =>
        connection.Read(
            "SELECT record, use, tool, server, skill FROM tool_use",
            row => new StoredToolUse(PostgresValue.Key(row.GetGuid(0)), row.GetInt64(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4))
        );
}
