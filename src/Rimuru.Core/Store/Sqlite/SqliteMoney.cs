using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>Money in a column of a statement.</summary>
internal static class SqliteMoney
{
    public static NanoUsd? OptionalMoney(this SqliteStatement row, int column) =>
        row.IsNull(column) ? null : new NanoUsd(row.Int64(column));
}
