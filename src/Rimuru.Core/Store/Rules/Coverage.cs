using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Rules;

/// <summary>Withdraws estimates in the time that a bill covers, in whichever order the two come.</summary>
internal sealed class Coverage(ICoverageTable table, UsageWriter usage)
{
    private readonly Dictionary<string, List<(int User, long FromMs, long ToMs)>> known = new(StringComparer.Ordinal);

    /// <summary>Notes the time of a bill, and withdraws the estimates that the ledger has there.</summary>
    public void Add(string agent, CoveredTime time)
    {
        int covered = time.IsEveryone ? 0 : usage.Owner.User;
        table.Save(agent, covered, time);
        known.Remove(agent);
        usage.Withdraw(table.Estimates(agent, covered, time), Withdrawal.Billed);
    }

    /// <summary>Withdraws an estimate that has just been written, where a bill covers it.</summary>
    public void Check(in UsageRow row)
    {
        if (!known.TryGetValue(row.Session.Agent, out List<(int User, long FromMs, long ToMs)>? times)) known.Add(row.Session.Agent, times = table.Of(row.Session.Agent));
        foreach ((int covered, long from, long to) in times)
        {
            if (row.UnixMs < from || row.UnixMs > to || (covered != 0 && covered != usage.Owner.User)) continue;
            usage.Withdraw(row.Key, Withdrawal.Billed, isWithdrawn: true);
            return;
        }
    }
}
