using System.Runtime.InteropServices;
using System.Text;
using Rimuru.Core.Files;
using static Rimuru.Core.Sqlite.SqliteNative;

namespace Rimuru.Core.Sqlite;

/// <summary>
/// One connection to a SQLite file through SQLite's C functions: an ADO.NET provider adds 13 ms at start-up and halves the speed of
/// inserts.
/// </summary>
internal sealed unsafe class SqliteDatabase : IDisposable
{
    /// <summary>The endings of the files that SQLite keeps beside a database.</summary>
    public static readonly string[] SideFiles = ["-wal", "-shm", "-journal"];

    /// <summary>The database that a file belongs to, if it is one that SQLite keeps beside a database; else the file itself.</summary>
    public static string FileOf(string path) =>
        Array.Find(SideFiles, ending => path.EndsWith(ending, StringComparison.Ordinal)) is { } side ? path[..^side.Length] : path;

    /// <summary>How long SQLite itself waits for a lock. That wait cannot be interrupted, so longer waits consist of several.</summary>
    private const int BusyTimeoutMs = 200;

    /// <summary>How long a write waits for other writers: a first ingest of many GB holds the lock for seconds at a time.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>The page cache in KiB of a database that is only appended to.</summary>
    public const int SmallCache = 2048;

    private const int LargeCache = 8192;

    private nint handle;
    private readonly Dictionary<string, SqliteStatement> statements = new(new SqlTexts());
    private CancellationTokenRegistration stopping;
    private CancellationToken stop;
    private Func<Exception>? interrupted;

    private SqliteDatabase(nint handle, string path)
    {
        this.handle = handle;
        Path = path;
    }

    /// <summary>The version of the SQLite library.</summary>
    public static string LibraryVersion => Text(sqlite3_libversion());

    public string Path { get; }

    /// <summary>True if the file can be read but not written.</summary>
    public bool IsReadOnly
    {
        get
        {
            fixed (byte* main = "main\0"u8)
                return sqlite3_db_readonly(Handle, main) == 1;
        }
    }

    /// <summary>Translates an error before it is thrown; if null, the <see cref="SqliteException"/> itself is thrown.</summary>
    public Func<SqliteException, Exception>? Explain { get; set; }

    public bool InTransaction => sqlite3_get_autocommit(Handle) == 0;

    /// <summary>Rows that the last insert, update or delete changed.</summary>
    public int Changes => sqlite3_changes(Handle);

    /// <summary>The id of the row that the last insert added.</summary>
    public long LastId => sqlite3_last_insert_rowid(Handle);

    /// <summary>Opens a file for reading and writing; creates it if it does not exist.</summary>
    public static SqliteDatabase Open(string path) => Open(path, OpenReadWrite | OpenCreate, path);

    /// <summary>Opens an existing file for writing or, if the system does not allow that, for reading.</summary>
    public static SqliteDatabase OpenAsAllowed(string path)
    {
        SqliteDatabase database = Open(path, OpenReadWrite, path);
        try
        {
            database.Number("PRAGMA user_version");
            return database;
        }
        catch (SqliteException e) when (e.IsOfSideFiles && !File.Exists(path + "-wal"))
        {
            // Reading needs side files that cannot be created here; so nobody else can be writing either.
            database.Dispose();
            return OpenReadOnly(path, isImmutable: true);
        }
        catch (SqliteException e) when (e.IsOfSpace)
        {
            // On a full disk the index of the journal has no room. The only user of the file can keep it in memory.
            database.Dispose();
            return OpenAlone(path);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Opens another program's file for reading. An immutable file is read without lock and side files, which is safe only if it has no
    /// -wal file.
    /// </summary>
    public static SqliteDatabase OpenReadOnly(string path, bool isImmutable)
    {
        // Only these three characters are special in SQLite's URIs; .NET's Uri would take a % in the name for an escape.
        string name = path.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("?", "%3F", StringComparison.Ordinal)
            .Replace("#", "%23", StringComparison.Ordinal);
        if (OperatingSystem.IsWindows())
            name = "/" + name.Replace('\\', '/');
        string uri = "file://" + name + (isImmutable ? "?mode=ro&immutable=1" : "?mode=ro");
        return Open(uri, SqliteNative.OpenReadOnly | OpenUri, path);
    }

    private static SqliteDatabase OpenAlone(string path)
    {
        SqliteDatabase database = Open(path, OpenReadWrite, path);
        try
        {
            database.Execute("PRAGMA locking_mode = EXCLUSIVE");
            database.Number("PRAGMA user_version");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static SqliteDatabase Open(string name, int flags, string path)
    {
        RefuseOthers(path);
        nint handle;
        int code;
        fixed (byte* file = Utf8(name))
            code = sqlite3_open_v2(file, &handle, flags | OpenNoMutex, null);
        if (code != Ok)
        {
            string message = Text(handle == 0 ? sqlite3_errstr(code) : sqlite3_errmsg(handle));
            _ = sqlite3_close_v2(handle);
            throw new SqliteException(code, message);
        }

        _ = sqlite3_busy_timeout(handle, BusyTimeoutMs);
        return new SqliteDatabase(handle, path);
    }

    /// <summary>
    /// Lets a token, which replaces the previous one, interrupt whatever runs on this connection; see
    /// <see cref="SqliteException.IsInterrupted"/>.
    /// </summary>
    /// <param name="stop">The token.</param>
    /// <param name="interrupted">The error of an interrupted statement; an <see cref="OperationCanceledException"/> where null.</param>
    public void StopWith(CancellationToken stop, Func<Exception>? interrupted = null)
    {
        stopping.Dispose();
        (this.stop, this.interrupted) = (stop, interrupted);
        nint address = Handle;
        stopping = stop.Register(() => sqlite3_interrupt(address));
    }

    /// <summary>Treats the file as untrusted: functions in its schema do not run, and the size of values is limited.</summary>
    public void Distrust()
    {
        const int LongestValue = 0;
        Execute("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON");
        _ = sqlite3_limit(Handle, LongestValue, 256 << 20);
    }

    /// <summary>Sets how many KiB of pages are kept in memory.</summary>
    public void CachePages(int kibibytes = LargeCache) => Execute($"PRAGMA cache_size = -{kibibytes}");

    /// <summary>The schema entry with a name; null if there is none.</summary>
    public SqliteEntry? KindOf(string name)
    {
        using SqliteStatement select = PrepareFresh(
                "SELECT type, sql FROM sqlite_master WHERE name = ?1 COLLATE NOCASE AND type IN ('table', 'view')"
            )
            .Bind(1, name);
        return select.Step() ? new SqliteEntry(select.Text(0) ?? "", select.Text(1) ?? "") : null;
    }

    /// <summary>Replaces the content by that of another file, in one transaction: readers, and a failure, see the old content.</summary>
    public void ReplaceBy(SqliteDatabase source, CancellationToken stop)
    {
        const int PagesAtOnce = 2048;
        nint backup;
        fixed (byte* main = "main\0"u8)
            backup = sqlite3_backup_init(Handle, main, source.Handle, main);
        if (backup == 0)
            throw Error(sqlite3_extended_errcode(Handle));
        try
        {
            long deadline = Environment.TickCount64 + (long)LongestWait.TotalMilliseconds;
            for (int code = Ok; code != Done; code = sqlite3_backup_step(backup, PagesAtOnce))
            {
                stop.ThrowIfCancellationRequested();
                if (code is Busy or Locked && Environment.TickCount64 < deadline)
                    Thread.Sleep(BusyTimeoutMs);
                else if (code != Ok)
                    throw Explained(new SqliteException(code, Text(sqlite3_errstr(code))));
            }
        }
        finally
        {
            _ = sqlite3_backup_finish(backup);
        }
    }

    /// <summary>Runs statements without parameters or rows.</summary>
    public void Execute(string sql)
    {
        if (Try(sql) is { } error)
            throw Explained(error);
    }

    /// <summary>Begins a write transaction once no other process has one.</summary>
    public void Begin(CancellationToken stop) => ExecuteAlone("BEGIN IMMEDIATE", stop);

    /// <summary>Runs a statement that needs the write lock once no other process holds it.</summary>
    public void ExecuteAlone(string sql, CancellationToken stop)
    {
        long deadline = Environment.TickCount64 + (long)LongestWait.TotalMilliseconds;
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            if (Try(sql) is not { } error)
                return;
            if (!error.IsBusy || Environment.TickCount64 >= deadline)
                throw Explained(error);
        }
    }

    /// <summary>The prepared statement for this text, created once a connection and reset for reuse.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (statements.TryGetValue(sql, out SqliteStatement? known))
        {
            known.Reset();
            return known;
        }

        SqliteStatement prepared = Compile(sql, PreparePersistent);
        statements.Add(sql, prepared);
        return prepared;
    }

    /// <summary>A statement that the caller owns, for enumerations during which others run statements.</summary>
    public SqliteStatement PrepareFresh(string sql) => Compile(sql, 0);

    /// <summary>The first column of the first row as a number; null if there is no row or it holds NULL.</summary>
    public long? Number(string sql)
    {
        SqliteStatement statement = Prepare(sql);
        long? value = statement.Step() ? statement.OptionalInt64(0) : null;
        statement.Reset();
        return value;
    }

    public void Dispose()
    {
        stopping.Dispose();
        foreach (SqliteStatement statement in statements.Values)
            statement.Dispose();
        statements.Clear();

        // A statement that an enumeration still holds keeps the connection open until it is disposed.
        _ = sqlite3_close_v2(handle);
        handle = 0;
    }

    /// <summary>Refuses anything but regular files at the path and beside it: SQLite would open a pipe and wait for it.</summary>
    private static void RefuseOthers(string path)
    {
        if (FileStatus.Of(path) is { IsRegular: false })
            throw new SqliteException(CannotOpen, $"'{path}' is not a regular file");
        foreach (string ending in SideFiles)
        {
            if (FileStatus.OfEntry(path + ending) is { IsRegular: false })
                throw new SqliteException(CannotOpen, $"'{path}{ending}' is not a regular file, or is a link");
        }
    }

    private nint Handle
    {
        get
        {
            ObjectDisposedException.ThrowIf(handle == 0, this);
            return handle;
        }
    }

    private SqliteStatement Compile(string sql, uint flags)
    {
        nint statement;
        int code;
        byte[] text = Utf8(sql);
        fixed (byte* start = text)
            code = sqlite3_prepare_v3(Handle, start, text.Length, flags, &statement, 0);
        return code == Ok ? new SqliteStatement(this, statement) : throw Error(code);
    }

    internal Exception Error(int code) => Explained(Read(code));

    private SqliteException? Try(string sql)
    {
        int code;
        fixed (byte* text = Utf8(sql))
            code = sqlite3_exec(Handle, text, 0, 0, 0);
        return code == Ok ? null : Read(code);
    }

    private SqliteException Read(int code) =>
        new(sqlite3_extended_errcode(Handle) is var extended && extended != 0 ? extended : code, Text(sqlite3_errmsg(Handle)));

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    /// <summary>A zero-terminated UTF-8 string.</summary>
    private static byte[] Utf8(string text)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        Encoding.UTF8.GetBytes(text, bytes);
        return bytes;
    }

    private Exception Explained(SqliteException error)
    {
        if (error.IsInterrupted && stop.IsCancellationRequested)
            return interrupted?.Invoke() ?? new OperationCanceledException(stop);
        return Explain?.Invoke(error) ?? error;
    }
}

/// <summary>
/// Compares texts of statements: hashing some hundred characters for every row takes as long as its insert needs for a column.
/// </summary>
file sealed class SqlTexts : IEqualityComparer<string>
{
    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    public int GetHashCode(string text) => text.Length;
}

/// <summary>An entry of a file's schema.</summary>
/// <param name="Type">Its type: table, view, index or trigger.</param>
/// <param name="Sql">Its CREATE statement; empty for entries that SQLite created automatically.</param>
internal sealed record SqliteEntry(string Type, string Sql)
{
    /// <summary>True for an ordinary table, not a virtual one.</summary>
    public bool IsPlainTable => Type == "table" && !Sql.StartsWith("CREATE VIRTUAL", StringComparison.OrdinalIgnoreCase);
}

/// <summary>An error that SQLite returned, with its extended result code.</summary>
internal sealed class SqliteException(int code, string message) : Exception($"SQLite error {code}: {message}")
{
    /// <summary>The primary result code.</summary>
    public int Code { get; } = code & 0xFF;

    /// <summary>True if <see cref="SqliteDatabase.StopWith"/> interrupted it.</summary>
    public bool IsInterrupted => Code == Interrupt;

    /// <summary>True if a side file that the journal needs cannot be created.</summary>
    public bool IsOfSideFiles => Code is CannotOpen or ReadOnly;

    /// <summary>True if the disk has no room for a side file that the journal needs.</summary>
    public bool IsOfSpace => code is IndexNotOpened or IndexNotGrown or IndexNotMapped || Code is Full;

    public bool IsBusy => Code is Busy or Locked;

    public bool IsNotADatabase => Code is NotADatabase or Corrupt;
}
