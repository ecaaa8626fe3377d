using System.Globalization;
using System.Text.Json;
using Rimuru.Core.Dashboards.Pages;
using Rimuru.Core.Exports;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Core.Dashboards;

/// <summary>Records as a table with the columns of their view: sorted by any of them, in pages, as CSV and as JSON.</summary>
/// <typeparam name="T">The record type.</typeparam>
/// <param name="name">Its name in addresses.</param>
/// <param name="title">Its title.</param>
/// <param name="columns">Its columns.</param>
/// <param name="rows">Its rows, in their usual order.</param>
internal sealed class TableSection<T>(string name, string title, Column<T>[] columns, IEnumerable<T> rows) : TableSection(name)
    where T : class
{
    private const int RowsOfPage = 50,
        CellWidth = 60;

    private const string Sort = "sort",
        Order = "order",
        Page = "page",
        Descending = "desc",
        Ascending = "asc";

    /// <summary>Where a row leads to; null if to nothing.</summary>
    public Func<T, string?>? LinkOf { get; init; }

    /// <summary>What to say if there are no rows.</summary>
    public string Empty { get; init; } = "Nothing matches.";

    public string? Detail { get; init; }

    /// <summary>
    /// The rows in an order, their usual one without, of which a page makes its own; null where all rows must be made to show some.
    /// </summary>
    public Func<(string Property, bool IsDescending)?, Paged<T>?>? Pages { get; init; }

    public override ExportTable Export(PageRequest request)
    {
        List<T> sorted = Sorted(OrderOf(request));
        Column<T>[] filled = Filled(sorted);
        return new(
            Name,
            "row",
            [.. filled.Select(column => new ExportColumn(JsonNamingPolicy.CamelCase.ConvertName(column.Property), column.Kind))],
            sorted.Select(row => Array.ConvertAll(filled, column => Plain(column.Value(row), request.Zone)))
        );
    }

    public override void Write(PageRequest request, TextWriter html)
    {
        (string Property, bool IsDescending)? order = OrderOf(request);
        List<T>? all = null;
        Paged<T> paged = Pages?.Invoke(order) ?? Paged<T>.Of(all = Sorted(order));
        int pages = Math.Max(1, (paged.Count + RowsOfPage - 1) / RowsOfPage),
            page = Math.Clamp(int.TryParse(request[Key(Page)], CultureInfo.InvariantCulture, out int asked) ? asked : 1, 1, pages);
        IReadOnlyList<T> shown = paged.Part((page - 1) * RowsOfPage, RowsOfPage);
        Column<T>[] filled = Filled(all ?? shown);
        html.Write($"<section class=\"card wide\" id=\"{Name}\"><div class=\"head\"><h2>{HtmlText.Of(title)}");
        if (Detail is not null)
            html.Write($" <small>{HtmlText.Of(Detail)}</small>");
        html.Write("</h2>");
        if (paged.Count > 0)
            html.Write(
                $"<p class=\"take\"><a href=\"{Link(request, ("table", Name), ("format", "csv"))}\" download>CSV</a> "
                    + $"<a href=\"{Link(request, ("table", Name), ("format", "json"))}\" download>JSON</a></p>"
            );
        html.Write("</div>");
        if (paged.Count == 0)
        {
            html.Write($"<p class=\"none\">{HtmlText.Of(Empty)}</p></section>\n");
            return;
        }

        html.Write("<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>");
        foreach (Column<T> column in filled)
            WriteTitle(request, html, column, order);
        html.Write("</tr></thead><tbody>\n");
        foreach (T row in shown)
            WriteRow(request, html, filled, row);
        html.Write("</tbody></table></div>");
        if (pages > 1)
            WritePages(request, html, page, pages, paged.Count);
        if (shown.Any(row => Array.Exists(filled, column => column.Kind == ColumnKind.Money && column.EmphasisOf(row) != Emphasis.None)))
            html.Write($"<p class=\"note\">{HtmlText.Of(Mark.Legend)}</p>");
        html.Write("</section>\n");
    }

    private string Key(string what) => $"{Name}.{what}";

    private static string Link(PageRequest request, params (string, string?)[] changes) =>
        HtmlText.Of(request.Address(request.Path, changes));

    private void WriteTitle(PageRequest request, TextWriter html, Column<T> column, (string Property, bool IsDescending)? order)
    {
        bool isSorted = order?.Property == column.Property,
            isDescending = isSorted && order!.Value.IsDescending;
        string state = isDescending ? "descending" : "ascending",
            turn = isDescending || (!isSorted && !column.IsNumber) ? Ascending : Descending;
        html.Write(column.IsNumber ? "<th class=\"n\"" : "<th");
        html.Write(isSorted ? $" aria-sort=\"{state}\">" : ">");
        html.Write(
            $"<a href=\"{Link(request, (Key(Sort), column.Property), (Key(Order), turn), (Key(Page), null))}#{Name}\">"
                + $"{HtmlText.Of(column.Title)}</a></th>"
        );
    }

    private void WriteRow(PageRequest request, TextWriter html, Column<T>[] filled, T row)
    {
        string? link = LinkOf?.Invoke(row);
        html.Write("<tr>");
        for (int i = 0; i < filled.Length; i++)
        {
            Column<T> column = filled[i];
            Emphasis emphasis = column.EmphasisOf(row);
            string whole = CellText.Of(column.Kind, Plain(column.Value(row), request.Zone)),
                text = column.Brief is { } brief ? CellText.Of(column.Kind, Plain(brief(row), request.Zone)) : whole,
                shown = HtmlText.Short(text, CellWidth);
            string[] kinds = [.. Kinds(column, emphasis)];
            html.Write(kinds.Length == 0 ? "<td" : $"<td class=\"{string.Join(' ', kinds)}\"");
            html.Write(whole != text || DisplayText.Width(text) > CellWidth ? $" title=\"{HtmlText.Of(whole)}\">" : ">");
            if (column.Kind == ColumnKind.Money && emphasis != Emphasis.None)
                shown += Mark.Sign;
            string? target = i == 0 ? link : FilterLink(request, column, column.Value(row));
            html.Write(target is null ? shown : $"<a href=\"{HtmlText.Of(target)}\">{shown}</a>");
            html.Write("</td>");
        }

        html.Write("</tr>\n");
    }

    private static IEnumerable<string> Kinds(Column<T> column, Emphasis emphasis)
    {
        if (column.IsNumber)
            yield return "n";
        if (emphasis == Emphasis.Bad)
            yield return "bad";
        if (emphasis == Emphasis.Doubtful)
            yield return "doubtful";
    }

    /// <summary>A name that a filter can have leads to the page with that filter.</summary>
    private static string? FilterLink(PageRequest request, Column<T> column, object? value)
    {
        if (column.Kind != ColumnKind.Name || value is not string { Length: > 0 } text)
            return null;
        foreach (CostGrouping grouping in PageRequest.Filters)
        {
            if (Groupings.Of(grouping).Property == column.Property)
                return request.Address(request.IsFiltered ? request.Path : DashboardPages.Costs, (PageRequest.NameOf(grouping), text));
        }

        return null;
    }

    private void WritePages(PageRequest request, TextWriter html, int page, int pages, int count)
    {
        html.Write($"<nav class=\"pages\" aria-label=\"Pages of {HtmlText.Of(title)}\">");
        Step("First", 1);
        Step("Before", page - 1);
        html.Write($"<span>{CellText.Count(page)} of {CellText.Count(pages)}, {CellText.Count(count)} rows</span>");
        Step("Next", page + 1);
        Step("Last", pages);
        html.Write("</nav>");

        void Step(string text, int to)
        {
            if (to >= 1 && to <= pages && to != page)
                html.Write($"<a href=\"{Link(request, (Key(Page), to.ToString(CultureInfo.InvariantCulture)))}#{Name}\">{text}</a>");
        }
    }

    /// <summary>The order that is asked for; null for the usual one.</summary>
    private (string Property, bool IsDescending)? OrderOf(PageRequest request) =>
        request[Key(Sort)] is { } property && Array.Exists(columns, column => column.Property == property)
            ? (property, request[Key(Order)] == Descending)
            : null;

    private List<T> Sorted((string Property, bool IsDescending)? order)
    {
        if (order is not var (property, isDescending))
            return [.. rows];
        Column<T> by = Array.Find(columns, column => column.Property == property)!;
        return isDescending ? [.. rows.OrderByDescending(by.Value, ValueOrder.Instance)] : [.. rows.OrderBy(by.Value, ValueOrder.Instance)];
    }

    /// <summary>The columns that have something to show in some rows.</summary>
    private Column<T>[] Filled(IReadOnlyList<T> shown) => Array.FindAll(columns, column => column.IsShown(shown));

    private static object? Plain(object? value, TimeZoneInfo zone) =>
        value switch
        {
            DateTimeOffset time => TimeZoneInfo.ConvertTime(time, zone),
            Enum word => word.ToString(),
            IEnumerable<string> names when value is not string => string.Join(", ", names),
            _ => value,
        };
}
