using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>Keeps the histories of threads, and has the families decided that a transaction changed.</summary>
internal sealed class SqliteLineages(SqliteDatabase database, SqliteNames names, SqliteUsageWriter usage)
{
    public void Save(Lineage lineage)
    {
        Span<byte> thread = stackalloc byte[RecordKey.Size];
        Span<byte> parent = stackalloc byte[RecordKey.Size];
        lineage.Thread.Write(thread);
        lineage.Parent?.Write(parent);

        byte[] known = [];
        bool exists = false;
        SqliteStatement select = database.Prepare("SELECT content FROM lineage WHERE thread = ?1 AND source = ?2").Bind(1, thread).Bind(2, lineage.Source);
        if (select.Step()) (exists, known) = (true, select.Blob(0).ToArray());
        select.Reset();

        // What the reader handed over before is kept; of two histories the longer one tells more.
        int end = lineage.Start + lineage.Content.Length;
        if (exists && lineage.Content.Length == 0 && lineage.Start > 0) return;
        byte[] content = known.Length > end ? known : [.. known.AsSpan(0, Math.Min(lineage.Start, known.Length)), .. lineage.Content];
        SqliteStatement upsert = database.Prepare(
            """
            INSERT INTO lineage (thread, source, agent, parent, created, marks, content, resolved) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0)
            ON CONFLICT DO UPDATE SET parent = coalesce(excluded.parent, parent), created = max(created, excluded.created), marks = marks | excluded.marks, content = excluded.content, resolved = 0
            """).Bind(1, thread).Bind(2, lineage.Source).Bind(3, names.IdOf(lineage.Agent)).Bind(5, lineage.CreatedMs).Bind(6, lineage.Marks).Bind(7, content);
        if (lineage.Parent is null) upsert.BindNull(4);
        else upsert.Bind(4, parent);
        upsert.Run();
    }

    /// <summary>Decides every thread whose own history, parent or sibling is new since the last time.</summary>
    public void Resolve(LineageResolver resolver)
    {
        if (database.Number("SELECT EXISTS (SELECT 1 FROM lineage WHERE resolved = 0)") != 1) return;
        foreach (byte[] parent in Keys(
            """
            SELECT DISTINCT child.parent FROM lineage child
            WHERE child.parent IS NOT NULL AND EXISTS (SELECT 1 FROM lineage l WHERE l.thread IN (child.thread, child.parent) AND l.resolved = 0)
            """))
        {
            List<Lineage> parents = Load("SELECT thread, source, agent, parent, created, marks, content FROM lineage WHERE thread = ?1", parent);

            // Not every source of a child names the parent: a saved log does not.
            List<Lineage> children = Load(
                "SELECT thread, source, agent, parent, created, marks, content FROM lineage WHERE thread IN (SELECT thread FROM lineage WHERE parent = ?1)", parent);
            foreach (IGrouping<RecordKey, Lineage> child in children.GroupBy(lineage => lineage.Thread)) Apply(resolver, [.. child], parents, children);
        }

        foreach (byte[] thread in Keys("SELECT thread FROM lineage GROUP BY thread HAVING count(*) > 1 AND min(resolved) = 0 AND count(parent) = 0"))
            Apply(resolver, Load("SELECT thread, source, agent, parent, created, marks, content FROM lineage WHERE thread = ?1", thread), [], []);
        database.Execute("UPDATE lineage SET resolved = 1 WHERE resolved = 0");
    }

    private void Apply(LineageResolver resolver, List<Lineage> sources, List<Lineage> parents, List<Lineage> children)
    {
        foreach (Verdict verdict in resolver(sources[0].Agent, sources, parents, children)) usage.Withdraw(verdict.Key, Withdrawal.Copy, verdict.IsCopy);
    }

    private List<byte[]> Keys(string sql)
    {
        List<byte[]> keys = [];
        SqliteStatement select = database.Prepare(sql);
        while (select.Step()) keys.Add(select.Blob(0).ToArray());
        select.Reset();
        return keys;
    }

    private List<Lineage> Load(string sql, byte[] key)
    {
        List<Lineage> lineages = [];
        SqliteStatement select = database.Prepare(sql).Bind(1, key.AsSpan());
        while (select.Step())
        {
            lineages.Add(new Lineage
            {
                Thread = RecordKey.Read(select.Blob(0)),
                Source = (byte)select.Int64(1),
                Agent = names.NameOf((int)select.Int64(2))!,
                Parent = select.IsNull(3) ? null : RecordKey.Read(select.Blob(3)),
                CreatedMs = select.Int64(4),
                Marks = (int)select.Int64(5),
                Content = select.Blob(6).ToArray(),
            });
        }

        select.Reset();
        return lineages;
    }
}
