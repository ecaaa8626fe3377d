using Rimuru.Core.Reports;
using static Rimuru.Core.Tests.Adapters.ClaudeCodeLines;

namespace Rimuru.Core.Tests.Reports;

/// <summary>Forecasts over a whole ledger, and their test on its past.</summary>
public sealed class ForecastReportTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 7, 15, 12, 0, 0, TimeSpan.Zero);

    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void Steady_use_is_forecast_without_an_error()
    {
        Use(days: 300, _ => 1000);
        foreach (CostForecast forecast in Forecasts())
        {
            decimal days = (decimal)(forecast.End - forecast.Start).TotalDays;
            forecast.Forecast!.Value.ShouldBe(days * 2000, days * 20);
            forecast.BacktestError!.Value.ShouldBeLessThan(7);
            forecast.ForecastLow!.Value.ShouldBeLessThanOrEqualTo(forecast.Forecast.Value);
            forecast.ForecastHigh!.Value.ShouldBeGreaterThanOrEqualTo(forecast.Forecast.Value);
        }
    }

    [Theory]
    [InlineData(9)]
    [InlineData(12)]
    [InlineData(28)]
    public void Four_of_five_periods_are_in_the_range_however_few_are_past(int periods)
    {
        const int Trials = 4000;
        Random random = new(periods);
        int held = 0;
        for (int i = 0; i < Trials; i++)
        {
            decimal[] real = [.. Enumerable.Range(0, periods + 1).Select(_ => (decimal)Math.Exp(3 * random.NextDouble()))];
            Forecast forecast = Backtest.Of(real[1..].Select(one => (5m, one)))!.RangeOf(5, 0);
            if (real[0] >= forecast.Low && real[0] <= forecast.High)
                held++;
        }

        (held / (double)Trials).ShouldBe(0.8, 0.03);
    }

    [Fact]
    public void Work_on_weekdays_only_is_forecast_by_days_of_the_same_name()
    {
        Use(days: 120, day => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : 1000 + 500 * (int)day.DayOfWeek, later: 2);
        CostForecast day = Forecasts(ForecastPeriod.Day).Single();
        day.Method.ShouldBe(ForecastMethod.SameWeekday);
        day.BacktestPeriods.ShouldBe(28);

        // A Wednesday: half by its pace, half by what Wednesdays still spend.
        day.Forecast.ShouldBe(2500 + (2500 + 5000) / 2);
        day.BacktestError!.Value.ShouldBe(100m / 6, 0.1m);
    }

    [Fact]
    public void The_error_is_that_of_the_forecasts_that_would_have_been_made()
    {
        // The first half of a day says all of the second, so that the pace is always right and the past mostly wrong.
        Random random = new(17);
        Use(days: 90, _ => random.Next(1, 5000));
        CostForecast now = Forecasts(ForecastPeriod.Day).Single();
        (now.Method, now.BacktestError).ShouldBe((ForecastMethod.Pace, 0));
        List<CostForecast> past =
        [
            .. Enumerable.Range(1, 28).Select(i => Forecasts(ForecastPeriod.Day, new() { Until = Now.AddDays(-i) }).Single()),
        ];
        past.ShouldAllBe(then => then.Forecast == then.Spent * 2);

        // Of the week, the pace says little: its error is that of the forecasts as of the same point of each month.
        CostForecast week = Forecasts(ForecastPeriod.Week).Single();
        decimal off = 0,
            real = 0;
        for (int i = 1; i <= week.BacktestPeriods; i++)
        {
            CostForecast then = Forecasts(ForecastPeriod.Week, new() { Until = Now.AddDays(-7 * i) }).Single();
            if (then.Method != week.Method)
                continue;
            decimal all = Forecasts(ForecastPeriod.Week, new() { Until = then.End.AddMilliseconds(-1) }).Single().Spent;
            off += Math.Abs(then.Forecast!.Value - all);
            real += all;
        }

        week.BacktestPeriods.ShouldBeGreaterThanOrEqualTo(5);
        real.ShouldBeGreaterThan(0);
        week.BacktestError!.Value.ShouldBeInRange(0.1m, 60);
        (100 * off / real).ShouldBeInRange(0.1m, 60);
    }

    [Fact]
    public void Without_a_past_there_is_only_the_pace_and_no_error()
    {
        Use(days: 1, _ => 1000);
        CostForecast day = Forecasts(ForecastPeriod.Day).Single();
        (day.Spent, day.Forecast, day.ForecastLow, day.BacktestError, day.BacktestPeriods).ShouldBe((1000, 2000, null, null, 0));
        day.Method.ShouldBe(ForecastMethod.Pace);
    }

    [Theory]
    [InlineData(4, ForecastMethod.Pace)]
    [InlineData(5, ForecastMethod.Recent)]
    public void The_method_is_what_the_forecast_is_made_from(int days, ForecastMethod method)
    {
        Use(days, _ => 1000); // today and the day of the first use are no past
        Forecasts(ForecastPeriod.Day).Single().Method.ShouldBe(method);
    }

    [Fact]
    public void An_empty_ledger_spent_nothing()
    {
        home.Write(Log, Assistant(time: "2020-01-01T00:00:00Z")).Sync();
        CostForecast day = Forecasts(ForecastPeriod.Day).Single();
        (day.Spent, day.BacktestError).ShouldBe((0, null));
    }

    [Fact]
    public void What_came_later_is_not_known()
    {
        Use(days: 60, _ => 1000);
        CostForecast before = Forecasts(ForecastPeriod.Day, new() { Until = Now.AddDays(-3) }).Single();
        home.Write(Log.Replace("one", "two"), Assistant("later", usage: """ "input_tokens":999999 """, time: "2026-07-13T18:00:00Z"))
            .Sync();
        Forecasts(ForecastPeriod.Day, new() { Until = Now.AddDays(-3) }).Single().ShouldBe(before);
    }

    /// <summary>So many tokens before noon and a multiple after it, on each of the days before now.</summary>
    private void Use(int days, Func<DateTime, int> tokens, int later = 1)
    {
        List<string> lines = [];
        for (int i = 0; i < days; i++)
        {
            DateTime day = Now.Date.AddDays(-i);
            int amount = tokens(day);
            if (amount == 0)
                continue;
            string usage = $"\"input_tokens\":{amount}";
            lines.Add(Assistant($"{ApiId}{i}a", usage, time: $"{day:yyyy-MM-dd}T06:00:00Z"));
            if (i > 0)
                lines.Add(Assistant($"{ApiId}{i}b", $"\"input_tokens\":{amount * later}", time: $"{day:yyyy-MM-dd}T18:00:00Z"));
        }

        home.Write(Log, [.. lines]).At(Now).Sync();
    }

    private List<CostForecast> Forecasts(ForecastPeriod period, ReportFilter? filter = null) => Forecasts([period], filter);

    private List<CostForecast> Forecasts(ForecastPeriod[]? periods = null, ReportFilter? filter = null)
    {
        using RimuruEngine engine = home.Open();
        CostQuery query = new() { Filter = filter ?? new(), Zone = TimeZoneInfo.Utc };
        ForecastReport report = engine.Reports.Forecasts(query, BudgetUnit.Tokens);
        return [.. report.Run(periods ?? Enum.GetValues<ForecastPeriod>(), CancellationToken.None)];
    }
}
