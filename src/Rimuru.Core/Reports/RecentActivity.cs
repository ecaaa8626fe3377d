using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Reports;

/// <summary>What an agent did on a machine in a short time that has just passed.</summary>
internal sealed class RecentActivity
{
    /// <summary>The sessions that are active at its end.</summary>
    public int Active { get; private set; }

    /// <summary>The sessions that failed in it, as their logs say.</summary>
    public int Failed { get; private set; }

    public Sums Sums { get; private set; }

    /// <summary>The activity of each agent that had any.</summary>
    public static Dictionary<string, RecentActivity> Of(ILedgerQueries queries, string machine, long fromMs, long toMs)
    {
        Dictionary<string, RecentActivity> agents = new(StringComparer.Ordinal);
        foreach (StoredSession session in queries.Sessions(new SessionScope { OpenOn = machine }))
        {
            if (session.Status == SessionStatus.Active && session.Machine == machine)
                Agent(session.Agent).Active++;
        }

        foreach (StoredSession session in queries.Sessions(new SessionScope { FromMs = fromMs }))
        {
            if (session.End == SessionEnd.Failed && session.Machine == machine && session.LastMs >= fromMs && session.LastMs < toMs)
                Agent(session.Agent).Failed++;
        }

        foreach (LedgerCell row in queries.Rows(fromMs, toMs))
        {
            Dimension dimension = queries.DimensionOf(row.Dimension);
            if (dimension.Machine != machine)
                continue;
            RecentActivity agent = Agent(dimension.Agent);
            Sums sums = agent.Sums;
            sums.Add(row.Sums);
            agent.Sums = sums;
        }

        return agents;

        RecentActivity Agent(string name)
        {
            if (!agents.TryGetValue(name, out RecentActivity? agent))
                agents.Add(name, agent = new RecentActivity());
            return agent;
        }
    }
}
