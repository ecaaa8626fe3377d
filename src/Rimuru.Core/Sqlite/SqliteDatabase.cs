using SQLitePCL;

namespace Rimuru.Core.Sqlite;

/// <summary>One connection to a SQLite file, by way of the raw API: what an ADO.NET provider adds costs 13 ms at the start and half the speed of an insert.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    /// <summary>How long SQLite itself waits for a lock; it cannot be interrupted meanwhile, so longer waits are made of several.</summary>
    private const int BusyTimeoutMs = 200;

    /// <summary>How long a write waits for other writers: a first ingest of many GB holds the lock for seconds at a time.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly sqlite3 handle;
    private readonly Dictionary<string, SqliteStatement> statements = new(StringComparer.Ordinal);
    private CancellationTokenRegistration stopping;

    static SqliteDatabase() => raw.SetProvider(new SQLite3Provider_e_sqlite3());

    private SqliteDatabase(sqlite3 handle, string path)
    {
        this.handle = handle;
        Path = path;
    }

    /// <summary>The version of the SQLite library.</summary>
    public static string LibraryVersion => raw.sqlite3_libversion().utf8_to_string();

    public string Path { get; }

    /// <summary>True where the file can be read, but not written.</summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(handle, "main") == 1;

    /// <summary>What becomes of an error before it is thrown; the <see cref="SqliteException"/> itself comes out where this is null.</summary>
    public Func<SqliteException, Exception>? Explain { get; set; }

    public bool InTransaction => raw.sqlite3_get_autocommit(handle) == 0;

    /// <summary>Rows that the last insert, update or delete changed.</summary>
    public int Changes => raw.sqlite3_changes(handle);

    /// <summary>Opens a file for reading and writing; it is made where there is none.</summary>
    public static SqliteDatabase Open(string path) => Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, path);

    /// <summary>Opens a file that is there; it is not made.</summary>
    public static SqliteDatabase OpenExisting(string path) => Open(path, raw.SQLITE_OPEN_READWRITE, path);

    /// <summary>Opens somebody else's file for reading. An immutable one is read without a lock or a side file; that is safe only where no -wal belongs to it.</summary>
    public static SqliteDatabase OpenReadOnly(string path, bool isImmutable)
    {
        // The three characters that mean something in SQLite's URIs; a Uri of .NET would take a % in the name for an escape.
        string name = path.Replace("%", "%25", StringComparison.Ordinal).Replace("?", "%3F", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal);
        if (OperatingSystem.IsWindows()) name = "/" + name.Replace('\\', '/');
        string uri = "file://" + name + (isImmutable ? "?mode=ro&immutable=1" : "?mode=ro");
        return Open(uri, raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI, path);
    }

    private static SqliteDatabase Open(string name, int flags, string path)
    {
        int code = raw.sqlite3_open_v2(name, out sqlite3 handle, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code != raw.SQLITE_OK)
        {
            string message = handle is null ? raw.sqlite3_errstr(code).utf8_to_string() : raw.sqlite3_errmsg(handle).utf8_to_string();
            handle?.Dispose();
            throw new SqliteException(code, message);
        }

        raw.sqlite3_busy_timeout(handle, BusyTimeoutMs);
        return new SqliteDatabase(handle, path);
    }

    /// <summary>Has a token end whatever runs on this connection; see <see cref="SqliteException.IsInterrupted"/>.</summary>
    public void StopWith(CancellationToken stop) => stopping = stop.Register(() => raw.sqlite3_interrupt(handle));

    /// <summary>Puts the content of another file in the place of this one's, in one transaction: whoever reads or fails meanwhile has what was there before.</summary>
    public void ReplaceBy(SqliteDatabase source, CancellationToken stop)
    {
        const int PagesAtOnce = 2048;
        using sqlite3_backup backup = raw.sqlite3_backup_init(handle, "main", source.handle, "main") ?? throw Error(raw.sqlite3_errcode(handle));
        long deadline = Environment.TickCount64 + (long)LongestWait.TotalMilliseconds;
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            int code = raw.sqlite3_backup_step(backup, PagesAtOnce);
            if (code == raw.SQLITE_DONE) return;
            if (code is raw.SQLITE_BUSY or raw.SQLITE_LOCKED && Environment.TickCount64 < deadline) Thread.Sleep(BusyTimeoutMs);
            else if (code != raw.SQLITE_OK) throw Explained(new SqliteException(code, raw.sqlite3_errstr(code).utf8_to_string()));
        }
    }

    /// <summary>Runs statements without parameters or rows.</summary>
    public void Execute(string sql)
    {
        if (Try(sql) is { } error) throw Explained(error);
    }

    /// <summary>Begins a transaction that may write, as soon as no other process has one.</summary>
    public void Begin(CancellationToken stop) => ExecuteAlone("BEGIN IMMEDIATE", stop);

    /// <summary>Runs a statement that no other process may write beside, as soon as none does.</summary>
    public void ExecuteAlone(string sql, CancellationToken stop)
    {
        long deadline = Environment.TickCount64 + (long)LongestWait.TotalMilliseconds;
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            if (Try(sql) is not { } error) return;
            if (!error.IsBusy || Environment.TickCount64 >= deadline) throw Explained(error);
        }
    }

    /// <summary>The prepared statement of this text, made once for the connection and reset for its next use.</summary>
    public SqliteStatement Prepare(string sql)
    {
        if (statements.TryGetValue(sql, out SqliteStatement? known))
        {
            known.Reset();
            return known;
        }

        SqliteStatement prepared = Compile(sql, raw.SQLITE_PREPARE_PERSISTENT);
        statements.Add(sql, prepared);
        return prepared;
    }

    /// <summary>A statement that the caller owns, for enumerations that others may interrupt.</summary>
    public SqliteStatement PrepareFresh(string sql) => Compile(sql, 0);

    /// <summary>The first column of the first row as a number; null where there is no row or it holds NULL.</summary>
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
        foreach (SqliteStatement statement in statements.Values) statement.Dispose();
        statements.Clear();
        handle.Dispose();
    }

    private SqliteStatement Compile(string sql, uint flags)
    {
        int code = raw.sqlite3_prepare_v3(handle, sql, flags, out sqlite3_stmt statement);
        return code == raw.SQLITE_OK ? new SqliteStatement(this, statement) : throw Error(code);
    }

    internal Exception Error(int code) => Explained(Read(code));

    private SqliteException? Try(string sql)
    {
        int code = raw.sqlite3_exec(handle, sql);
        return code == raw.SQLITE_OK ? null : Read(code);
    }

    private SqliteException Read(int code) => new(raw.sqlite3_extended_errcode(handle) is var extended && extended != 0 ? extended : code, raw.sqlite3_errmsg(handle).utf8_to_string());

    private Exception Explained(SqliteException error) => Explain?.Invoke(error) ?? error;
}

/// <summary>An error that SQLite gave, with its extended result code.</summary>
internal sealed class SqliteException(int code, string message) : Exception($"SQLite error {code}: {message}")
{
    /// <summary>The primary result code.</summary>
    public int Code { get; } = code & 0xFF;

    /// <summary>True where <see cref="SqliteDatabase.StopWith"/> ended it.</summary>
    public bool IsInterrupted => Code == raw.SQLITE_INTERRUPT;

    public bool IsBusy => Code is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    public bool IsNotADatabase => Code is raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT;
}
