using Npgsql;
using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Postgres;

/// <summary>The histories of threads. Those that a transaction changes are read once and written together.</summary>
internal sealed class PostgresLineageTable(PostgresConnection connection, PostgresNames names) : ILineageTable
{
    private const string Columns = "thread, source, agent, parent, created, marks, content";

    private readonly Dictionary<(RecordKey Thread, byte Source), byte[]?> known = [];

    public bool HasUnresolved => connection.IsTrue("SELECT EXISTS (SELECT 1 FROM lineage WHERE NOT resolved)");

    /// <summary>Loads the histories that will be changed, in one query.</summary>
    public void Prefetch(IEnumerable<RecordKey> threads)
    {
        List<Guid> missing = [.. threads.Distinct().Select(PostgresValue.Id)];
        if (missing.Count == 0)
            return;
        foreach (
            ((RecordKey, byte) key, byte[] content) in connection.Read(
                "SELECT thread, source, content FROM lineage WHERE thread = ANY ($1)",
                row => ((PostgresValue.Key(row.GetGuid(0)), (byte)row.GetInt16(1)), row.GetFieldValue<byte[]>(2)),
                PostgresValue.Each(missing, thread => thread)
            )
        )
            known.TryAdd(key, content);
    }

    public void Save(Lineage lineage)
    {
        (RecordKey, byte) key = (lineage.Thread, lineage.Source);
        if (LineageMerge.Content(known.GetValueOrDefault(key), lineage) is not { } content)
            return;
        known[key] = content;
        connection.Enqueue(
            """
            INSERT INTO lineage (thread, source, agent, parent, created, marks, content, resolved)
                VALUES ($1, $2, $3, $4, $5, $6, $7, false)
            ON CONFLICT (thread, source) DO UPDATE SET parent = greatest(excluded.parent, lineage.parent),
                created = greatest(lineage.created, excluded.created),
                marks = lineage.marks | excluded.marks, content = excluded.content, resolved = false
            """,
            PostgresValue.Of(lineage.Thread),
            PostgresValue.Of(lineage.Source),
            PostgresValue.Of(names.IdOf(lineage.Agent)),
            PostgresValue.Of(lineage.Parent),
            PostgresValue.Of(lineage.CreatedMs),
            PostgresValue.Of(lineage.Marks),
            PostgresValue.Of(content)
        );
    }

    public List<RecordKey> ChangedParents() =>
        Keys(
            """
            SELECT DISTINCT child.parent FROM lineage child
            WHERE child.parent IS NOT NULL AND (child.thread IN (SELECT thread FROM lineage WHERE NOT resolved)
                OR child.parent IN (SELECT thread FROM lineage WHERE NOT resolved))
            """
        );

    public List<RecordKey> ChangedOrphans() =>
        Keys(
            """
            SELECT thread FROM lineage WHERE thread IN (SELECT thread FROM lineage WHERE NOT resolved) GROUP BY thread HAVING count(*) > 1
                AND count(parent) = 0
            """
        );

    public List<Lineage> All() => Load($"SELECT {Columns} FROM lineage ORDER BY thread, source");

    public List<Lineage> Of(RecordKey thread) =>
        Load($"SELECT {Columns} FROM lineage WHERE thread = $1 ORDER BY thread, source", PostgresValue.Of(thread));

    public List<Lineage> ForksOf(RecordKey parent) =>
        Load(
            $"SELECT {Columns} FROM lineage WHERE thread IN (SELECT thread FROM lineage WHERE parent = $1) ORDER BY thread, source",
            PostgresValue.Of(parent)
        );

    public void MarkResolved() => connection.Execute("UPDATE lineage SET resolved = true WHERE NOT resolved");

    private List<RecordKey> Keys(string sql) => [.. connection.Read(sql, row => PostgresValue.Key(row.GetGuid(0)))];

    private List<Lineage> Load(string sql, params NpgsqlParameter[] arguments)
    {
        List<(Lineage Lineage, int Agent)> rows = [.. connection.Read(sql, row => (LineageAt(row), row.GetInt32(2)), arguments)];
        return rows.ConvertAll(row => row.Lineage with { Agent = names.NameOf(row.Agent)! });
    }

    private static Lineage LineageAt(NpgsqlDataReader row) =>
        new()
        {
            Thread = PostgresValue.Key(row.GetGuid(0)),
            Source = (byte)row.GetInt16(1),
            Agent = "",
            Parent = row.IsDBNull(3) ? null : PostgresValue.Key(row.GetGuid(3)),
            CreatedMs = row.GetInt64(4),
            Marks = row.GetInt32(5),
            Content = row.GetFieldValue<byte[]>(6),
        };
}
