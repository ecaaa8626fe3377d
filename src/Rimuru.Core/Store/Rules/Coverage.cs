using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Store.Rules;

/// <summary>Retracts estimates in the time range that a bill covers, whichever of the two is read first.</summary>
internal sealed class Coverage(ICoverageTable table, UsageWriter usage)
{
    private readonly Dictionary<string, List<(int User, long FromMs, long ToMs)>> known = new(StringComparer.Ordinal);

    /// <summary>Stores the time range of a bill, and retracts the estimates in it.</summary>
    public void Add(string agent, CoveredTime time)
    {
        int covered = time.IsEveryone ? 0 : usage.Owner.User;
        table.Save(agent, covered, time);
        known.Remove(agent);
        usage.Retract(table.Estimates(agent, covered, time), Retraction.Billed);
    }

    /// <summary>Retracts an estimate that has just been written if a bill covers it.</summary>
    public void Check(in UsageRow row)
    {
        if (!known.TryGetValue(row.Session.Agent, out List<(int User, long FromMs, long ToMs)>? times))
            known.Add(row.Session.Agent, times = table.Of(row.Session.Agent));
        foreach ((int covered, long from, long to) in times)
        {
            if (row.UnixMs < from || row.UnixMs > to || (covered != 0 && covered != usage.Owner.User))
                continue;
            usage.Retract(row.Key, Retraction.Billed, isRetracted: true);
            return;
        }
    }
}
