using System.Globalization;
using System.Text;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Exports;

/// <summary>Costs over time as stacked bars, with the same numbers as a table.</summary>
internal sealed class StackedChart
{
    private const int MostSeries = 6,
        Height = 220,
        Top = 14,
        Bottom = 22;

    private const string Others = "\0others";
    private const decimal MostDays = 100,
        MostWeeks = 100 * 7;

    /// <summary>So many days are drawn with the months without usage between them: one wrong clock may log the year 9000.</summary>
    private const double MostFilled = 40 * 366;

    private readonly ExportFigures figures;
    private readonly FiguresByName by;
    private readonly string unnamed;
    private readonly List<string> series;
    private readonly List<(DateTime Start, DateTime End)> bars = [];
    private readonly Dictionary<(int Bar, string Name), decimal> values = [];
    private readonly decimal[] totals;
    private readonly string step;

    /// <param name="figures">All figures.</param>
    /// <param name="by">Those of the grouping that is drawn.</param>
    /// <param name="unnamed">What stands for a name that no log has.</param>
    public StackedChart(ExportFigures figures, FiguresByName by, string unnamed)
    {
        (this.figures, this.by, this.unnamed) = (figures, by, unnamed);
        string[] ranked =
        [
            .. by
                .Names.Where(name => figures.ValueOf(name.Value) > 0)
                .OrderByDescending(name => figures.ValueOf(name.Value))
                .ThenBy(name => name.Key, StringComparer.Ordinal)
                .Select(name => name.Key),
        ];
        series = [.. ranked.Take(ranked.Length == MostSeries + 1 ? MostSeries + 1 : MostSeries)];
        if (ranked.Length > series.Count)
            series.Add(Others);
        (DateTime first, DateTime last) = (figures.Days.Keys.First(), figures.Days.Keys.Last());
        double days = (last - first).TotalDays + 1;
        step = (decimal)days switch
        {
            <= MostDays => "day",
            <= MostWeeks => "week",
            _ => "month",
        };
        HashSet<DateTime> used = [.. figures.Days.Keys.Select(StartOf)];
        bool isWhole = days <= MostFilled;
        for (DateTime start = StartOf(first); start <= last; start = NextOf(start))
        {
            if (isWhole || used.Contains(start))
                bars.Add((start, NextOf(start)));
        }

        totals = new decimal[bars.Count];
        Fill();
    }

    /// <summary>Where a bar leads to, by its first day and the day after its last; null for charts that lead nowhere.</summary>
    public Func<DateTime, DateTime, string>? LinkOf { get; init; }

    /// <summary>What one bar is: a day, a week or a month.</summary>
    public string Step => step;

    public void Write(TextWriter html)
    {
        WriteLegend(html);
        WritePlot(html);
        WriteTable(html);
    }

    private void Fill()
    {
        HashSet<string> drawn = [.. series];
        int bar = 0;
        foreach (DateTime day in figures.Days.Keys)
        {
            while (bars[bar].End <= day)
                bar++;
            foreach (string name in by.Names.Keys)
            {
                if (by.Of(day, name) is not { } sum || figures.ValueOf(sum) is not (> 0 and var value))
                    continue;
                string own = drawn.Contains(name) ? name : Others;
                values[(bar, own)] = values.GetValueOrDefault((bar, own)) + value;
                totals[bar] += value;
            }
        }
    }

    private void WriteLegend(TextWriter html)
    {
        html.Write("<ul class=\"legend\">");
        for (int i = 0; i < series.Count; i++)
        {
            decimal whole = Enumerable.Range(0, bars.Count).Sum(bar => values.GetValueOrDefault((bar, series[i])));
            html.Write(
                $"<li>{HtmlText.Key(ClassOf(i))}<span title=\"{HtmlText.Of(NameOf(series[i]))}\">"
                    + $"{HtmlText.Short(NameOf(series[i]), 28)}</span> <b>{Shown(whole)}</b></li>"
            );
        }

        html.Write("</ul>");
    }

    private void WritePlot(TextWriter html)
    {
        decimal most = CeilingOf(totals.DefaultIfEmpty().Max());
        const int Plot = Height - Top - Bottom;
        html.Write($"<div class=\"plot\"><svg class=\"axis\" width=\"58\" height=\"{Height}\" aria-hidden=\"true\">");
        foreach (int quarter in (int[])[0, 1, 2, 3, 4])
            html.Write(
                $"<text x=\"50\" y=\"{HtmlText.Number(Top + Plot - Plot * quarter / 4.0 + 4)}\" class=\"end\">"
                    + $"{HtmlText.Brief(most * quarter / 4)}</text>"
            );
        html.Write(
            $"</svg><svg class=\"bars\" width=\"100%\" height=\"{Height}\" role=\"{(LinkOf is null ? "img" : "group")}\" "
                + $"aria-label=\"By {step}, stacked; the numbers are in the table below.\">"
        );
        foreach (int quarter in (int[])[0, 1, 2, 3, 4])
        {
            string y = HtmlText.Number(Top + Plot - Plot * quarter / 4.0);
            html.Write($"<line class=\"{(quarter == 0 ? "base" : "grid")}\" x1=\"0\" x2=\"100%\" y1=\"{y}\" y2=\"{y}\"/>");
        }

        double slot = 100.0 / bars.Count,
            width = Math.Min(slot * 0.76, 7);
        for (int bar = 0; bar < bars.Count; bar++)
        {
            double y = Top + Plot,
                x = slot * bar + (slot - width) / 2;
            if (LinkOf is { } link) // the keyboard has the ranges and the table below
                html.Write($"<a href=\"{HtmlText.Of(link(bars[bar].Start, bars[bar].End))}\" tabindex=\"-1\">");
            html.Write($"<g><title>{HtmlText.Of(LabelOf(bar, full: true))}: {Shown(totals[bar])}{Split(bar)}</title>");
            html.Write(
                $"<rect class=\"hit\" x=\"{HtmlText.Percent(slot * bar)}\" width=\"{HtmlText.Percent(slot)}\" "
                    + $"y=\"{Top}\" height=\"{Plot}\"/>"
            );
            for (int i = 0; i < series.Count; i++)
            {
                if (!values.TryGetValue((bar, series[i]), out decimal value) || most == 0)
                    continue;
                double height = (double)(value / most) * Plot;
                y -= height;
                html.Write(
                    $"<rect class=\"{ClassOf(i)}\" x=\"{HtmlText.Percent(x)}\" width=\"{HtmlText.Percent(width)}\" "
                        + $"y=\"{HtmlText.Number(y)}\" height=\"{HtmlText.Number(Math.Max(height, 0.5))}\"/>"
                );
            }

            html.Write(LinkOf is null ? "</g>" : "</g></a>");
        }

        WriteLabels(html, slot);
        html.Write("</svg></div>");
    }

    /// <summary>At most five dates, so that they fit on a telephone.</summary>
    private void WriteLabels(TextWriter html, double slot)
    {
        int count = Math.Min(bars.Count, 5);
        for (int i = 0; i < count; i++)
        {
            int bar = count == 1 ? 0 : i * (bars.Count - 1) / (count - 1);
            (double x, string anchor) = i switch
            {
                _ when bars.Count <= 5 => (slot * (bar + 0.5), "middle"),
                0 => (0, "start"),
                _ when i == count - 1 => (100, "end"),
                _ => (slot * (bar + 0.5), "middle"),
            };
            html.Write(
                $"<text class=\"{anchor}\" x=\"{HtmlText.Number(x)}%\" y=\"{Height - 5}\">{HtmlText.Of(LabelOf(bar, full: false))}</text>"
            );
        }
    }

    private void WriteTable(TextWriter html)
    {
        html.Write(
            $"<details><summary>The numbers</summary><div class=\"scroll\" tabindex=\"0\"><table><thead><tr>"
                + $"<th>{char.ToUpperInvariant(step[0])}{step[1..]}</th>"
        );
        foreach (string name in series)
            html.Write($"<th class=\"n\" title=\"{HtmlText.Of(NameOf(name))}\">{HtmlText.Short(NameOf(name), 24)}</th>");
        html.Write("<th class=\"n\">Total</th></tr></thead><tbody>");
        for (int bar = 0; bar < bars.Count; bar++)
        {
            if (totals[bar] == 0)
                continue;
            html.Write($"<tr><th>{HtmlText.Of(LabelOf(bar, full: true))}</th>");
            foreach (string name in series)
                html.Write($"<td class=\"n\">{(values.TryGetValue((bar, name), out decimal value) ? Cell(value) : "")}</td>");
            html.Write($"<td class=\"n\"><b>{Cell(totals[bar])}</b></td></tr>");
        }

        html.Write("</tbody></table></div></details>");
    }

    private string Split(int bar)
    {
        StringBuilder split = new();
        foreach (string name in series)
        {
            if (values.TryGetValue((bar, name), out decimal value))
                split.Append('\n').Append(HtmlText.Of(NameOf(name))).Append(": ").Append(Shown(value));
        }

        return split.ToString();
    }

    private string Cell(decimal value) => figures.IsOfTokens ? Views.CellText.Count((long)value) : Views.CellText.Money(value);

    private string Shown(decimal value) => figures.IsOfTokens ? $"{HtmlText.Brief(value)} tokens" : HtmlText.Money(value, figures.Currency);

    private string NameOf(string name) =>
        name switch
        {
            "" => unnamed,
            Others => "others",
            _ => name,
        };

    private string ClassOf(int index) => series[index] == Others ? "so" : string.Create(CultureInfo.InvariantCulture, $"s{index}");

    private string LabelOf(int bar, bool full) =>
        bars[bar]
            .Start.ToString(
                (step, full) switch
                {
                    ("month", _) => "MMM yyyy",
                    (_, true) => "yyyy-MM-dd",
                    _ => "d MMM",
                },
                CultureInfo.InvariantCulture
            );

    private DateTime StartOf(DateTime day) =>
        step switch
        {
            "day" => day,
            "week" => TimeBuckets.MondayOf(day),
            _ => new DateTime(day.Year, day.Month, 1),
        };

    private DateTime NextOf(DateTime start) =>
        step switch
        {
            "day" => start.AddDays(1),
            "week" => start.AddDays(7),
            _ => start.AddMonths(1),
        };

    /// <summary>A round number at the top of the axis, whose quarters are round as well.</summary>
    private static decimal CeilingOf(decimal value)
    {
        if (value <= 0)
            return 1;
        decimal unit = 1;
        while (unit < value)
            unit *= 10;
        while (unit / 10 >= value)
            unit /= 10;
        foreach (decimal part in (decimal[])[0.2m, 0.4m, 0.6m, 0.8m])
        {
            if (unit * part >= value)
                return unit * part;
        }

        return unit;
    }
}
