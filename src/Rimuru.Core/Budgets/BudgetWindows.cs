using Rimuru.Core.Records;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Budgets;

/// <summary>The windows of budgets: their words in files and on command lines, and the periods that they are.</summary>
internal static class BudgetWindows
{
    private const int MonthsOfQuarter = 3;

    private static readonly (BudgetWindow Window, string Word)[] Known =
    [
        (BudgetWindow.Hour, "hour"),
        (BudgetWindow.Day, "day"),
        (BudgetWindow.Week, "week"),
        (BudgetWindow.Month, "month"),
        (BudgetWindow.Quarter, "quarter"),
        (BudgetWindow.FiveHours, "5h"),
        (BudgetWindow.SevenDays, "7d"),
        (BudgetWindow.Session, "session"),
        (BudgetWindow.Total, "total"),
    ];

    public static IEnumerable<string> Words => Known.Select(known => known.Word);

    public static string WordOf(BudgetWindow window) => Array.Find(Known, known => known.Window == window).Word;

    /// <summary>The window of a word or of a member's name; null if there is none.</summary>
    public static BudgetWindow? Find(string text)
    {
        foreach ((BudgetWindow window, string word) in Known)
        {
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase) || text.Equals(window.ToString(), StringComparison.OrdinalIgnoreCase))
                return window;
        }

        return null;
    }

    /// <summary>
    /// The period of a window at a time; null for a session, and for the whole ledger. A rolling period ends with the time itself, to the
    /// millisecond, which is the resolution of records.
    /// </summary>
    public static Period? PeriodOf(BudgetWindow window, DateTimeOffset at, TimeZoneInfo zone) =>
        window switch
        {
            BudgetWindow.Hour => Calendar(CostGrouping.Hour, at, zone),
            BudgetWindow.Day => Calendar(CostGrouping.Day, at, zone),
            BudgetWindow.Week => Calendar(CostGrouping.Week, at, zone),
            BudgetWindow.Month => Calendar(CostGrouping.Month, at, zone),
            BudgetWindow.Quarter => QuarterOf(at, zone),
            BudgetWindow.FiveHours => Rolling(at, TimeSpan.FromHours(5)),
            BudgetWindow.SevenDays => Rolling(at, TimeSpan.FromDays(7)),
            _ => null,
        };

    /// <summary>True if the window has an end ahead, so that its result can be forecast.</summary>
    public static bool HasEnd(BudgetWindow window) =>
        window is BudgetWindow.Hour or BudgetWindow.Day or BudgetWindow.Week or BudgetWindow.Month or BudgetWindow.Quarter;

    private static Period Calendar(CostGrouping grouping, DateTimeOffset at, TimeZoneInfo zone) =>
        new TimeBuckets(zone).PeriodOf(grouping, at.ToUnixTimeMilliseconds());

    private static Period QuarterOf(DateTimeOffset at, TimeZoneInfo zone)
    {
        DateTime day = TimeZoneInfo.ConvertTime(at, zone).Date;
        DateTime first = new(day.Year, day.Month - (day.Month - 1) % MonthsOfQuarter, 1);
        return new Period(LocalTime.StartOf(first, zone), LocalTime.StartOf(first.AddMonths(MonthsOfQuarter), zone));
    }

    private static Period Rolling(DateTimeOffset at, TimeSpan length)
    {
        DateTimeOffset end = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds() + 1);
        return new Period(end - length, end);
    }
}
