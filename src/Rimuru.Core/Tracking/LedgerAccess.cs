using Rimuru.Core.Records;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Tracking;

/// <summary>What the services ask of the ledger. One thread at a time, like the ledger.</summary>
/// <param name="Refresh">Brings it up to date with the logs of the named agents, or of all where none is named, and notes what that changed where somebody wants to know.</param>
/// <param name="Writes">How often it was written, by anybody.</param>
/// <param name="Sessions">Sessions with what they used; active ones only where that is asked for.</param>
/// <param name="Costs">A cost report, to be read once.</param>
internal sealed record LedgerAccess(
    Action<IReadOnlyList<string>, LedgerChanges?, CancellationToken> Refresh,
    Func<long> Writes,
    Func<ReportFilter, bool, CancellationToken, IEnumerable<Session>> Sessions,
    Func<CostQuery, CostReport> Costs);
