using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Reports;

/// <summary>Streams the ledger's records, oldest first.</summary>
internal static class UsageReport
{
    public static IEnumerable<UsageRecord> Run(
        ILedgerQueries queries,
        ReportFilter filter,
        CancellationToken stop,
        CostSource source = CostSource.Calculated
    )
    {
        Dictionary<int, bool> wanted = [];
        ShortIds shortIds = ShortIds.In(queries);
        foreach ((UsageRecord record, int dimension) in queries.Usage(filter.SinceMs, filter.UntilMs, filter.SessionIds))
        {
            stop.ThrowIfCancellationRequested();
            if (!wanted.TryGetValue(dimension, out bool matches))
                wanted.Add(dimension, matches = filter.Matches(queries.DimensionOf(dimension)));
            if (matches && filter.MatchesSession(record.SessionId))
                yield return (source == CostSource.Calculated ? record : Of(source, record)) with
                {
                    ShortId = shortIds.Of(record.SessionId),
                };
        }
    }

    private static UsageRecord Of(CostSource source, UsageRecord record)
    {
        static NanoUsd? Nano(decimal? usd) => usd is { } known ? NanoUsd.FromUsd(known) : null;
        (NanoUsd? cost, CostStatus status) = CostChoice.Of(source, Nano(record.Cost), record.CostStatus, Nano(record.ReportedCost));
        return record with { Cost = cost?.Usd, CostStatus = status };
    }
}
