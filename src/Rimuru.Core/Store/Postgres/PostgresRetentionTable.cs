using Rimuru.Core.Store.Administration;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Postgres;

internal sealed class PostgresRetentionTable(PostgresConnection connection) : IRetentionTable
{
    private readonly Lazy<long?> before = new(() => (long?)connection.Scalar(RetentionSql.Kept));

    public long? BeforeMs => before.Value;

    public bool HasTotals(long originMs) =>
        connection.IsTrue("SELECT EXISTS (SELECT 1 FROM session_total WHERE origin = $1)", PostgresValue.Of(originMs));
}
