using Rimuru.Core.Records;
using Rimuru.Core.Store;

namespace Rimuru.Core.Reports;

/// <summary>The records of the ledger themselves, oldest first, as they are read.</summary>
internal static class UsageReport
{
    public static IEnumerable<UsageRecord> Run(ILedgerQueries queries, ReportFilter filter, CancellationToken stop)
    {
        Dictionary<int, bool> wanted = [];
        foreach ((UsageRecord record, int dimension) in queries.Usage(filter.SinceMs, filter.UntilMs))
        {
            stop.ThrowIfCancellationRequested();
            if (!wanted.TryGetValue(dimension, out bool matches)) wanted.Add(dimension, matches = filter.Matches(queries.DimensionOf(dimension)));
            if (matches && filter.MatchesSession(record.SessionId)) yield return record;
        }
    }
}
