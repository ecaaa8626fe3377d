using System.Globalization;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Exports;

/// <summary>The days of each year as a calendar: a column for each week, darker where more was spent.</summary>
/// <param name="figures">The figures.</param>
internal sealed class DayCalendar(ExportFigures figures)
{
    private const int Step = 20,
        Cell = 17,
        Left = 34,
        Top = 20,
        Levels = 4,
        MostYears = 5;

    public void Write(TextWriter html)
    {
        decimal[] sorted = [.. figures.Days.Values.Select(figures.ValueOf).Where(value => value > 0).Order()];
        int[] years = [.. figures.Days.Keys.Select(day => day.Year).Distinct().OrderDescending().Take(MostYears)];
        foreach (int year in years)
            WriteYear(html, year, sorted);
        html.Write("<ul class=\"legend\"><li>less</li>");
        for (int level = 0; level <= Levels; level++)
            html.Write($"<li>{HtmlText.Key("l" + level)}</li>");
        html.Write("<li>more</li></ul>");
        WriteTable(html);
    }

    private void WriteYear(TextWriter html, int year, decimal[] sorted)
    {
        DateTime first = new(year, 1, 1),
            last = new(year, 12, 31),
            monday = TimeBuckets.MondayOf(first);
        int weeks = (TimeBuckets.MondayOf(last) - monday).Days / 7 + 1,
            width = Left + weeks * Step,
            height = Top + 7 * Step;
        html.Write($"<div class=\"year\"><h3>{year.ToString(CultureInfo.InvariantCulture)}</h3><div class=\"scroll late\" tabindex=\"0\">");
        html.Write(
            $"<svg width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"Days of {year}; the numbers are in the table below.\">"
        );
        foreach ((int row, string name) in ((int, string)[])[(0, "Mon"), (2, "Wed"), (4, "Fri")])
            html.Write($"<text x=\"0\" y=\"{Top + row * Step + 12}\">{name}</text>");
        for (int month = 1; month <= 12; month++)
        {
            int week = (TimeBuckets.MondayOf(new DateTime(year, month, 1).AddDays(6)) - monday).Days / 7;
            html.Write($"<text x=\"{Left + week * Step}\" y=\"11\">{new DateTime(year, month, 1):MMM}</text>");
        }

        for (DateTime day = first; day <= last; day = day.AddDays(1))
        {
            decimal value = figures.Days.TryGetValue(day, out CostSum? sum) ? figures.ValueOf(sum) : 0;
            int x = Left + (day - monday).Days / 7 * Step,
                y = Top + (day - monday).Days % 7 * Step;
            html.Write($"<rect class=\"l{LevelOf(value, sorted)}\" x=\"{x}\" y=\"{y}\" width=\"{Cell}\" height=\"{Cell}\" rx=\"4\">");
            html.Write(sum is null ? "</rect>" : $"<title>{day:yyyy-MM-dd}: {Shown(sum)}</title></rect>");
        }

        html.Write("</svg></div></div>");
    }

    private void WriteTable(TextWriter html)
    {
        html.Write("<details><summary>The numbers</summary><div class=\"scroll\" tabindex=\"0\"><table><thead><tr><th>Day</th>");
        html.Write(
            $"<th class=\"n\">Cost ({HtmlText.Of(figures.Currency)})</th><th class=\"n\">Requests</th>"
                + "<th class=\"n\">Tokens</th></tr></thead><tbody>"
        );
        foreach ((DateTime day, CostSum sum) in figures.Days.Reverse())
            html.Write(
                $"<tr><th>{day:yyyy-MM-dd}</th><td class=\"n\">{Views.CellText.Money(sum.Cost)}</td>"
                    + $"<td class=\"n\">{Views.CellText.Count(sum.Requests)}</td>"
                    + $"<td class=\"n\">{Views.CellText.Count(sum.Tokens)}</td></tr>"
            );
        html.Write("</tbody></table></div></details>");
    }

    private string Shown(CostSum sum) =>
        figures.IsOfTokens
            ? $"{Views.CellText.Count(sum.Tokens)} tokens"
            : $"{HtmlText.Money(sum.Cost, figures.Currency)}, {Views.CellText.Counted(sum.Requests, "request")}";

    /// <summary>The quarter of the days with a value that a day is in.</summary>
    private static int LevelOf(decimal value, decimal[] sorted)
    {
        if (value <= 0)
            return 0;
        int at = Array.BinarySearch(sorted, value);
        return 1 + Math.Min(Levels - 1, Math.Max(0, at) * Levels / sorted.Length);
    }
}
