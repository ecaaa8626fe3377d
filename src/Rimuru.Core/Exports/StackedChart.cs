using System.Globalization;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Exports;

/// <summary>Costs over time as stacked bars, by days, weeks or months.</summary>
internal sealed class StackedChart
{
    private const int MostSeries = 6;

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
    private readonly Dictionary<(int Bar, int Series), decimal> values = [];
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
                .Names.Where(name => figures.ValueOf(name.Value.Sum) > 0)
                .OrderByDescending(name => figures.ValueOf(name.Value.Sum))
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

        Fill();
    }

    /// <summary>Where a bar leads to, by its first day and the day after its last; null for charts that lead nowhere.</summary>
    public Func<DateTime, DateTime, string>? LinkOf { get; init; }

    /// <summary>What one bar is: a day, a week or a month.</summary>
    public string Step => step;

    public void Write(TextWriter html) =>
        new BarPlot(
            step,
            [
                .. bars.Select(bar => new PlotBar(
                    LabelOf(bar.Start, full: true),
                    LabelOf(bar.Start, full: false),
                    LinkOf?.Invoke(bar.Start, bar.End)
                )),
            ],
            [.. series.Select((name, i) => new PlotSeries(NameOf(name), ClassOf(i), Shown(SumOf(i))))],
            values,
            new PlotText(Shown, Cell, HtmlText.Brief)
        ).Write(html);

    private decimal SumOf(int index) => Enumerable.Range(0, bars.Count).Sum(bar => values.GetValueOrDefault((bar, index)));

    private void Fill()
    {
        Dictionary<string, int> drawn = series.Select((name, i) => (name, i)).ToDictionary(one => one.name, one => one.i);
        Dictionary<DateTime, int> barOfDay = [];
        int bar = 0;
        foreach (DateTime day in figures.Days.Keys)
        {
            while (bars[bar].End <= day)
                bar++;
            barOfDay.Add(day, bar);
        }

        foreach ((string name, NameFigures used) in by.Names)
        {
            int place = drawn.GetValueOrDefault(name, series.Count - 1);
            foreach ((DateTime day, DayFigure figure) in used.Days)
            {
                if (figures.ValueOf(figure) is > 0 and var value)
                    values[(barOfDay[day], place)] = values.GetValueOrDefault((barOfDay[day], place)) + value;
            }
        }
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

    private string LabelOf(DateTime start, bool full) =>
        start.ToString(
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
}
