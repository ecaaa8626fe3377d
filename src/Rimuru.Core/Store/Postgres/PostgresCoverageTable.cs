using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Postgres;

/// <summary>The time ranges of imported bills.</summary>
internal sealed class PostgresCoverageTable(PostgresConnection connection, PostgresNames names, PostgresUsageTable usage) : ICoverageTable
{
    public void Save(string agent, int user, CoveredTime time) =>
        connection.Enqueue(
            "INSERT INTO coverage (agent, login, from_at, to_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            PostgresValue.Of(names.IdOf(agent)),
            PostgresValue.Of(user),
            PostgresValue.Of(time.FromMs),
            PostgresValue.Of(time.ToMs)
        );

    public List<(int User, long FromMs, long ToMs)> Of(string agent) =>
        [
            .. connection.Read(
                "SELECT login, from_at, to_at FROM coverage WHERE agent = $1",
                row => (row.GetInt32(0), row.GetInt64(1), row.GetInt64(2)),
                PostgresValue.Of(names.IdOf(agent))
            ),
        ];

    public List<RecordKey> Estimates(string agent, int user, CoveredTime time)
    {
        usage.Flush();
        return
        [
            .. connection.Read(
                """
                SELECT u.key FROM usage u JOIN dimension d ON d.id = u.dimension
                WHERE u.at BETWEEN $1 AND $2 AND d.agent = $3 AND d.evidence = $4 AND ($5 = 0 OR d.login = $5)
                """,
                row => PostgresValue.Key(row.GetGuid(0)),
                PostgresValue.Of(time.FromMs),
                PostgresValue.Of(time.ToMs),
                PostgresValue.Of(names.IdOf(agent)),
                PostgresValue.Of((long)UsageEvidence.Estimated),
                PostgresValue.Of(user)
            ),
        ];
    }
}
