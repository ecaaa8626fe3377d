using System.Runtime.CompilerServices;
using Rimuru.Core.Discovery;
using Rimuru.Core.Records;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Tracking;

/// <summary>Follows sessions live: reads new log lines as soon as they are written and reports the changes.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="agents">The agents to read, with the locations of their data.</param>
/// <param name="time">The clock.</param>
internal sealed class SessionWatcher(LedgerAccess ledger, Func<IReadOnlyList<AgentPlaces>> agents, TimeProvider time)
{
    /// <summary>The interval for reading logs without a file system signal, and for checking processes and session ages.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>The events from now on, until cancelled.</summary>
    public async IAsyncEnumerable<SessionEvent> WatchAsync(
        IReadOnlyList<string> names,
        TimeSpan interval,
        [EnumeratorCancellation] CancellationToken stop = default
    )
    {
        using LogSignal signal = LogSignal.Of(agents(), names, time);
        SessionChanges changes = new();
        long? seen = null;
        Look();
        while (true)
        {
            await signal.WaitAsync(interval, stop).ConfigureAwait(false);
            foreach (SessionEvent happened in Look())
                yield return happened;
        }

        List<SessionEvent> Look()
        {
            LedgerChanges written = new();
            ledger.Refresh(names, written, stop);
            bool isAllOurs = Count(ref seen, written.Commits);
            if (isAllOurs && written.Sessions.Count == 0)
                return [];

            // If another process or machine has written too, all sessions must be compared.
            string[] changed = isAllOurs ? [.. written.Sessions.Select(session => session.SessionId).Distinct()] : [];
            return changes.Between(ledger.Sessions(new ReportFilter { Agent = names, SessionId = changed }, false, stop), time.GetUtcNow());
        }
    }

    /// <summary>Updates the write counter; false if others have written since the last call.</summary>
    private bool Count(ref long? seen, int ownCommits)
    {
        long? expected = seen + ownCommits;
        seen = ledger.Writes();
        return seen == expected;
    }
}
