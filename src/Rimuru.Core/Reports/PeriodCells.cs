using Rimuru.Core.Records;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core.Reports;

/// <summary>
/// The cells that a query without sessions adds up: the coarsest kept sums that are fine enough, and finer ones, at last the rows, where a
/// range or a period begins or ends within a coarse one.
/// </summary>
internal sealed class PeriodCells(ILedgerQueries queries, CostGroups groups)
{
    public IEnumerable<LedgerCell> Of(ReportFilter filter) =>
        filter.SinceMs >= filter.UntilMs
            ? []
            : Between(Kinds(), filter.Since is null ? null : filter.SinceMs, filter.Until is null ? null : filter.UntilMs);

    /// <summary>The kinds of sums to read, coarsest first.</summary>
    private ReadOnlyMemory<RollupKind> Kinds()
    {
        if (groups.AreByHour)
            return new[] { RollupKind.Hour };
        return groups.AreByDay ? new[] { RollupKind.Day, RollupKind.Time } : new[] { RollupKind.Time };
    }

    /// <summary>The cells of a window, [from, to) in Unix milliseconds; null has no limit.</summary>
    private IEnumerable<LedgerCell> Between(ReadOnlyMemory<RollupKind> kinds, long? from, long? to)
    {
        if (kinds.IsEmpty)
            return queries.Rows(from!.Value, to!.Value);
        RollupKind kind = kinds.Span[0];
        ReadOnlyMemory<RollupKind> finer = kinds[1..];
        long unit = RollupTables.UnitMs(kind);
        long? first = from is { } a ? Floor(a + unit - 1, unit) : null,
            end = to is { } b ? Floor(b, unit) : null;
        if (first >= end)
            return Between(finer, from, to);
        IEnumerable<LedgerCell> cells = kind == RollupKind.Day && groups.ByTime ? Days(first, end) : Whole(kind, first, end);
        if (first > from)
            cells = cells.Concat(Between(finer, from, first));
        return end < to ? cells.Concat(Between(finer, end, to)) : cells;
    }

    private IEnumerable<LedgerCell> Whole(RollupKind kind, long? first, long? end) => queries.ByTime(kind, first, end, groups.ByTime);

    /// <summary>Days of UTC, and the quarter hours of those in which a period of the query begins.</summary>
    private IEnumerable<LedgerCell> Days(long? first, long? end)
    {
        HashSet<long> divided = [];
        (long? day, bool isDivided) = (null, false);
        foreach (LedgerCell cell in Whole(RollupKind.Day, first, end))
        {
            if (cell.UnixMs != day)
            {
                day = cell.UnixMs;
                isDivided = !groups.AreSame(cell.UnixMs, cell.UnixMs + RollupTables.UnitMs(RollupKind.Day) - QuarterHour.Ms);
                if (isDivided)
                    divided.Add(cell.UnixMs);
            }

            if (!isDivided)
                yield return cell;
        }

        if (divided.Count == 0)
            yield break;
        foreach (LedgerCell cell in queries.QuartersOf([.. divided]))
            yield return cell;
    }

    private static long Floor(long unixMs, long unit) => QuarterHour.IndexOf(unixMs, unit) * unit;
}
