using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Formats;

/// <summary>
/// An agent's own SQLite file, read without disturbing it. Its tables are asked by name; a view or a virtual table in their place could do
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

    /// <summary>The file as ingest compares it: what stands in the -wal counts as its content.</summary>
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

    /// <summary>The columns of a table; none where there is no such table.</summary>
    public HashSet<string> Columns(string table)
    {
        if (Database.KindOf(table) is { IsPlainTable: false })
            throw new IOException($"'{path}': {table} is no table of its own, and is not read.");
        HashSet<string> columns = new(StringComparer.OrdinalIgnoreCase);
        using SqliteStatement select = Database.PrepareFresh("SELECT name FROM pragma_table_info(?1)").Bind(1, table);
        while (select.Step())
            columns.Add(select.Text(0)!);
        return columns;
    }

    /// <summary>What to select of a table whose columns differ from version to version: a column that is not there reads as NULL.</summary>
    public static string Select(HashSet<string> columns, params string[] names) =>
        string.Join(", ", names.Select(name => columns.Contains(name) ? name : $"NULL AS {name}"));

    public void Dispose() => file.Dispose();
}
