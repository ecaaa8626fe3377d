using System.Text;

namespace Rimuru.Core.Exports;

/// <summary>A bar of a plot: a span of time.</summary>
/// <param name="Label">What it is, in full.</param>
/// <param name="Below">The same in few characters, below the axis.</param>
/// <param name="Link">Where it leads to; null if nowhere.</param>
internal sealed record PlotBar(string Label, string Below, string? Link = null);

/// <summary>What a part of each bar is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">The class of its colour.</param>
/// <param name="Whole">What the legend says of all bars.</param>
internal sealed record PlotSeries(string Name, string Kind, string Whole);

/// <summary>How the values of a plot are written.</summary>
/// <param name="Shown">With their unit.</param>
/// <param name="Cell">In a cell of the table.</param>
/// <param name="Axis">At the axis.</param>
internal sealed record PlotText(Func<decimal, string> Shown, Func<decimal, string> Cell, Func<decimal, string> Axis);

/// <summary>Stacked bars over time with a legend, and the same numbers as a table.</summary>
/// <param name="step">What one bar is: a day, a week or a month.</param>
/// <param name="bars">The bars.</param>
/// <param name="series">What they consist of, from below.</param>
/// <param name="values">The values by bar and series; a bar without any is left out of the table.</param>
/// <param name="text">How values are written.</param>
internal sealed class BarPlot(
    string step,
    IReadOnlyList<PlotBar> bars,
    IReadOnlyList<PlotSeries> series,
    IReadOnlyDictionary<(int Bar, int Series), decimal> values,
    PlotText text
)
{
    private const int Height = 220,
        Top = 14,
        Bottom = 22,
        NameWidth = 28,
        TitleWidth = 24,
        MostLabels = 5;

    private const double WidthOfSlot = 0.76,
        WidestBar = 7;

    /// <summary>False if the parts of a bar are not to be added up.</summary>
    public bool HasTotals { get; init; } = true;

    public void Write(TextWriter html)
    {
        WriteLegend(html);
        WritePlot(html);
        WriteTable(html);
    }

    private decimal TotalOf(int bar) => Enumerable.Range(0, series.Count).Sum(i => values.GetValueOrDefault((bar, i)));

    private bool IsEmpty(int bar) => !Enumerable.Range(0, series.Count).Any(i => values.ContainsKey((bar, i)));

    private void WriteLegend(TextWriter html)
    {
        html.Write("<ul class=\"legend\">");
        foreach (PlotSeries one in series)
            html.Write(
                $"<li>{HtmlText.Key(one.Kind)}<span title=\"{HtmlText.Of(one.Name)}\">"
                    + $"{HtmlText.Short(one.Name, NameWidth)}</span> <b>{one.Whole}</b></li>"
            );
        html.Write("</ul>");
    }

    private void WritePlot(TextWriter html)
    {
        decimal most = CeilingOf(Enumerable.Range(0, bars.Count).Select(TotalOf).DefaultIfEmpty().Max());
        const int Plot = Height - Top - Bottom;
        bool leads = bars.Any(bar => bar.Link is not null);
        html.Write($"<div class=\"plot\"><svg class=\"axis\" width=\"58\" height=\"{Height}\" aria-hidden=\"true\">");
        foreach (int quarter in (int[])[0, 1, 2, 3, 4])
            html.Write(
                $"<text x=\"50\" y=\"{HtmlText.Number(Top + Plot - Plot * quarter / 4.0 + 4)}\" class=\"end\">"
                    + $"{text.Axis(most * quarter / 4)}</text>"
            );
        html.Write(
            $"</svg><svg class=\"bars\" width=\"100%\" height=\"{Height}\" role=\"{(leads ? "group" : "img")}\" "
                + $"aria-label=\"By {step}, stacked; the numbers are in the table below.\">"
        );
        foreach (int quarter in (int[])[0, 1, 2, 3, 4])
        {
            string y = HtmlText.Number(Top + Plot - Plot * quarter / 4.0);
            html.Write($"<line class=\"{(quarter == 0 ? "base" : "grid")}\" x1=\"0\" x2=\"100%\" y1=\"{y}\" y2=\"{y}\"/>");
        }

        double slot = 100.0 / bars.Count,
            width = Math.Min(slot * WidthOfSlot, WidestBar);
        for (int bar = 0; bar < bars.Count; bar++)
        {
            double y = Top + Plot,
                x = slot * bar + (slot - width) / 2;
            if (bars[bar].Link is { } link) // the keyboard has the ranges and the table below
                html.Write($"<a href=\"{HtmlText.Of(link)}\" tabindex=\"-1\">");
            html.Write($"<g><title>{HtmlText.Of(bars[bar].Label)}: {Split(bar)}</title>");
            html.Write(
                $"<rect class=\"hit\" x=\"{HtmlText.Percent(slot * bar)}\" width=\"{HtmlText.Percent(slot)}\" "
                    + $"y=\"{Top}\" height=\"{Plot}\"/>"
            );
            for (int i = 0; i < series.Count; i++)
            {
                if (!values.TryGetValue((bar, i), out decimal value) || value == 0 || most == 0)
                    continue;
                double height = (double)(value / most) * Plot;
                y -= height;
                html.Write(
                    $"<rect class=\"{series[i].Kind}\" x=\"{HtmlText.Percent(x)}\" width=\"{HtmlText.Percent(width)}\" "
                        + $"y=\"{HtmlText.Number(y)}\" height=\"{HtmlText.Number(Math.Max(height, 0.5))}\"/>"
                );
            }

            html.Write(bars[bar].Link is null ? "</g>" : "</g></a>");
        }

        WriteLabels(html, slot);
        html.Write("</svg></div>");
    }

    /// <summary>So few that they fit on a telephone.</summary>
    private void WriteLabels(TextWriter html, double slot)
    {
        int count = Math.Min(bars.Count, MostLabels);
        for (int i = 0; i < count; i++)
        {
            int bar = count == 1 ? 0 : i * (bars.Count - 1) / (count - 1);
            (double x, string anchor) = i switch
            {
                _ when bars.Count <= MostLabels => (slot * (bar + 0.5), "middle"),
                0 => (0, "start"),
                _ when i == count - 1 => (100, "end"),
                _ => (slot * (bar + 0.5), "middle"),
            };
            html.Write($"<text class=\"{anchor}\" x=\"{HtmlText.Number(x)}%\" y=\"{Height - 5}\">{HtmlText.Of(bars[bar].Below)}</text>");
        }
    }

    private void WriteTable(TextWriter html)
    {
        html.Write(
            $"<details><summary>The numbers</summary><div class=\"scroll\" tabindex=\"0\"><table><thead><tr>"
                + $"<th>{char.ToUpperInvariant(step[0])}{step[1..]}</th>"
        );
        foreach (PlotSeries one in series)
            html.Write($"<th class=\"n\" title=\"{HtmlText.Of(one.Name)}\">{HtmlText.Short(one.Name, TitleWidth)}</th>");
        html.Write(HasTotals ? "<th class=\"n\">Total</th></tr></thead><tbody>" : "</tr></thead><tbody>");
        for (int bar = 0; bar < bars.Count; bar++)
        {
            if (IsEmpty(bar))
                continue;
            html.Write($"<tr><th>{HtmlText.Of(bars[bar].Label)}</th>");
            for (int i = 0; i < series.Count; i++)
                html.Write($"<td class=\"n\">{(values.TryGetValue((bar, i), out decimal value) ? text.Cell(value) : "")}</td>");
            html.Write(HasTotals ? $"<td class=\"n\"><b>{text.Cell(TotalOf(bar))}</b></td></tr>" : "</tr>");
        }

        html.Write("</tbody></table></div></details>");
    }

    /// <summary>The values of a bar on lines of their own, after their sum.</summary>
    private string Split(int bar)
    {
        StringBuilder split = new(HasTotals ? text.Shown(TotalOf(bar)) : "");
        for (int i = 0; i < series.Count; i++)
        {
            if (values.TryGetValue((bar, i), out decimal value))
                split.Append('\n').Append(HtmlText.Of(series[i].Name)).Append(": ").Append(text.Shown(value));
        }

        return split.ToString();
    }

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
