using System.Text;
using Npgsql;
using NpgsqlTypes;
using Rimuru.Core.Records;

namespace Rimuru.Core.Store.Postgres;

/// <summary>Converts values for the server and back.</summary>
internal static class PostgresValue
{
    public static NpgsqlParameter Of(long value) => new NpgsqlParameter<long> { TypedValue = value };

    public static NpgsqlParameter Of(Guid value) => new NpgsqlParameter<Guid> { TypedValue = value };

    public static NpgsqlParameter Of(RecordKey key) => Of(Id(key));

    public static NpgsqlParameter Of(byte[] value) => new NpgsqlParameter<byte[]> { TypedValue = value };

    public static NpgsqlParameter Of(string? value) =>
        new() { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)Text(value) ?? DBNull.Value };

    public static NpgsqlParameter Of(bool value) => new NpgsqlParameter<bool> { TypedValue = value };

    public static NpgsqlParameter Of(long? value) => new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = (object?)value ?? DBNull.Value };

    public static NpgsqlParameter Of(RecordKey? key) =>
        new() { NpgsqlDbType = NpgsqlDbType.Uuid, Value = key is { } known ? Id(known) : DBNull.Value };

    /// <summary>One column of many rows.</summary>
    public static NpgsqlParameter Each<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> column)
    {
        T[] values = new T[rows.Count];
        for (int i = 0; i < values.Length; i++)
            values[i] = column(rows[i]);
        return new NpgsqlParameter<T[]> { TypedValue = values };
    }

    public static NpgsqlParameter Texts<TRow>(IReadOnlyList<TRow> rows, Func<TRow, string?> column) => Each(rows, row => Text(column(row)));

    /// <summary>Ids in lower case for comparison; NULL for any.</summary>
    public static NpgsqlParameter OfNumbers(IReadOnlyList<long>? numbers) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint, Value = numbers is null ? DBNull.Value : numbers.ToArray() };

    public static NpgsqlParameter OfIds(IReadOnlyList<string>? ids) =>
        new()
        {
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
            Value = ids is null ? DBNull.Value : ids.Select(id => id.ToLowerInvariant()).ToArray(),
        };

    /// <summary>A key as a UUID with the same byte order.</summary>
    public static Guid Id(RecordKey key)
    {
        Span<byte> bytes = stackalloc byte[RecordKey.Size];
        key.Write(bytes);
        return new Guid(bytes, bigEndian: true);
    }

    public static RecordKey Key(Guid id)
    {
        Span<byte> bytes = stackalloc byte[RecordKey.Size];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return RecordKey.Read(bytes);
    }

    public static long? OptionalInt64(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static NanoUsd? OptionalMoney(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : new NanoUsd(row.GetInt64(column));

    public static string? OptionalString(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>Removes NUL characters and lone surrogates, which the server does not accept; logs may contain both.</summary>
    public static string? Text(string? text)
    {
        if (text is null || (!text.Contains('\0', StringComparison.Ordinal) && !HasLoneSurrogate(text)))
            return text;
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return true;
            i++;
        }

        return false;
    }
}
