using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>The time ranges of imported bills.</summary>
internal sealed class SqliteCoverageTable(SqliteDatabase database, SqliteNames names) : ICoverageTable
{
    public void Save(string agent, int user, CoveredTime time) =>
        database
            .Prepare("INSERT INTO coverage (agent, user, from_at, to_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING")
            .Bind(1, names.IdOf(agent))
            .Bind(2, user)
            .Bind(3, time.FromMs)
            .Bind(4, time.ToMs)
            .Run();

    public List<(int User, long FromMs, long ToMs)> Of(string agent)
    {
        List<(int User, long FromMs, long ToMs)> times = [];
        SqliteStatement select = database.Prepare("SELECT user, from_at, to_at FROM coverage WHERE agent = ?1").Bind(1, names.IdOf(agent));
        while (select.Step())
            times.Add(((int)select.Int64(0), select.Int64(1), select.Int64(2)));
        select.Reset();
        return times;
    }

    public List<RecordKey> Estimates(string agent, int user, CoveredTime time)
    {
        List<RecordKey> estimates = [];
        SqliteStatement select = database
            .Prepare(
                """
                SELECT u.key FROM usage u JOIN dimension d ON d.id = u.dimension
                WHERE u.at BETWEEN ?1 AND ?2 AND d.agent = ?3 AND d.evidence = ?4 AND (?5 = 0 OR d.user = ?5)
                """
            )
            .Bind(1, time.FromMs)
            .Bind(2, time.ToMs)
            .Bind(3, names.IdOf(agent))
            .Bind(4, (long)UsageEvidence.Estimated)
            .Bind(5, user);
        while (select.Step())
            estimates.Add(RecordKey.Read(select.Blob(0)));
        select.Reset();
        return estimates;
    }
}
