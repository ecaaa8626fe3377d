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
    private const int CellWidth = 90;

    public void Write(CancellationToken stop)
    {
        WriteHead();
        HtmlFigures drawn = new(figures, html);
        drawn.WriteTiles(beside: null);
        drawn.WriteCharts();
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

    private void WriteRows(CancellationToken stop)
    {
        string title = table.RowName == "session" ? "All sessions" : "All sums";
        html.Write($"<section class=\"card wide\"><h2>{title}</h2><div class=\"scroll\" tabindex=\"0\"><table><thead><tr>");
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
                string whole = DisplayText.Width(text) > CellWidth ? $" title=\"{HtmlText.Of(text)}\"" : "";
                html.Write($"<td{Number(table.Columns[i])}{whole}>{HtmlText.Short(text, CellWidth)}</td>");
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

    private static string Number(ExportColumn column) => column.Kind.IsNumber() ? " class=\"n\"" : "";

    private void WriteFoot()
    {
        html.Write("</main>\n<footer><p>");
        html.Write(
            $"Made by Rimuru on {HtmlText.Of(HtmlFigures.TimeText(figures.Made, figures.Zone))} from the agents' logs. "
                + $"Days are those of {HtmlText.Of(figures.Zone.Id)}.</p>"
        );
        html.Write(
            "<p>This file contains names of agents, models, projects, branches and sessions with their titles, and no prompt, answer or "
                + "tool text. It loads nothing from anywhere.</p></footer>\n</body>\n</html>\n"
        );
    }
}
