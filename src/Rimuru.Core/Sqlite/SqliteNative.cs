using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

// This lets calls with blittable arguments be compiled ahead of time; each would cost a refresh half a millisecond otherwise.
[assembly: DisableRuntimeMarshalling]

namespace Rimuru.Core.Sqlite;

/// <summary>The SQLite functions in use: connections and statements are pointers, texts are UTF-8.</summary>
internal static unsafe class SqliteNative
{
    public const int Ok = 0,
        Busy = 5,
        Locked = 6,
        ReadOnly = 8,
        Interrupt = 9,
        Corrupt = 11,
        Full = 13,
        CannotOpen = 14,
        NotADatabase = 26,
        Row = 100,
        Done = 101;
    public const int IndexNotOpened = 10 | (18 << 8),
        IndexNotGrown = 10 | (19 << 8),
        IndexNotMapped = 10 | (21 << 8);
    public const int OpenReadOnly = 1,
        OpenReadWrite = 2,
        OpenCreate = 4,
        OpenUri = 0x40,
        OpenNoMutex = 0x8000;
    public const uint PreparePersistent = 1;
    public const int NullType = 5;

    /// <summary>Tells SQLite to copy the value.</summary>
    public const nint Transient = -1;

    /// <summary>Tells SQLite that the value stays where it is until the statement has run.</summary>
    public const nint Static = 0;

    private const string Library = "e_sqlite3";

    [DllImport(Library, ExactSpelling = true)]
    public static extern int sqlite3_open_v2(byte* name, nint* database, int flags, byte* vfs);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int sqlite3_close_v2(nint database);

    [DllImport(Library, ExactSpelling = true)]
    public static extern byte* sqlite3_errstr(int code);

    [DllImport(Library, ExactSpelling = true)]
    public static extern byte* sqlite3_errmsg(nint database);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int sqlite3_extended_errcode(nint database);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int sqlite3_limit(nint database, int kind, int value);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int sqlite3_busy_timeout(nint database, int milliseconds);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int sqlite3_get_autocommit(nint database);

    [DllImport(Library, ExactSpelling = true), SuppressGCTransition]
    public static extern int sqlite3_changes(nint database);

    [DllImport(Library, ExactSpelling = true), SuppressGCTransition]
    public static extern long sqlite3_last_insert_rowid(nint database);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int sqlite3_exec(nint database, byte* sql, nint callback, nint argument, nint error);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int sqlite3_prepare_v3(nint database, byte* sql, int length, uint flags, nint* statement, nint tail);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int sqlite3_finalize(nint statement);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int sqlite3_step(nint statement);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int sqlite3_reset(nint statement);

    [DllImport(Library, ExactSpelling = true), SuppressGCTransition]
    public static extern int sqlite3_bind_int64(nint statement, int index, long value);

    [DllImport(Library, ExactSpelling = true), SuppressGCTransition]
    public static extern int sqlite3_bind_null(nint statement, int index);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int sqlite3_bind_text(nint statement, int index, byte* text, int length, nint release);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int sqlite3_bind_blob(nint statement, int index, byte* bytes, int length, nint release);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int sqlite3_bind_zeroblob(nint statement, int index, int length);

    [DllImport(Library, ExactSpelling = true), SuppressGCTransition]
    public static extern int sqlite3_column_type(nint statement, int column);

    [DllImport(Library, ExactSpelling = true), SuppressGCTransition]
    public static extern long sqlite3_column_int64(nint statement, int column);

    [DllImport(Library, ExactSpelling = true)]
    public static extern byte* sqlite3_column_text(nint statement, int column);

    [DllImport(Library, ExactSpelling = true)]
    public static extern byte* sqlite3_column_blob(nint statement, int column);

    [DllImport(Library, ExactSpelling = true), SuppressGCTransition]
    public static extern int sqlite3_column_bytes(nint statement, int column);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int sqlite3_column_count(nint statement);

    [DllImport(Library, ExactSpelling = true)]
    public static extern byte* sqlite3_libversion();

    [DllImport(Library, ExactSpelling = true)]
    public static extern int sqlite3_db_readonly(nint database, byte* name);

    [DllImport(Library, ExactSpelling = true)]
    public static extern void sqlite3_interrupt(nint database);

    [DllImport(Library, ExactSpelling = true)]
    public static extern nint sqlite3_backup_init(nint target, byte* targetName, nint source, byte* sourceName);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int sqlite3_backup_step(nint backup, int pages);

    [DllImport(Library, ExactSpelling = true)]
    public static extern int sqlite3_backup_finish(nint backup);
}
