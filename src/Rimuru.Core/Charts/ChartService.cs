using Rimuru.Core.Errors;
using Rimuru.Core.Records;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Charts;

/// <summary>Draws costs as lines of text.</summary>
/// <param name="reports">Adds up the costs.</param>
/// <param name="time">The clock.</param>
internal sealed class ChartService(ReportService reports, TimeProvider time)
{
    private const int UsualDays = 30;

    /// <summary>Days before the end of an earlier range cannot be counted.</summary>
    private const int FirstYear = 3;

    private static readonly Chart Nothing = new([], new Dictionary<string, UnpricedUsage>());

    /// <summary>What is drawn if no groupings are named.</summary>
    private static readonly CostGrouping[] Usual = [CostGrouping.Day, CostGrouping.Model];

    /// <summary>
    /// Bars by a grouping, divided by a second one. Days without a start of their range are the last 30. E9001: there are more than two
    /// groupings, one overlaps, or the second one is a time.
    /// </summary>
    public Chart Bars(CostQuery query, IReadOnlyList<CostGrouping> by, BudgetUnit unit, ChartStyle style, CancellationToken stop)
    {
        CostGrouping[] groupings = by.Count == 0 ? Usual : [.. by.Distinct()];
        if (groupings.Length > 2 || (groupings.Length == 2 && TimeBuckets.IsTime(groupings[1])))
            throw new RimuruException(
                ErrorCodes.InvalidArgument,
                "A chart has bars by one grouping, and parts by one more that is no time, such as Day, Model.",
                "By"
            );
        if (Groupings.Overlap(groupings))
            throw new RimuruException(
                ErrorCodes.InvalidArgument,
                "A chart adds up its groups, but a request may have used several tools, MCP servers and skills, or none.",
                "By"
            );
        if (IsBeforeAll(query))
            return Nothing;
        bool isOfDays = groupings[0] == CostGrouping.Day;
        CostQuery whole = query with { By = groupings, Filter = isOfDays ? Since(query, UsualDays - 1) : query.Filter };
        CostReport report = reports.Costs(whole);
        List<CostRecord> used = [.. report.Run(stop)];
        return new Chart([.. new BarChart(whole, unit, style).Draw(used)], report.UnpricedModels);
    }

    /// <summary>A calendar of days; without a start of its range, of the last year.</summary>
    public Chart Calendar(CostQuery query, BudgetUnit unit, ChartStyle style, CancellationToken stop)
    {
        if (IsBeforeAll(query))
            return Nothing;
        TimeZoneInfo zone = query.Zone ?? TimeZoneInfo.Local;
        CostQuery days = query with { By = [CostGrouping.Day], Filter = Since(query, (CalendarChart.MostWeeks - 1) * 7) };
        CostReport report = reports.Costs(days);
        List<CostRecord> used = [.. report.Run(stop)];
        DateTimeOffset now = time.GetUtcNow();
        DateTime first = Local(days.Filter.Since!.Value),
            last = Local(query.Filter.LastTime(now));
        if (first > last)
            return Nothing;
        return new Chart([.. new CalendarChart(unit, style).Draw(used, first, last)], report.UnpricedModels);

        DateTime Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, zone).Date;
    }

    private static bool IsBeforeAll(CostQuery query) => query.Filter.Until?.Year < FirstYear;

    /// <summary>
    /// The filter of so many days before today, or before the end of its range, if it has no start. What is logged later than today is
    /// not of these days.
    /// </summary>
    private ReportFilter Since(CostQuery query, int days)
    {
        if (query.Filter.Since is not null)
            return query.Filter;
        TimeZoneInfo zone = query.Zone ?? TimeZoneInfo.Local;
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset end = query.Filter.Until is { } until && until < now ? until.AddTicks(-1) : now;
        DateTime today = TimeZoneInfo.ConvertTime(end, zone).Date;
        return query.Filter with
        {
            Since = LocalTime.StartOf(today.AddDays(-days), zone),
            Until = query.Filter.Until ?? LocalTime.StartOf(today.AddDays(1), zone),
        };
    }
}

/// <summary>A chart.</summary>
/// <param name="Lines">Its lines.</param>
/// <param name="UnpricedModels">What of the usage has no price, and is not in it.</param>
internal sealed record Chart(IReadOnlyList<string> Lines, IReadOnlyDictionary<string, UnpricedUsage> UnpricedModels);
