namespace Rimuru.Core.Store.Contracts;

/// <summary>
/// Statements that both kinds of database accept, so that a table needs one class only. Values are whole numbers and texts, without NULL;
/// parameters are $1, $2 and so on.
/// </summary>
internal interface IPlainSql
{
    /// <summary>Runs a statement, and returns how many rows it changed.</summary>
    int Run(string sql, params object[] values);

    List<T> Read<T>(string sql, Func<PlainRow, T> row, params object[] values);
}

/// <summary>A row of <see cref="IPlainSql"/>; columns are numbered from 0.</summary>
internal readonly record struct PlainRow(Func<int, long> Number, Func<int, string> Text);
