using Rimuru.Core.Reports;

namespace Rimuru.Core.Tracking;

/// <summary>What the services ask of the ledger. One thread at a time, like the ledger.</summary>
/// <param name="Refresh">Brings it up to date with the logs of the named agents, or of all where none is named.</param>
/// <param name="Sessions">Sessions with what they used; active ones only where that is asked for.</param>
/// <param name="Costs">A cost report, to be read once.</param>
internal sealed record LedgerAccess(
    Action<IReadOnlyList<string>, CancellationToken> Refresh,
    Func<ReportFilter, bool, CancellationToken, IEnumerable<Session>> Sessions,
    Func<CostQuery, CostReport> Costs);
