using Rimuru.Core.Dashboards.Pages;
using Rimuru.Core.Exports;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Dashboards;

/// <summary>What is around the parts of a page: the menu, the range and the names that are selected.</summary>
internal sealed class PageFrame(DashboardPage page, PageRequest request, TextWriter html)
{
    /// <summary>So many names are offered in a field.</summary>
    private const int MostNames = 200;

    private static readonly (string Value, string Title)[] Ranges =
    [
        ("today", "Today"),
        ("7d", "7 days"),
        ("30d", "30 days"),
        ("thismonth", "Month"),
        ("90d", "90 days"),
        ("thisyear", "Year"),
        (PageRequest.Everything, "All"),
    ];

    public void Write(IEnumerable<Section> sections)
    {
        WriteHead(html, page.Title, isLive: true);
        WriteMenu();
        html.Write(page.SecondsFresh is { } seconds ? $"<main id=\"main\" data-every=\"{seconds}\">\n" : "<main id=\"main\">\n");
        if (page.IsFiltered)
            WriteFilter();
        foreach (Section section in sections)
            section.Write(request, html);
        html.Write("</main>\n");
        WriteFoot();
    }

    /// <summary>A page that only says something.</summary>
    public static void WriteMessage(TextWriter html, string title, string message)
    {
        WriteHead(html, title, isLive: false);
        html.Write(
            $"<header><p class=\"brand\">Rimuru</p></header><main id=\"main\"><section class=\"card wide\"><h1>{HtmlText.Of(title)}</h1>"
        );
        foreach (string line in message.Split('\n'))
            html.Write($"<p>{HtmlText.Of(line)}</p>");
        html.Write("</section></main></body></html>\n");
    }

    private static void WriteHead(TextWriter html, string title, bool isLive)
    {
        html.Write("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Write("<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.Write($"<title>{HtmlText.Of(title)} – Rimuru</title>\n");
        html.Write($"<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"{DashboardAssets.StylePath}\">\n");
        if (isLive)
            html.Write($"<script type=\"module\" src=\"{DashboardAssets.ScriptPath}\"></script>\n");
        html.Write("</head>\n<body>\n");
        html.Write("<a class=\"skip\" href=\"#main\">To the content</a>\n");
    }

    private void WriteMenu()
    {
        html.Write("<header><div class=\"bar-top\"><p class=\"brand\">Rimuru</p><p id=\"live\" role=\"status\"></p></div>");
        html.Write("<nav class=\"menu\" aria-label=\"Pages\">");
        foreach (DashboardPage other in DashboardPages.All.Where(other => other.IsInMenu))
        {
            html.Write($"<a href=\"{HtmlText.Of(request.Address(other.Path))}\"");
            html.Write(other == page ? " aria-current=\"page\">" : ">");
            html.Write($"{HtmlText.Of(other.Title)}</a>");
        }

        html.Write("</nav></header>\n");
    }

    private void WriteFilter()
    {
        html.Write("<section class=\"filter wide\"><nav class=\"ranges\" aria-label=\"Range\">");
        foreach ((string value, string title) in Ranges)
        {
            html.Write($"<a href=\"{HtmlText.Of(request.Address(page.Path, (PageRequest.Since, value), (PageRequest.Until, null)))}\"");
            html.Write(request.Range == value && request[PageRequest.Until] is null ? " aria-current=\"true\">" : ">");
            html.Write($"{title}</a>");
        }

        html.Write("</nav>");
        WriteChips();
        html.Write($"<details class=\"more\"><summary>Filter</summary><form method=\"get\" action=\"{HtmlText.Of(page.Path)}\">");
        Field(PageRequest.Since, "From", request.Range, []);
        Field(PageRequest.Until, "Until", request[PageRequest.Until], []);
        foreach (CostGrouping grouping in PageRequest.Filters)
            Field(
                PageRequest.NameOf(grouping),
                Groupings.Of(grouping).Title,
                request[PageRequest.NameOf(grouping)],
                request.Engine.Reports.NamesInRecords(grouping)
            );
        html.Write("<button>Show</button></form></details></section>\n");
    }

    private void WriteChips()
    {
        string[] given = [PageRequest.Until, .. PageRequest.Filters.Select(PageRequest.NameOf)];
        if (!Array.Exists(given, name => request[name] is not null))
            return;
        html.Write("<ul class=\"chips\">");
        foreach (string name in given.Where(name => request[name] is not null))
            html.Write(
                $"<li>{HtmlText.Of(name)}: {HtmlText.Short(request[name]!, 40)} "
                    + $"<a href=\"{HtmlText.Of(request.Address(page.Path, (name, null)))}\" "
                    + $"aria-label=\"Without this {HtmlText.Of(name)}\">×</a></li>"
            );
        html.Write("</ul>");
    }

    private void Field(string name, string title, string? value, IReadOnlyList<string> names)
    {
        html.Write(
            $"<label>{HtmlText.Of(title)}<input name=\"{HtmlText.Of(name)}\" value=\"{HtmlText.Of(value ?? "")}\" autocomplete=\"off\""
        );
        if (names.Count == 0)
        {
            html.Write("></label>");
            return;
        }

        html.Write($" list=\"{HtmlText.Of(name)}-names\"></label><datalist id=\"{HtmlText.Of(name)}-names\">");
        foreach (string known in names.Take(MostNames))
            html.Write($"<option value=\"{HtmlText.Of(known)}\">");
        html.Write("</datalist>");
    }

    private void WriteFoot()
    {
        html.Write("<footer><p>");
        html.Write(
            $"{HtmlText.Of(request.Engine.Ledger.Name)}; days and times of {HtmlText.Of(request.Zone.Id)}; made at "
                + $"{HtmlText.Of(HtmlFigures.TimeText(request.Now, request.Zone))}.</p></footer>\n</body>\n</html>\n"
        );
    }
}
