using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Administration;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Sqlite;

internal sealed class SqliteRetentionTable(SqliteDatabase database) : IRetentionTable
{
    public long? BeforeMs => database.Number(RetentionSql.Kept);

    public bool HasTotals(long originMs)
    {
        SqliteStatement select = database.Prepare("SELECT 1 FROM session_total WHERE origin = ?1 LIMIT 1").Bind(1, originMs);
        bool exists = select.Step();
        select.Reset();
        return exists;
    }
}
