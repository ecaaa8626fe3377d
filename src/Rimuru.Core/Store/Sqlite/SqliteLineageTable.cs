using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>The histories of threads.</summary>
internal sealed class SqliteLineageTable(SqliteDatabase database, SqliteNames names) : ILineageTable
{
    private const string Columns = "thread, source, agent, parent, created, marks, content";

    public bool HasUnresolved => database.Number("SELECT EXISTS (SELECT 1 FROM lineage WHERE resolved = 0)") == 1;

    public void Save(Lineage lineage)
    {
        Span<byte> thread = stackalloc byte[RecordKey.Size];
        Span<byte> parent = stackalloc byte[RecordKey.Size];
        lineage.Thread.Write(thread);
        lineage.Parent?.Write(parent);

        SqliteStatement select = database
            .Prepare("SELECT content FROM lineage WHERE thread = ?1 AND source = ?2")
            .Bind(1, thread)
            .Bind(2, lineage.Source);
        byte[]? known = select.Step() ? select.Blob(0).ToArray() : null;
        select.Reset();
        if (LineageMerge.Content(known, lineage) is not { } content)
            return;
        SqliteStatement upsert = database
            .Prepare(
                """
                INSERT INTO lineage (thread, source, agent, parent, created, marks, content, resolved)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0)
                ON CONFLICT DO UPDATE SET parent = coalesce(max(excluded.parent, parent), excluded.parent, parent), created = max(created,
                    excluded.created), marks = marks | excluded.marks, content = excluded.content, resolved = 0
                """
            )
            .Bind(1, thread)
            .Bind(2, lineage.Source)
            .Bind(3, names.IdOf(lineage.Agent))
            .Bind(5, lineage.CreatedMs)
            .Bind(6, lineage.Marks)
            .Bind(7, content);
        if (lineage.Parent is null)
            upsert.BindNull(4);
        else
            upsert.Bind(4, parent);
        upsert.Run();
    }

    public List<RecordKey> ChangedParents() =>
        Keys(
            """
            SELECT DISTINCT child.parent FROM lineage child
            WHERE child.parent IS NOT NULL AND EXISTS (SELECT 1 FROM lineage l WHERE l.thread IN (child.thread, child.parent)
                AND l.resolved = 0)
            """
        );

    public List<RecordKey> ChangedOrphans() =>
        Keys("SELECT thread FROM lineage GROUP BY thread HAVING count(*) > 1 AND min(resolved) = 0 AND count(parent) = 0");

    public List<Lineage> All() => Load(database.Prepare($"SELECT {Columns} FROM lineage"));

    public List<Lineage> Of(RecordKey thread) => Load($"SELECT {Columns} FROM lineage WHERE thread = ?1", thread);

    public List<Lineage> ForksOf(RecordKey parent) =>
        Load($"SELECT {Columns} FROM lineage WHERE thread IN (SELECT thread FROM lineage WHERE parent = ?1)", parent);

    public void MarkResolved() => database.Execute("UPDATE lineage SET resolved = 1 WHERE resolved = 0");

    private List<RecordKey> Keys(string sql)
    {
        List<RecordKey> keys = [];
        SqliteStatement select = database.Prepare(sql);
        while (select.Step())
            keys.Add(RecordKey.Read(select.Blob(0)));
        select.Reset();
        return keys;
    }

    private List<Lineage> Load(string sql, RecordKey key)
    {
        Span<byte> bytes = stackalloc byte[RecordKey.Size];
        key.Write(bytes);
        return Load(database.Prepare(sql).Bind(1, bytes));
    }

    private List<Lineage> Load(SqliteStatement select)
    {
        List<Lineage> lineages = [];
        while (select.Step())
        {
            lineages.Add(
                new Lineage
                {
                    Thread = RecordKey.Read(select.Blob(0)),
                    Source = (byte)select.Int64(1),
                    Agent = names.NameOf((int)select.Int64(2))!,
                    Parent = select.IsNull(3) ? null : RecordKey.Read(select.Blob(3)),
                    CreatedMs = select.Int64(4),
                    Marks = (int)select.Int64(5),
                    Content = select.Blob(6).ToArray(),
                }
            );
        }

        select.Reset();
        return lineages;
    }
}
