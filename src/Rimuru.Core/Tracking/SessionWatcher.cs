using System.Runtime.CompilerServices;
using Rimuru.Core.Discovery;
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
        Look();
        while (true)
        {
            await signal.WaitAsync(interval, stop).ConfigureAwait(false);
            foreach (SessionEvent happened in Look()) yield return happened;
        }

        List<SessionEvent> Look()
        {
            ledger.Refresh(names, stop);
            return changes.Between(ledger.Sessions(new ReportFilter { Agent = names }, false, stop), time.GetUtcNow());
        }
    }
}
