using System.Globalization;
using System.Text;
using Rimuru.Core.Views;

namespace Rimuru.Core.Exports;

/// <summary>A report with charts in one file: no script, no network, light and dark, for a screen of any width.</summary>
internal sealed class HtmlExporter : IExporter
{
    /// <summary>More rows than this make a page that no browser likes; other formats have all.</summary>
    public const int MostRows = 500;

    public string Name => nameof(ExportFormat.Html);

    public IReadOnlyList<string> Extensions => [".html", ".htm"];

    public ExportShape Shape => ExportShape.Titles;

    public string? HeadOf(ExportTable table) => null;

    public void Write(ExportTable table, Stream output, ExportOptions options, CancellationToken stop)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            using StreamWriter html = new(output, new UTF8Encoding(false), 64 * 1024, leaveOpen: true) { NewLine = "\n" };
            new HtmlPage(table, options.Figures!(), html, options.Encoding.WebName).Write(stop);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}

/// <summary>The page of one report.</summary>
internal sealed class HtmlPage(ExportTable table, ExportFigures figures, TextWriter html, string encoding)
{
    private const int TitleWidth = 90;

    private CostSum Total => figures.Total;

    public void Write(CancellationToken stop)
    {
        WriteHead();
        WriteTiles();
        if (figures.Days.Count > 0)
            WriteCharts();
        WriteRows(stop);
        WriteFoot();
    }

    private void WriteHead()
    {
        html.Write($"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"{encoding}\">\n");
        html.Write(
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n"
        );
        html.Write("<meta name=\"referrer\" content=\"no-referrer\">\n");
        html.Write($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{HtmlStyle.Hash}'\">\n");
        html.Write($"<title>AI coding agents, {HtmlText.Of(RangeText)}</title>\n<style>{HtmlStyle.Text}</style>\n</head>\n<body>\n");
        html.Write("<header><p class=\"brand\">Rimuru</p><h1>What the AI coding agents cost</h1>");
        html.Write($"<p class=\"range\">{HtmlText.Of(RangeText)}</p>");
        if (figures.Filters.Count > 0)
        {
            html.Write("<ul class=\"chips\">");
            foreach (string filter in figures.Filters)
                html.Write($"<li>{HtmlText.Short(filter, 60)}</li>");
            html.Write("</ul>");
        }

        html.Write("</header>\n<main>\n");
    }

    private string RangeText
    {
        get
        {
            if (figures.Days.Count == 0)
                return "no requests";
            string first = $"{figures.Days.Keys.First():d MMMM yyyy}",
                last = $"{figures.Days.Keys.Last():d MMMM yyyy}";
            return first == last ? first : $"{first} – {last}";
        }
    }

    private void WriteTiles()
    {
        int active = figures.Days.Values.Count(day => day.Requests > 0);
        html.Write("<section class=\"tiles\" aria-label=\"Sums\">");
        Tile(
            "Cost",
            $"{CellText.Money(Total.Cost)}{(Total.UnpricedRequests > 0 ? Mark.Sign : "")} <small>{HtmlText.Of(figures.Currency)}</small>",
            active == 0 ? "" : $"{CellText.Money(decimal.Round(Total.Cost / active, 4))} an active day",
            "main"
        );
        Tile("Tokens", HtmlText.Brief(Total.Tokens), $"{HtmlText.Brief(Total.Output)} of them output");
        Tile(
            "Requests",
            CellText.Count(Total.Requests),
            Total.UnpricedRequests == 0 ? "all priced" : $"{CellText.Count(Total.UnpricedRequests)} without a price"
        );
        Tile("Sessions", CellText.Count(figures.Sessions), $"on {CellText.Count(active)} days");
        Tile("From the cache", Share(Total.HitShare), "of all prompt tokens");
        html.Write("</section>\n");
        if (Total.UnpricedRequests > 0)
            html.Write($"<p class=\"note\">{HtmlText.Of(Mark.Legend)}</p>\n");
    }

    private void Tile(string name, string value, string detail, string kind = "") =>
        html.Write($"<div class=\"tile {kind}\"><span>{name}</span><strong>{value}</strong><em>{detail}</em></div>");

    private static string Share(decimal? percent) =>
        percent is { } known ? $"{known.ToString("0.0", CultureInfo.InvariantCulture)}<small>%</small>" : "n/a";

    private void WriteCharts()
    {
        string what = figures.IsOfTokens ? "Tokens" : "Cost";
        Stacked($"{what} by agent", figures.Agents, "(no agent)", "wide");
        Stacked($"{what} by model", figures.Models, "(no model)", "");
        Stacked($"{what} by project", figures.Projects, "(no project)", "");
        Card("Days", $"{what} of every day, in {figures.Zone.Id}", "wide", () => new DayCalendar(figures).Write(html));
        Card("Cache", "Where the prompt tokens of each model came from", "", WriteCaches);
        Card("Sessions", "Those with the highest cost in this range", "", WriteSessions);
    }

    private void Stacked(string title, FiguresByName by, string unnamed, string kind)
    {
        StackedChart chart = new(figures, by, unnamed);
        Card(title, $"per {chart.Step}", kind, () => chart.Write(html));
    }

    private void Card(string title, string detail, string kind, Action content)
    {
        html.Write($"<section class=\"card {kind}\"><h2>{title} <small>{HtmlText.Of(detail)}</small></h2>");
        content();
        html.Write("</section>\n");
    }

    private void WriteCaches()
    {
        const int Most = 10;
        html.Write(
            $"<ul class=\"legend\"><li>{HtmlText.Key("c0")}read from the cache</li><li>{HtmlText.Key("c1")}written to it</li>"
                + $"<li>{HtmlText.Key("c2")}new</li></ul><ol class=\"rows\">"
        );
        foreach ((string model, CostSum sum) in figures.Caches.Where(one => one.Value.Prompt > 0).Take(Most))
        {
            string name = model.Length == 0 ? "(no model)" : model;
            html.Write($"<li><div><b title=\"{HtmlText.Of(name)}\">{HtmlText.Short(name, 40)}</b><span>{Share(sum.HitShare)}</span></div>");
            html.Write("<svg class=\"bar\" width=\"100%\" height=\"10\" aria-hidden=\"true\">");
            decimal from = 0;
            foreach ((string kind, long tokens) in ((string, long)[])[("c0", sum.CacheRead), ("c1", sum.CacheWrite), ("c2", sum.Input)])
            {
                decimal width = 100m * tokens / sum.Prompt;
                html.Write(
                    $"<rect class=\"{kind}\" x=\"{HtmlText.Percent((double)from)}\" "
                        + $"width=\"{HtmlText.Percent((double)width)}\" height=\"10\"/>"
                );
                from += width;
            }

            html.Write(
                $"</svg><p>{HtmlText.Brief(sum.CacheRead)} read, {HtmlText.Brief(sum.CacheWrite)} written, "
                    + $"{HtmlText.Brief(sum.Input)} new</p></li>"
            );
        }

        html.Write("</ol>");
    }

    private void WriteSessions()
    {
        decimal most = figures.Top.Select(one => Value(one.Sum)).DefaultIfEmpty().Max();
        html.Write("<ol class=\"rows\">");
        foreach ((CostRecord sum, Session? session) in figures.Top)
        {
            string title = session?.Title is { Length: > 0 } given ? given : sum.ShortId ?? "(no session)";
            string[] facts =
            [
                .. new[] { session?.Agent ?? sum.Agent, session?.Project ?? sum.Project, session?.Branch, When(session) }.Where(fact =>
                    !string.IsNullOrEmpty(fact)
                )!,
            ];
            html.Write(
                $"<li><div><b title=\"{HtmlText.Of(title)}\">{HtmlText.Short(title, TitleWidth)}</b><span>{Amount(sum)}</span></div>"
            );
            html.Write("<svg class=\"bar\" width=\"100%\" height=\"10\" aria-hidden=\"true\">");
            if (most > 0)
                html.Write($"<rect class=\"s0\" width=\"{HtmlText.Number((double)(100 * Value(sum) / most))}%\" height=\"10\"/>");
            html.Write($"</svg><p>{string.Join(" · ", facts.Select(fact => HtmlText.Short(fact, 50)))}</p></li>");
        }

        html.Write("</ol>");
    }

    private decimal Value(CostRecord sum) => figures.IsOfTokens ? sum.TotalTokens : sum.Cost ?? 0;

    private static string Amount(CostRecord sum) =>
        sum.Cost is { } cost
            ? HtmlText.Money(cost, sum.Currency) + (sum.UnpricedRequests > 0 ? Mark.Sign : "")
            : $"{HtmlText.Brief(sum.TotalTokens)} tokens";

    private string? When(Session? session) => session?.LastActivity is { } time ? TimeText(time) : null;

    private string TimeText(DateTimeOffset time) => CellText.Of(ColumnKind.Time, TimeZoneInfo.ConvertTime(time, figures.Zone));

    private void WriteRows(CancellationToken stop)
    {
        string title = table.RowName == "session" ? "All sessions" : "All sums";
        html.Write($"<section class=\"card wide\"><h2>{title}</h2><div class=\"scroll\"><table><thead><tr>");
        foreach (ExportColumn column in table.Columns)
            html.Write($"<th{Number(column)}>{HtmlText.Of(column.Name)}</th>");
        html.Write("</tr></thead><tbody>\n");
        long rows = 0;
        foreach (object?[] values in table.Rows)
        {
            stop.ThrowIfCancellationRequested();
            if (++rows > HtmlExporter.MostRows)
                continue;
            html.Write("<tr>");
            for (int i = 0; i < values.Length; i++)
            {
                string text = CellText.Of(table.Columns[i].Kind, values[i]);
                string whole = DisplayText.Width(text) > TitleWidth ? $" title=\"{HtmlText.Of(text)}\"" : "";
                html.Write($"<td{Number(table.Columns[i])}{whole}>{HtmlText.Short(text, TitleWidth)}</td>");
            }

            html.Write("</tr>\n");
        }

        html.Write("</tbody></table></div>");
        if (rows > HtmlExporter.MostRows)
            html.Write(
                $"<p class=\"note\">The first {CellText.Count(HtmlExporter.MostRows)} of {CellText.Count(rows)} rows; "
                    + "the charts are of all. The other formats of an export have every row.</p>"
            );
        html.Write("</section>\n");
    }

    private static string Number(ExportColumn column) => ExportTables.IsNumber(column.Kind) ? " class=\"n\"" : "";

    private void WriteFoot()
    {
        html.Write("</main>\n<footer><p>");
        html.Write(
            $"Made by Rimuru on {HtmlText.Of(TimeText(figures.Made))} from the agents' logs. "
                + $"Days are those of {HtmlText.Of(figures.Zone.Id)}.</p>"
        );
        html.Write(
            "<p>This file contains names of agents, models, projects, branches and sessions with their titles, and no prompt, answer or "
                + "tool text. It loads nothing from anywhere.</p></footer>\n</body>\n</html>\n"
        );
    }
}
