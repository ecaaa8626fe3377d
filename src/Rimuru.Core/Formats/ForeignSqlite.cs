using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Formats;

/// <summary>
/// An agent's own SQLite file, read without changing it. Only ordinary tables are read: a view or a virtual table in their place could run
/// anything, and is refused.
/// </summary>
internal sealed class ForeignSqlite : IDisposable
{
    private readonly UntouchedSqlite file;
    private readonly string path;

    private ForeignSqlite(UntouchedSqlite file, string path)
    {
        this.file = file;
        this.path = path;
    }

    public SqliteDatabase Database => file.Database;

    public static ForeignSqlite Open(string path, CancellationToken stop) => new(UntouchedSqlite.Open(path, stop), path);

    /// <summary>Size and time of the file for ingest; its -wal file is included.</summary>
    public static LogFile? Describe(string path)
    {
        FileInfo file = new(path);
        if (!file.Exists)
            return null;
        FileInfo wal = new(path + "-wal");
        return wal.Exists && wal.Length > 0
            ? new LogFile(path, file.Length + wal.Length, Math.Max(file.LastWriteTimeUtc.Ticks, wal.LastWriteTimeUtc.Ticks))
            : new LogFile(path, file.Length, file.LastWriteTimeUtc.Ticks);
    }

    /// <summary>The columns of a table; empty if the table does not exist.</summary>
    public HashSet<string> Columns(string table)
    {
        if (Database.KindOf(table) is { IsPlainTable: false })
            throw new IOException($"'{path}': {table} is not an ordinary table; it is not read.");
        HashSet<string> columns = new(StringComparer.OrdinalIgnoreCase);
        using SqliteStatement select = Database.PrepareFresh("SELECT name FROM pragma_table_info(?1)").Bind(1, table);
        while (select.Step())
            columns.Add(select.Text(0)!);
        return columns;
    }

    /// <summary>The SQL for columns that not every version of a table has: a missing column is read as NULL.</summary>
    public static string Select(HashSet<string> columns, params string[] names) =>
        string.Join(", ", names.Select(name => columns.Contains(name) ? name : $"NULL AS {name}"));

    public void Dispose() => file.Dispose();
}
