using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Sqlite;

/// <inheritdoc cref="IPlainSql"/>
internal sealed class SqlitePlain(SqliteDatabase database) : IPlainSql
{
    public int Run(string sql, params object[] values)
    {
        Bound(sql, values).Run();
        return database.Changes;
    }

    public List<T> Read<T>(string sql, Func<PlainRow, T> row, params object[] values)
    {
        SqliteStatement select = Bound(sql, values);
        List<T> rows = [];
        PlainRow current = new(select.Int64, column => select.Text(column)!);
        try
        {
            while (select.Step())
                rows.Add(row(current));
            return rows;
        }
        finally
        {
            select.Reset(); // a row may be refused
        }
    }

    private SqliteStatement Bound(string sql, object[] values)
    {
        SqliteStatement statement = database.Prepare(sql.Replace('$', '?'));
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is string text)
                statement.Bind(i + 1, text);
            else
                statement.Bind(i + 1, (long)values[i]);
        }

        return statement;
    }
}
