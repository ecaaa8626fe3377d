using Rimuru.Core.Files;

namespace Rimuru.Core.Sqlite;

/// <summary>
/// Opens another program's SQLite file without touching it: nothing is written to it or beside it, and the content of its -wal is included.
/// Read-only mode alone leaves a -shm and a -wal behind; immutable mode beside a live -wal misses rows.
/// </summary>
internal sealed class UntouchedSqlite : IDisposable
{
    /// <summary>The size limit for copying a database with its journal, which is needed if its process is gone.</summary>
    public const long LargestCopy = 4L << 30;

    public const long LargestJournal = 1L << 30;

    /// <summary>Time limit for all queries on one file.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly TemporaryFolder? copy;
    private readonly CancellationTokenSource over;

    private UntouchedSqlite(SqliteDatabase database, TemporaryFolder? copy, string path, CancellationToken stop)
    {
        Database = database;
        this.copy = copy;
        over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        over.CancelAfter(Limit);
        database.StopWith(
            over.Token,
            () =>
                stop.IsCancellationRequested
                    ? new OperationCanceledException(stop)
                    : new IOException($"'{path}' did not answer within {Limit.TotalMinutes:0} minutes.")
        );
        database.Distrust();
    }

    public SqliteDatabase Database { get; }

    public static UntouchedSqlite Open(string path, CancellationToken stop)
    {
        string wal = path + "-wal";
        FileInfo journal = new(wal);
        if (!journal.Exists || journal.Length == 0)
            return new UntouchedSqlite(SqliteDatabase.OpenReadOnly(path, isImmutable: true), null, path, stop);
        if (File.Exists(path + "-shm"))
            return new UntouchedSqlite(SqliteDatabase.OpenReadOnly(path, isImmutable: false), null, path, stop);

        // Its process is gone and left a -wal: SQLite would create a -shm beside it.
        TemporaryFolder folder = TemporaryFolder.Make();
        try
        {
            string target = Path.Combine(folder.Path, "copy.db");
            Copy(path, target, LargestCopy, stop);
            if (FileStatus.OfEntry(wal) is { IsRegular: false })
                throw new IOException($"'{wal}' is not a regular file, or is a link; it is not read.");
            Copy(wal, target + "-wal", LargestJournal, stop);
            SqliteDatabase database = SqliteDatabase.Open(target);
            return new UntouchedSqlite(database, folder, path, stop).Settled();
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Database.Dispose();
        over.Dispose();
        copy?.Dispose();
    }

    /// <summary>
    /// If the system allows deleting open files, the copy is deleted at once, so that a killed process leaves nothing behind.
    /// </summary>
    private UntouchedSqlite Settled()
    {
        try
        {
            Database.Execute("PRAGMA locking_mode = EXCLUSIVE");
            Database.Number("SELECT count(*) FROM sqlite_master");
            if (!OperatingSystem.IsWindows())
                copy!.Dispose();
            return this;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private static void Copy(string source, string target, long most, CancellationToken stop)
    {
        using Stream from = RegularFile.OpenStream(source);
        if (from.Length > most)
            throw new FileTooLargeException(source, from.Length, most);
        using FileStream to = new(target, FileMode.CreateNew, FileAccess.Write);
        byte[] buffer = new byte[1 << 20];
        for (int read = from.Read(buffer); read > 0; read = from.Read(buffer))
        {
            stop.ThrowIfCancellationRequested();
            to.Write(buffer, 0, read);
        }
    }
}
