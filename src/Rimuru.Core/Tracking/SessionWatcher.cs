using System.Runtime.CompilerServices;
using Rimuru.Core.Discovery;
using Rimuru.Core.Records;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Tracking;

/// <summary>Follows sessions while they happen: reads what is new as soon as it is written, and says what that changed.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="agents">The agents that are read, and where their data is.</param>
/// <param name="time">The clock.</param>
internal sealed class SessionWatcher(LedgerAccess ledger, Func<IReadOnlyList<AgentPlaces>> agents, TimeProvider time)
{
    /// <summary>How long a change may go unseen where the system tells of none, and how often processes and ages are looked at.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>What happens from now on, until it is stopped.</summary>
    public async IAsyncEnumerable<SessionEvent> WatchAsync(IReadOnlyList<string> names, TimeSpan interval, [EnumeratorCancellation] CancellationToken stop = default)
    {
        using LogSignal signal = new(agents().Where(agent => agent.Enabled && agent.Roots.Count > 0 && ReportFilter.Matches(names, agent.Adapter.Name)), time);
        SessionChanges changes = new();
        long? seen = null;
        Look();
        while (true)
        {
            await signal.WaitAsync(interval, stop).ConfigureAwait(false);
            foreach (SessionEvent happened in Look()) yield return happened;
        }

        List<SessionEvent> Look()
        {
            LedgerChanges written = new();
            ledger.Refresh(names, written, stop);
            bool isAllOurs = Count(ref seen, written.Commits);
            if (isAllOurs && written.Sessions.Count == 0) return [];

            // Where another process or machine wrote too, only all sessions tell what happened.
            string[] changed = isAllOurs ? [.. written.Sessions.Select(session => session.SessionId).Distinct()] : [];
            return changes.Between(ledger.Sessions(new ReportFilter { Agent = names, SessionId = changed }, false, stop), time.GetUtcNow());
        }
    }

    /// <summary>Notes how often the ledger was written; false where others did since the last time.</summary>
    private bool Count(ref long? seen, int ownCommits)
    {
        long? expected = seen + ownCommits;
        seen = ledger.Writes();
        return seen == expected;
    }
}
