using Rimuru.Core.Reports;

namespace Rimuru.Core.Tracking;

/// <summary>Combines the sessions of all agents.</summary>
internal sealed class SessionAggregator(LedgerAccess ledger)
{
    /// <summary>Sessions with their usage, oldest first.</summary>
    public IEnumerable<Session> Find(ReportFilter filter, CancellationToken stop) => ledger.Sessions(filter, false, stop);

    /// <summary>The sessions that an agent is working in.</summary>
    public IEnumerable<Session> Active(ReportFilter filter, CancellationToken stop) => ledger.Sessions(filter, true, stop);
}
