using Rimuru.Core.Records;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Tracking;

/// <summary>The ledger operations that adapters use. Not thread-safe, like the ledger.</summary>
/// <param name="Refresh">Updates the ledger from the logs of the named agents, or of all if none is named, and optionally collects the
/// changes.</param>
/// <param name="Writes">The number of writes so far, by all processes.</param>
/// <param name="Sessions">Sessions with their usage, optionally only active ones.</param>
/// <param name="Costs">A cost report, to be enumerated once.</param>
internal sealed record LedgerAccess(
    Action<IReadOnlyList<string>, LedgerChanges?, CancellationToken> Refresh,
    Func<long> Writes,
    Func<ReportFilter, bool, CancellationToken, IEnumerable<Session>> Sessions,
    Func<CostQuery, CostReport> Costs
);
