using Rimuru.Core.Budgets;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Tests.Budgets;

public sealed class BudgetWindowTests
{
    /// <summary>In 2026 its clocks go forward on 29 March and back on 25 October.</summary>
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData(BudgetWindow.Hour, "2026-10-25T00:30Z", "2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00")]
    [InlineData(BudgetWindow.Hour, "2026-10-25T01:30Z", "2026-10-25T02:00+01:00", "2026-10-25T03:00+01:00")]
    [InlineData(BudgetWindow.Day, "2026-03-29T10:00Z", "2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00")]
    [InlineData(BudgetWindow.Day, "2026-10-24T22:00Z", "2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00")]
    [InlineData(BudgetWindow.Week, "2026-11-29T23:30Z", "2026-11-30T00:00+01:00", "2026-12-07T00:00+01:00")]
    [InlineData(BudgetWindow.Week, "2026-10-25T22:59Z", "2026-10-19T00:00+02:00", "2026-10-26T00:00+01:00")]
    [InlineData(BudgetWindow.Month, "2026-10-31T23:00Z", "2026-11-01T00:00+01:00", "2026-12-01T00:00+01:00")]
    [InlineData(BudgetWindow.Quarter, "2026-03-31T21:59Z", "2026-01-01T00:00+01:00", "2026-04-01T00:00+02:00")]
    [InlineData(BudgetWindow.Quarter, "2026-03-31T22:00Z", "2026-04-01T00:00+02:00", "2026-07-01T00:00+02:00")]
    [InlineData(BudgetWindow.Quarter, "2026-12-31T22:59Z", "2026-10-01T00:00+02:00", "2027-01-01T00:00+01:00")]
    public void A_calendar_window_is_that_of_the_zone(BudgetWindow window, string at, string start, string end)
    {
        Period period = BudgetWindows.PeriodOf(window, Time(at), Berlin)!;
        (period.Start, period.End).ShouldBe((Time(start), Time(end)));
    }

    [Theory]
    [InlineData(BudgetWindow.FiveHours, 5)]
    [InlineData(BudgetWindow.SevenDays, 7 * 24)]
    public void A_rolling_window_is_as_long_over_a_change_of_the_clocks_and_ends_with_the_time_itself(BudgetWindow window, int hours)
    {
        DateTimeOffset at = Time("2026-10-25T03:00Z");
        Period period = BudgetWindows.PeriodOf(window, at, Berlin)!;
        (period.End - period.Start).ShouldBe(TimeSpan.FromHours(hours));
        at.ShouldBeInRange(period.Start, period.End.AddMilliseconds(-1));
        at.AddMilliseconds(1).ShouldBe(period.End);
    }

    [Fact]
    public void Windows_without_a_period_are_those_of_sessions_and_of_all() =>
        Enum.GetValues<BudgetWindow>()
            .Where(window => BudgetWindows.PeriodOf(window, Time("2026-10-25T03:00Z"), Berlin) is null)
            .ShouldBe([BudgetWindow.Session, BudgetWindow.Total]);

    [Fact]
    public void Every_window_has_a_word_of_its_own_and_is_found_by_it_and_by_its_name()
    {
        foreach (BudgetWindow window in Enum.GetValues<BudgetWindow>())
        {
            BudgetWindows.Find(BudgetWindows.WordOf(window)).ShouldBe(window);
            BudgetWindows.Find(window.ToString().ToUpperInvariant()).ShouldBe(window);
        }

        BudgetWindows.Find("fortnight").ShouldBeNull();
    }

    /// <summary>Without gap or overlap: each instant is in one window, whose neighbours meet it.</summary>
    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("Asia/Kolkata")]
    [InlineData("America/Santiago")]
    [InlineData("UTC")]
    public void Calendar_windows_follow_each_other(string id)
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(id);
        Random random = new(16);
        for (int i = 0; i < 400; i++)
        {
            BudgetWindow window = (BudgetWindow)random.Next((int)BudgetWindow.Quarter + 1);
            DateTimeOffset at = Time("2024-01-01T00:00Z").AddMinutes(random.Next(3 * 365 * 24 * 60));
            Period period = BudgetWindows.PeriodOf(window, at, zone)!;
            at.ShouldBeInRange(period.Start, period.End.AddTicks(-1));
            BudgetWindows.PeriodOf(window, period.Start, zone).ShouldBe(period);
            BudgetWindows.PeriodOf(window, period.Start.AddMilliseconds(-1), zone)!.End.ShouldBe(period.Start);
            BudgetWindows.PeriodOf(window, period.End, zone)!.Start.ShouldBe(period.End);
        }
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
