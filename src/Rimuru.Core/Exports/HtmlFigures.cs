using System.Globalization;
using Rimuru.Core.Views;

namespace Rimuru.Core.Exports;

/// <summary>The figures of a selection as HTML: sums, charts with their numbers, and the dearest sessions. It holds no script.</summary>
internal sealed class HtmlFigures(ExportFigures figures, TextWriter html)
{
    private const int TitleWidth = 90;

    /// <summary>Where the bars of the charts lead to, as <see cref="StackedChart.LinkOf"/>.</summary>
    public Func<DateTime, DateTime, string>? LinkOf { get; init; }

    private CostSum Total => figures.Total;

    public static string TimeText(DateTimeOffset time, TimeZoneInfo zone) =>
        CellText.Of(ColumnKind.Time, TimeZoneInfo.ConvertTime(time, zone));

    /// <summary>Writes the sums.</summary>
    /// <param name="beside">What to say of the cost beside that of another span; null for the cost of an active day.</param>
    public void WriteTiles(string? beside)
    {
        int active = figures.Days.Values.Count(day => day.Requests > 0);
        html.Write("<section class=\"tiles\" aria-label=\"Sums\">");
        Tile(
            "Cost",
            $"{CellText.Money(Total.Cost)}{(Total.UnpricedRequests > 0 ? Mark.Sign : "")} <small>{HtmlText.Of(figures.Currency)}</small>",
            beside is null ? PerDay(active) : HtmlText.Of(beside),
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

    private void Tile(string name, string value, string detail, string kind = "") => html.Write(HtmlText.Tile(name, value, detail, kind));

    private string PerDay(int active) => active == 0 ? "" : $"{CellText.Money(decimal.Round(Total.Cost / active, 4))} an active day";

    private static string Share(decimal? percent) =>
        percent is { } known ? $"{known.ToString("0.0", CultureInfo.InvariantCulture)}<small>%</small>" : "n/a";

    /// <summary>Writes the charts; none without a day.</summary>
    public void WriteCharts()
    {
        if (figures.Days.Count == 0)
            return;
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
        StackedChart chart = new(figures, by, unnamed) { LinkOf = LinkOf };
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
        foreach ((string model, CostSum sum) in figures.Caches.Where(one => one.Sum.Prompt > 0).Take(Most))
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

    private string? When(Session? session) => session?.LastActivity is { } time ? TimeText(time, figures.Zone) : null;
}
