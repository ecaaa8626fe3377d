using Rimuru.Core.AdapterContract;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Formats;

/// <summary>
/// Opens an agent's own SQLite file without disturbing it: nothing is written beside it, and what stands in its -wal is seen.
/// Read-only mode alone leaves a -shm and a -wal behind; immutable mode beside a live -wal misses rows.
/// </summary>
internal sealed class ForeignSqlite : IDisposable
{
    private readonly string? copy;

    private ForeignSqlite(SqliteDatabase database, string? copy)
    {
        Database = database;
        this.copy = copy;
    }

    public SqliteDatabase Database { get; }

    public static ForeignSqlite Open(string path)
    {
        FileInfo wal = new(path + "-wal");
        if (!wal.Exists || wal.Length == 0) return new ForeignSqlite(SqliteDatabase.OpenReadOnly(path, isImmutable: true), null);
        if (File.Exists(path + "-shm")) return new ForeignSqlite(SqliteDatabase.OpenReadOnly(path, isImmutable: false), null);

        // Its process is gone and left a -wal: SQLite would make a -shm beside it.
        string folder = Directory.CreateTempSubdirectory("rimuru-").FullName;
        try
        {
            string target = Path.Combine(folder, Path.GetFileName(path));
            File.Copy(path, target);
            File.Copy(wal.FullName, target + "-wal");
            return new ForeignSqlite(SqliteDatabase.Open(target), folder);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>The file as ingest compares it: what stands in the -wal counts as its content.</summary>
    public static LogFile? Describe(string path)
    {
        FileInfo file = new(path);
        if (!file.Exists) return null;
        FileInfo wal = new(path + "-wal");
        return wal.Exists && wal.Length > 0
            ? new LogFile(path, file.Length + wal.Length, Math.Max(file.LastWriteTimeUtc.Ticks, wal.LastWriteTimeUtc.Ticks))
            : new LogFile(path, file.Length, file.LastWriteTimeUtc.Ticks);
    }

    /// <summary>The columns of a table; none where there is no such table.</summary>
    public HashSet<string> Columns(string table)
    {
        HashSet<string> columns = new(StringComparer.OrdinalIgnoreCase);
        using SqliteStatement select = Database.PrepareFresh("SELECT name FROM pragma_table_info(?1)").Bind(1, table);
        while (select.Step()) columns.Add(select.Text(0)!);
        return columns;
    }

    /// <summary>What to select of a table whose columns differ from version to version: a column that is not there reads as NULL.</summary>
    public static string Select(HashSet<string> columns, params string[] names) =>
        string.Join(", ", names.Select(name => columns.Contains(name) ? name : $"NULL AS {name}"));

    public void Dispose()
    {
        Database.Dispose();
        if (copy is not null) Directory.Delete(copy, recursive: true);
    }
}
