using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>Binds and reads amounts of money in columns.</summary>
internal static class SqliteMoney
{
    public static NanoUsd? OptionalMoney(this SqliteStatement row, int column) =>
        row.IsNull(column) ? null : new NanoUsd(row.Int64(column));
}
