using SQLitePCL;

namespace Rimuru.Core.Sqlite;

/// <summary>A prepared statement. Parameters are numbered from 1, columns from 0.</summary>
internal sealed class SqliteStatement(SqliteDatabase database, sqlite3_stmt statement) : IDisposable
{
    public SqliteStatement Bind(int index, long value)
    {
        raw.sqlite3_bind_int64(statement, index, value);
        return this;
    }

    public SqliteStatement Bind(int index, long? value)
    {
        if (value is { } number) raw.sqlite3_bind_int64(statement, index, number);
        else raw.sqlite3_bind_null(statement, index);
        return this;
    }

    public SqliteStatement Bind(int index, string? value)
    {
        if (value is null) raw.sqlite3_bind_null(statement, index);
        else raw.sqlite3_bind_text(statement, index, value);
        return this;
    }

    public SqliteStatement Bind(int index, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) raw.sqlite3_bind_zeroblob(statement, index, 0);
        else raw.sqlite3_bind_blob(statement, index, value);
        return this;
    }

    public SqliteStatement BindNull(int index)
    {
        raw.sqlite3_bind_null(statement, index);
        return this;
    }

    /// <summary>True where there is a row.</summary>
    public bool Step()
    {
        int code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW) return true;
        if (code == raw.SQLITE_DONE) return false;
        Exception error = database.Error(code);
        Reset();
        throw error;
    }

    /// <summary>Runs the statement to its end and makes it ready for the next use.</summary>
    public void Run()
    {
        while (Step())
        {
        }

        Reset();
    }

    public void Reset() => raw.sqlite3_reset(statement);

    /// <summary>How many columns a row has.</summary>
    public int Columns => raw.sqlite3_column_count(statement);

    public long Int64(int column) => raw.sqlite3_column_int64(statement, column);

    public long? OptionalInt64(int column) => IsNull(column) ? null : Int64(column);

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public string? Text(int column) => IsNull(column) ? null : raw.sqlite3_column_text(statement, column).utf8_to_string();

    /// <summary>The bytes of a column, valid until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(statement, column);

    public void Dispose() => statement.Dispose();
}
