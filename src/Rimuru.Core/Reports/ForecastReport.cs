namespace Rimuru.Core.Reports;

/// <summary>
/// Forecasts the ends of periods. Each way of forecasting is tried on the past periods of the ledger first, with what was known at the same
/// point of each, and the best one is used.
/// </summary>
/// <param name="costs">Runs a cost report.</param>
/// <param name="query">The part of the ledger, which costs, and the time zone. The past begins with its range.</param>
/// <param name="unit">What is forecast.</param>
/// <param name="now">The time.</param>
internal sealed class ForecastReport(Func<CostQuery, CostReport> costs, CostQuery query, BudgetUnit unit, DateTimeOffset now)
{
    /// <summary>So many past periods are forecast at most.</summary>
    private const int Tested = 28;

    private const int DaysOfWeek = 7;

    private readonly TimeZoneInfo zone = query.Zone ?? TimeZoneInfo.Local;
    private readonly Dictionary<string, UnpricedUsage> unpriced = new(StringComparer.Ordinal);

    /// <summary>Models without a price in the current periods; complete once the report has been read.</summary>
    public IReadOnlyDictionary<string, UnpricedUsage> UnpricedModels => unpriced;

    public IEnumerable<CostForecast> Run(IReadOnlyList<ForecastPeriod> periods, CancellationToken stop)
    {
        List<ForecastPeriod> wanted = [.. periods.Distinct()];
        List<List<Period>> pasts = wanted.ConvertAll(PeriodsOf);
        HourlyAmounts amounts = Read(pasts.Min(past => past[^1].Start), stop);
        for (int i = 0; i < wanted.Count; i++)
            yield return Of(wanted[i], pasts[i], amounts, stop);
    }

    /// <summary>The current period, and those before it, newest first, as far back as any forecast looks.</summary>
    private List<Period> PeriodsOf(ForecastPeriod kind)
    {
        TimeBuckets buckets = new(zone);
        CostGrouping grouping = kind switch
        {
            ForecastPeriod.Day => CostGrouping.Day,
            ForecastPeriod.Week => CostGrouping.Week,
            _ => CostGrouping.Month,
        };
        int count = Tested + Forecast.Past * (kind == ForecastPeriod.Day ? DaysOfWeek : 1);
        List<Period> periods = [buckets.PeriodOf(grouping, now.ToUnixTimeMilliseconds())];
        for (int i = 0; i < count; i++)
            periods.Add(buckets.PeriodOf(grouping, periods[^1].Start.ToUnixTimeMilliseconds() - 1));
        return periods;
    }

    private HourlyAmounts Read(DateTimeOffset since, CancellationToken stop)
    {
        CostQuery byHour = query with { By = [CostGrouping.Hour], Filter = query.Filter.Within(new() { Since = since, Until = now }) };
        return byHour.Filter.IsOfNoTime
            ? new HourlyAmounts([])
            : new HourlyAmounts(
                costs(byHour).Run(stop).Select(hour => (hour.PeriodStart!.Value, hour.PeriodEnd!.Value, UnitAmount.Of(hour, unit)))
            );
    }

    private CostForecast Of(ForecastPeriod kind, List<Period> periods, HourlyAmounts amounts, CancellationToken stop)
    {
        Period current = periods[0];
        decimal share = Math.Clamp((decimal)(now - current.Start).Ticks / (current.End - current.Start).Ticks, 0, 1);

        // The period of the first use was not a whole one, and those before it are no past.
        int whole = periods.FindLastIndex(period => amounts.First is { } first && period.Start > first);
        (ForecastMethod method, Backtest? test) = Best(kind, periods, whole, share, amounts);
        CostRecord sum = Sum(current, stop);
        Forecast? forecast = Predict(method, periods, 0, whole, share, UnitAmount.Of(sum, unit), amounts);
        if (forecast is not null && test is not null)
            forecast = test.RangeOf(forecast.Value, UnitAmount.Of(sum, unit));
        return new CostForecast
        {
            Period = kind,
            Start = current.Start,
            End = current.End,
            Elapsed = UnitAmount.PercentOf(share, 1),
            Spent = UnitAmount.Of(sum, unit),
            Forecast = UnitAmount.Rounded(forecast?.Value, unit),
            ForecastLow = UnitAmount.Rounded(forecast?.Low, unit),
            ForecastHigh = UnitAmount.Rounded(forecast?.High, unit),
            Unit = unit,
            Method = method,
            BacktestError = test?.Error,
            BacktestPeriods = test?.Periods ?? 0,
            UnpricedRequests = sum.UnpricedRequests,
            UnpricedTokens = sum.UnpricedTokens,
        };
    }

    /// <summary>What was spent in the current period, exactly.</summary>
    private CostRecord Sum(Period period, CancellationToken stop)
    {
        CostQuery whole = query with { By = [], Filter = query.Filter.Within(new() { Since = period.Start, Until = Until(period) }) };
        if (whole.Filter.IsOfNoTime)
            return new CostRecord();
        CostReport report = costs(whole);
        CostRecord sum = report.Run(stop).SingleOrDefault() ?? new CostRecord();
        foreach ((string name, UnpricedUsage usage) in report.UnpricedModels)
            unpriced[name] = usage;
        return sum;
    }

    /// <summary>A forecast that is made as of an earlier time knows nothing of what came after it.</summary>
    private DateTimeOffset Until(Period period) => query.Filter.Until is { } until && until < period.End ? until : period.End;

    /// <summary>The method with the least error on past periods; without enough of them the usual one, or the pace.</summary>
    private static (ForecastMethod Method, Backtest? Test) Best(
        ForecastPeriod kind,
        List<Period> periods,
        int whole,
        decimal share,
        HourlyAmounts amounts
    )
    {
        (ForecastMethod Method, Backtest? Test) best = (whole < Forecast.Enough ? ForecastMethod.Pace : ForecastMethod.Recent, null);
        foreach (ForecastMethod method in Enum.GetValues<ForecastMethod>())
        {
            if (method == ForecastMethod.SameWeekday && kind != ForecastPeriod.Day)
                continue;
            Backtest? test = Backtest.Of(Past(method));
            if (test is not null && (best.Test is null || test.Error < best.Test.Error))
                best = (method, test);
        }

        return best;

        IEnumerable<(decimal Forecast, decimal Real)> Past(ForecastMethod method)
        {
            for (int i = 1; i <= Math.Min(whole, Tested); i++)
            {
                decimal spent = amounts.Between(periods[i].Start, PointOf(periods[i], share));
                if (Predict(method, periods, i, whole, share, spent, amounts) is { } forecast)
                    yield return (forecast.Value, amounts.Between(periods[i].Start, periods[i].End));
            }
        }
    }

    /// <summary>The forecast of a period from those before it; null if there are none that the method needs.</summary>
    private static Forecast? Predict(
        ForecastMethod method,
        List<Period> periods,
        int at,
        int whole,
        decimal share,
        decimal spent,
        HourlyAmounts amounts
    )
    {
        int step = method == ForecastMethod.SameWeekday ? DaysOfWeek : 1;
        List<decimal> rests = [];
        for (int i = at + step; method != ForecastMethod.Pace && rests.Count < Forecast.Past && i <= whole; i += step)
            rests.Add(amounts.Between(PointOf(periods[i], share), periods[i].End));
        Forecast? forecast = Forecast.Of(spent, share, rests);
        return method == ForecastMethod.SameWeekday && forecast?.Low is null ? null : forecast;
    }

    private static DateTimeOffset PointOf(Period period, decimal share) =>
        period.Start.AddTicks((long)((period.End - period.Start).Ticks * share));
}
