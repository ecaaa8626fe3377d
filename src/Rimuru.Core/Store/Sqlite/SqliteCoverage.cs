using Rimuru.Core.Records;
using Rimuru.Core.Sqlite;

namespace Rimuru.Core.Store.Sqlite;

/// <summary>Withdraws estimates in the time that a bill covers, in whichever order the two come.</summary>
internal sealed class SqliteCoverage(SqliteDatabase database, SqliteNames names, SqliteUsageWriter usage, int user)
{
    private readonly Dictionary<string, List<(int User, long FromMs, long ToMs)>> known = new(StringComparer.Ordinal);

    /// <summary>Notes the time of a bill, and withdraws the estimates that the ledger has there.</summary>
    public void Add(string agent, CoveredTime time)
    {
        int agentId = names.IdOf(agent), covered = time.IsEveryone ? 0 : user;
        database.Prepare("INSERT INTO coverage (agent, user, from_at, to_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING")
            .Bind(1, agentId).Bind(2, covered).Bind(3, time.FromMs).Bind(4, time.ToMs).Run();
        known.Remove(agent);
        List<RecordKey> estimates = [];
        SqliteStatement select = database.Prepare(
            """
            SELECT u.key FROM usage u JOIN dimension d ON d.id = u.dimension
            WHERE u.at BETWEEN ?1 AND ?2 AND d.agent = ?3 AND d.evidence = ?4 AND (?5 = 0 OR d.user = ?5)
            """).Bind(1, time.FromMs).Bind(2, time.ToMs).Bind(3, agentId).Bind(4, (long)UsageEvidence.Estimated).Bind(5, covered);
        while (select.Step()) estimates.Add(RecordKey.Read(select.Blob(0)));
        select.Reset();
        foreach (RecordKey key in estimates) usage.Withdraw(key, Withdrawal.Billed, isWithdrawn: true);
    }

    /// <summary>Withdraws an estimate that has just been written, where a bill covers it.</summary>
    public void Check(in UsageRow row)
    {
        if (!known.TryGetValue(row.Session.Agent, out List<(int User, long FromMs, long ToMs)>? times)) known.Add(row.Session.Agent, times = Read(row.Session.Agent));
        foreach ((int covered, long from, long to) in times)
        {
            if (row.UnixMs < from || row.UnixMs > to || (covered != 0 && covered != user)) continue;
            usage.Withdraw(row.Key, Withdrawal.Billed, isWithdrawn: true);
            return;
        }
    }

    private List<(int User, long FromMs, long ToMs)> Read(string agent)
    {
        List<(int User, long FromMs, long ToMs)> times = [];
        SqliteStatement select = database.Prepare("SELECT user, from_at, to_at FROM coverage WHERE agent = ?1").Bind(1, names.IdOf(agent));
        while (select.Step()) times.Add(((int)select.Int64(0), select.Int64(1), select.Int64(2)));
        select.Reset();
        return times;
    }
}
