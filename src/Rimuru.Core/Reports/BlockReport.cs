using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Reports;

/// <summary>Divides the usage of each agent into windows of five hours.</summary>
/// <param name="queries">The ledger.</param>
/// <param name="query">Which part of the ledger, and which costs. Blocks that lie in its range only in part are whole.</param>
/// <param name="now">The time.</param>
internal sealed class BlockReport(ILedgerQueries queries, CostQuery query, DateTimeOffset now)
{
    /// <summary>Rows are read in portions of so long, so that memory stays flat.</summary>
    private const long PortionMs = 7 * 24 * BlockBuilder.HourMs;

    private readonly Dictionary<string, UnpricedUsage> unpriced = new(StringComparer.Ordinal);
    private Dictionary<string, long>? starts;

    /// <summary>Models without a price among the usage of the blocks; complete once the report has been read.</summary>
    public IReadOnlyDictionary<string, UnpricedUsage> UnpricedModels => unpriced;

    /// <summary>The blocks and gaps, oldest first.</summary>
    public IReadOnlyList<UsageBlock> Run(CancellationToken stop) => queries.InSnapshot(() => Blocks(stop));

    private List<UsageBlock> Blocks(CancellationToken stop)
    {
        ReportFilter filter = query.Filter;
        Dictionary<long, StoredSession>? sessions =
            filter.SessionId.Count == 0 ? null : queries.Sessions(filter.Scope with { FromMs = null, ToMs = null }).ToDictionary(s => s.Id);
        Dictionary<string, BlockBuilder> builders = new(StringComparer.Ordinal);
        List<(LedgerCell Row, Dimension Of)> near = [];
        foreach ((long from, long to) in Portions())
        {
            foreach (LedgerCell row in queries.Rows(from, to, query.Source, filter.SessionIds).OrderBy(row => row.UnixMs))
            {
                stop.ThrowIfCancellationRequested();
                Dimension dimension = queries.DimensionOf(row.Dimension);
                if (!filter.Matches(dimension) || !IsOfSession(sessions, row.Session) || IsBeforeStart(dimension.Agent, row.UnixMs))
                    continue;
                if (!builders.TryGetValue(dimension.Agent, out BlockBuilder? builder))
                    builders.Add(dimension.Agent, builder = new BlockBuilder(dimension.Agent, now));
                builder.Add(row.UnixMs, dimension.Model, row.Sums);
                bool isInRange = row.UnixMs >= filter.SinceMs && row.UnixMs < filter.UntilMs;
                if (isInRange)
                    UnpricedUsage.Add(unpriced, dimension, row.Sums);
                else if (row.Sums.UnpricedRequests > 0 && IsNear(row.UnixMs, filter))
                    near.Add((row, dimension));
            }
        }

        List<UsageBlock> blocks =
        [
            .. builders
                .Values.SelectMany(builder => builder.Finish())
                .Where(block => IsInRange(block, filter))
                .OrderBy(block => block.Start)
                .ThenBy(block => block.Agent, StringComparer.Ordinal),
        ];
        foreach ((LedgerCell row, Dimension of) in near.Where(one => blocks.Exists(block => Holds(block, one.Row, one.Of))))
            UnpricedUsage.Add(unpriced, of, row.Sums);
        return blocks;
    }

    /// <summary>A block that the range cuts is shown as a whole, with what it has outside of the range.</summary>
    private static bool IsNear(long unixMs, ReportFilter filter) =>
        unixMs + BlockBuilder.LengthMs >= filter.SinceMs && unixMs - BlockBuilder.LengthMs < filter.UntilMs;

    private static bool Holds(UsageBlock block, LedgerCell row, Dimension of) =>
        !block.IsGap
        && block.Agent == of.Agent
        && block.FirstActivity?.ToUnixTimeMilliseconds() <= row.UnixMs
        && block.LastActivity?.ToUnixTimeMilliseconds() >= row.UnixMs;

    private static bool IsInRange(UsageBlock block, ReportFilter filter) =>
        (filter.Since is not { } since || block.End > since) && (filter.Until is not { } until || block.Start < until);

    private bool IsOfSession(Dictionary<long, StoredSession>? sessions, long id) =>
        sessions is null || (sessions.TryGetValue(id, out StoredSession? session) && query.Filter.MatchesSession(session.SessionId));

    /// <summary>True of usage before the blocks that are needed, of which it is not known where its own began.</summary>
    private bool IsBeforeStart(string agent, long unixMs) => starts is not null && unixMs < starts.GetValueOrDefault(agent, long.MaxValue);

    /// <summary>
    /// The stretches of time with usage that are needed. Where a block begins depends on what was before it, and the kept sums tell where.
    /// Past the range, each agent's next use ends its gap. These sums do not tell of sessions, so of named ones all is read.
    /// </summary>
    private List<(long From, long To)> Portions()
    {
        ReportFilter filter = query.Filter;
        (long Hour, string Agent)[] used =
        [
            .. queries
                .ByTime(filter.NamesOnlyModels ? RollupKind.Hour : RollupKind.Time, null, null, withTimes: true)
                .Where(cell => !cell.Sums.IsEmpty)
                .Select(cell => (cell.UnixMs, Of: queries.DimensionOf(cell.Dimension)))
                .Where(use => filter.Matches(use.Of))
                .Select(use => (BlockBuilder.HourOf(use.UnixMs), use.Of.Agent))
                .Distinct()
                .OrderBy(use => use.Item1),
        ];
        if (used.Length == 0)
            return [];
        IEnumerable<long> needed = used.Select(use => use.Hour).Distinct();
        if (filter.SessionId.Count == 0)
        {
            starts = new BlockStarts(queries, filter).Of(used);
            long least = starts.Values.Min(),
                end = filter.Until is null ? long.MaxValue : filter.UntilMs + BlockBuilder.LengthMs;
            IEnumerable<long> after = used.Where(use => use.Hour >= end).DistinctBy(use => use.Agent).Select(use => use.Hour);
            needed = needed.Where(hour => hour >= least && hour < end).Concat(after.Distinct());
        }

        List<(long From, long To)> portions = [];
        foreach (long hour in needed)
        {
            if (portions.Count > 0 && hour + BlockBuilder.HourMs - portions[^1].From <= PortionMs)
                portions[^1] = portions[^1] with { To = hour + BlockBuilder.HourMs };
            else
                portions.Add((hour, hour + BlockBuilder.HourMs));
        }

        return portions;
    }
}
