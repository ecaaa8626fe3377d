using Rimuru.Core.Reports;

namespace Rimuru.Core.Tracking;

/// <summary>Combines the costs of all agents.</summary>
internal sealed class CostAggregator(LedgerAccess ledger)
{
    /// <summary>Tokens and cost by session and model.</summary>
    public IEnumerable<CostRecord> BySession(ReportFilter filter, CancellationToken stop) =>
        ledger.Costs(new CostQuery { By = [CostGrouping.Session, CostGrouping.Model], Filter = filter }).Run(stop);

    /// <summary>The cost of all priced requests in USD; null if none is priced.</summary>
    public decimal? Total(ReportFilter filter, CancellationToken stop)
    {
        decimal? total = null;
        foreach (CostRecord record in ledger.Costs(new CostQuery { By = [CostGrouping.Agent], Filter = filter }).Run(stop))
        {
            if (record.Cost is { } cost)
                total = (total ?? 0) + cost;
        }

        return total;
    }
}
