using System.Text;
using static Rimuru.Core.Sqlite.SqliteNative;

namespace Rimuru.Core.Sqlite;

/// <summary>A prepared statement. Parameters are numbered from 1, columns from 0.</summary>
internal sealed unsafe class SqliteStatement(SqliteDatabase database, nint handle) : IDisposable
{
    private nint handle = handle;

    /// <summary>The pointer; throws after <see cref="Dispose"/>, because SQLite would read freed memory.</summary>
    private nint Handle
    {
        get
        {
            ObjectDisposedException.ThrowIf(handle == 0, this);
            return handle;
        }
    }

    public SqliteStatement Bind(int index, long value) => Bound(sqlite3_bind_int64(Handle, index, value));

    public SqliteStatement Bind(int index, long? value) => value is { } number ? Bind(index, number) : BindNull(index);

    public SqliteStatement Bind(int index, string? value)
    {
        if (value is null)
            return BindNull(index);
        const int OnStack = 512;
        int most = Encoding.UTF8.GetMaxByteCount(value.Length);
        Span<byte> text = most <= OnStack ? stackalloc byte[OnStack] : new byte[most];
        int length = Encoding.UTF8.GetBytes(value, text);
        fixed (byte* start = text)
            return Bound(sqlite3_bind_text(Handle, index, start, length, Transient));
    }

    public SqliteStatement Bind(int index, ReadOnlySpan<byte> value)
    {
        // An empty span has no address, and SQLite treats a null pointer as NULL.
        if (value.IsEmpty)
            return Bound(sqlite3_bind_zeroblob(Handle, index, 0));
        fixed (byte* start = value)
            return Bound(sqlite3_bind_blob(Handle, index, start, value.Length, Transient));
    }

    /// <summary>Binds bytes without copying them: they must lie on the stack, where they do not move, until the statement runs.</summary>
    public SqliteStatement BindOnStack(int index, ReadOnlySpan<byte> value)
    {
        fixed (byte* start = value)
            return Bound(sqlite3_bind_blob(Handle, index, start, value.Length, Static));
    }

    public SqliteStatement BindNull(int index) => Bound(sqlite3_bind_null(Handle, index));

    /// <summary>Advances to the next row; true if there is one.</summary>
    public bool Step()
    {
        int code = sqlite3_step(Handle);
        if (code == Row)
            return true;
        if (code == Done)
            return false;
        Exception error = database.Error(code);
        Reset();
        throw error;
    }

    /// <summary>Runs the statement to its end and resets it for reuse.</summary>
    public void Run()
    {
        while (Step()) { }

        Reset();
    }

    public void Reset() => _ = sqlite3_reset(Handle);

    /// <summary>How many columns a row has.</summary>
    public int Columns => sqlite3_column_count(Handle);

    public long Int64(int column) => sqlite3_column_int64(Handle, column);

    public long? OptionalInt64(int column) => IsNull(column) ? null : Int64(column);

    public bool IsNull(int column) => sqlite3_column_type(Handle, column) == NullType;

    public string? Text(int column) => IsNull(column) ? null : Encoding.UTF8.GetString(Utf8(column));

    /// <summary>The text of a column in UTF-8, valid until the next step.</summary>
    public ReadOnlySpan<byte> Utf8(int column)
    {
        byte* start = sqlite3_column_text(Handle, column);
        return new ReadOnlySpan<byte>(start, sqlite3_column_bytes(handle, column));
    }

    /// <summary>The bytes of a column, valid until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column)
    {
        byte* start = sqlite3_column_blob(Handle, column);
        return new ReadOnlySpan<byte>(start, sqlite3_column_bytes(handle, column));
    }

    public void Dispose()
    {
        if (handle != 0)
            _ = sqlite3_finalize(handle);
        handle = 0;
    }

    private SqliteStatement Bound(int code) => code == Ok ? this : throw database.Error(code);
}
