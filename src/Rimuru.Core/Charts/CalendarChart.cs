using System.Globalization;
using System.Text;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Charts;

/// <summary>Days as cells of a calendar: a column a week, a row a day of the week, the darker the more was used.</summary>
/// <param name="unit">What the shades measure.</param>
/// <param name="style">How it is written.</param>
internal sealed class CalendarChart(BudgetUnit unit, ChartStyle style)
{
    private const int DaysOfWeek = 7;
    private const int LabelWidth = 4;

    /// <summary>A year of weeks, the ones at its ends in part.</summary>
    public const int MostWeeks = 53;

    private static readonly char[] Shades = ['·', '░', '▒', '▓', '█'];
    private static readonly int[] Colours = [240, 65, 71, 77, 83];

    /// <param name="days">The days with usage.</param>
    /// <param name="first">The first day that is shown.</param>
    /// <param name="last">The last one.</param>
    public IEnumerable<string> Draw(IReadOnlyList<CostRecord> days, DateTime first, DateTime last)
    {
        Dictionary<DateTime, decimal> amounts = days.ToDictionary(
            day => DateTime.ParseExact(day.Day!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            day => UnitAmount.Of(day, unit)
        );
        DateTime monday = TimeBuckets.MondayOf(first);
        int weeks = (int)((TimeBuckets.MondayOf(last) - monday).TotalDays / DaysOfWeek) + 1,
            cell = LabelWidth + weeks * 2 <= style.Width ? 2 : 1;
        int shown = Math.Min(weeks, (style.Width - LabelWidth) / cell);
        monday = monday.AddDays(DaysOfWeek * (weeks - shown));
        decimal[] limits = Limits([.. amounts.Values.Where(amount => amount > 0).Order()]);
        yield return Months(monday, shown, cell);
        for (int row = 0; row < DaysOfWeek; row++)
        {
            StringBuilder line = new((row % 2 == 0 ? NameOf((DayOfWeek)((row + 1) % DaysOfWeek)) : "").PadRight(LabelWidth));
            for (int week = 0; week < shown; week++)
            {
                DateTime day = monday.AddDays(week * DaysOfWeek + row);
                line.Append(day < first || day > last ? " " : Shade(LevelOf(amounts.GetValueOrDefault(day), limits))).Append(' ', cell - 1);
            }

            yield return line.ToString().TrimEnd();
        }

        yield return "";
        foreach (string line in Legend(amounts, limits))
            yield return line;
    }

    /// <summary>The quartiles of the days with usage: each shade has as many days.</summary>
    private static decimal[] Limits(decimal[] sorted) =>
        sorted.Length == 0 ? [] : [.. Enumerable.Range(1, 3).Select(part => sorted[(sorted.Length - 1) * part / 4])];

    private static int LevelOf(decimal amount, decimal[] limits) => amount <= 0 ? 0 : 1 + limits.Count(limit => amount > limit);

    private string Shade(int level) => style.Coloured(style.HasColours && level > 0 ? "█" : Shades[level].ToString(), Colours[level]);

    private static string Months(DateTime monday, int weeks, int cell)
    {
        char[] line = new string(' ', LabelWidth + weeks * cell).ToCharArray();
        int free = 0;
        for (int week = 0; week < weeks; week++)
        {
            // A month stands above the week in which it begins.
            DateTime sunday = monday.AddDays(week * DaysOfWeek + DaysOfWeek - 1);
            string name = CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedMonthName(sunday.Month);
            int at = LabelWidth + week * cell;
            if (sunday.Day > DaysOfWeek || at < free || at + name.Length > line.Length)
                continue;
            name.CopyTo(0, line, at, name.Length);
            free = at + name.Length + 1;
        }

        return new string(line).TrimEnd();
    }

    private IEnumerable<string> Legend(Dictionary<DateTime, decimal> amounts, decimal[] limits)
    {
        int used = amounts.Values.Count(amount => amount > 0);
        List<string> sums = [$"{ChartStyle.ValueOf(amounts.Values.Sum(), unit)} on {used} {(used == 1 ? "day" : "days")}"];
        if (used > 0)
            sums.Add($"the most {ChartStyle.ValueOf(amounts.Values.Max(), unit)} on {MostOf(amounts):yyyy-MM-dd}");
        foreach (string line in style.Lines(sums.Select(text => (text, text.Length))))
            yield return line;
        if (limits.Length == 0)
            yield break;
        string[] levels = ["none", .. limits.Select(limit => "to " + ChartStyle.ValueOf(limit, unit)), "more"];
        foreach (string line in style.Lines(levels.Select((text, level) => ($"{Shade(level)} {text}", text.Length + 2))))
            yield return line;
    }

    private static DateTime MostOf(Dictionary<DateTime, decimal> amounts) => amounts.MaxBy(day => day.Value).Key;

    private static string NameOf(DayOfWeek day) => CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedDayName(day);
}
