using System.Globalization;
using Rimuru.Core.Exports;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Core.Dashboards.Pages;

/// <summary>Sums, charts, and the sessions that go on now.</summary>
internal static class OverviewPage
{
    public static IEnumerable<Section> Sections(PageRequest request)
    {
        ReportFilter filter = request.Filter;
        ExportFigures figures = request.Engine.Exports.FiguresOf(
            new ExportRequest { Filters = [filter], Zone = request.Zone },
            request.Stop
        );
        HtmlFigures Drawn(TextWriter html) => new(figures, html) { LinkOf = (first, end) => LinkToSpan(request, first, end) };
        yield return new MarkupSection(html => Drawn(html).WriteTiles(Before(request, filter, figures)));
        if (SessionPages.Active(request) is { } active)
            yield return active;
        yield return new MarkupSection(html => Drawn(html).WriteCharts());
    }

    private static string LinkToSpan(PageRequest request, DateTime first, DateTime end) =>
        request.Address(request.Path, (PageRequest.Since, DayOf(first)), (PageRequest.Until, DayOf(end)));

    private static string DayOf(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The cost beside that of the span of the same length before; null if no range is selected.</summary>
    private static string? Before(PageRequest request, ReportFilter filter, ExportFigures figures)
    {
        if (filter.Since is not { } since || ReportFilter.StartBefore(since, filter.Until ?? request.Now) is not { } start)
            return null;
        CostQuery before = new() { Filter = filter with { Since = start, Until = since } };
        decimal cost = request.Engine.Reports.Costs(before).Run(request.Stop).Sum(record => record.Cost ?? 0);
        return cost == 0
            ? "nothing in the span before"
            : $"{CellText.Of(ColumnKind.Percent, 100 * (figures.Total.Cost - cost) / cost)} % to the span before";
    }
}
