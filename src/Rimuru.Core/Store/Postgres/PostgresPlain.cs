using Npgsql;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Postgres;

/// <inheritdoc cref="IPlainSql"/>
internal sealed class PostgresPlain(PostgresConnection connection) : IPlainSql
{
    public int Run(string sql, params object[] values) => connection.Execute(sql, Parameters(values));

    public List<T> Read<T>(string sql, Func<PlainRow, T> row, params object[] values) =>
        [.. connection.Read(sql, reader => row(new PlainRow(reader.GetInt64, reader.GetString)), Parameters(values))];

    private static NpgsqlParameter[] Parameters(object[] values) =>
        Array.ConvertAll(values, value => value is string text ? PostgresValue.Of(text) : PostgresValue.Of((long)value));
}
