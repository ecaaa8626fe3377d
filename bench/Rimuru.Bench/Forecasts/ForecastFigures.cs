using System.Globalization;
using Rimuru.Bench.Scale;
using Rimuru.Core.Reports;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Bench.Forecasts;

/// <summary>How far forecasts are off on invented years, and how often the real amount is within their range.</summary>
internal static class ForecastFigures
{
    private static readonly decimal[] Points = [0.25m, 0.5m, 0.75m];

    public static void Run(int people)
    {
        string folder = Directory.CreateTempSubdirectory("rimuru-bench-").FullName;
        try
        {
            List<Answer> answers = [];
            for (int person = 0; person < people; person++)
            {
                using ILedger ledger = ScaleRun.Open($"sqlite:{folder}/{person}.db");
                new PersonYear(person).Write(ledger);
                foreach (ForecastPeriod kind in Enum.GetValues<ForecastPeriod>())
                    answers.AddRange(Ask(ledger, kind));
            }

            Results.Write(
                "Forecasts",
                "dotnet run -c Release --project bench/Rimuru.Bench -- forecasts",
                $"The costs of {people} invented people over a year: quiet weekends, holidays, days that differ by a factor of four, a level "
                    + "that drifts. No real year was at hand, so how far these figures hold for one is not known; `BacktestError` tells it "
                    + "for your own. Each day, week and month of the second half is forecast with what was known at a part of it. Off: the "
                    + "sum of all misses in percent of what was spent, of the forecast, and of the pace alone. Said: the mean of "
                    + "`BacktestError`. In the range: how many real amounts were from `ForecastLow` to `ForecastHigh`, which promises four "
                    + "of five.\n\n"
                    + Results.Table(["period", "over", "forecasts", "off", "off by pace", "said", "in the range"], Rows(answers))
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string[]> Rows(List<Answer> answers) =>
        answers
            .GroupBy(answer => (answer.Forecast.Period, answer.Point))
            .Select(group =>
                (string[])
                    [
                        group.Key.Period.ToString(),
                        Percent(100 * group.Key.Point),
                        group.Count().ToString(CultureInfo.InvariantCulture),
                        Percent(Off(group, answer => answer.Forecast.Forecast!.Value)),
                        Percent(Off(group, answer => answer.Forecast.Spent / answer.Point)),
                        Percent(group.Average(answer => answer.Forecast.BacktestError) ?? 0),
                        Percent(100m * group.Count(answer => answer.IsInRange) / group.Count()),
                    ]
            );

    private static decimal Off(IEnumerable<Answer> answers, Func<Answer, decimal> forecast) =>
        100 * answers.Sum(answer => Math.Abs(forecast(answer) - answer.Real)) / answers.Sum(answer => answer.Real);

    private static string Percent(decimal value) => Results.Number((double)value, "0") + " %";

    private static IEnumerable<Answer> Ask(ILedger ledger, ForecastPeriod kind)
    {
        CostGrouping grouping = Enum.Parse<CostGrouping>(kind.ToString());
        CostQuery query = new() { Zone = TimeZoneInfo.Utc };
        DateTimeOffset end = PersonYear.Start.AddDays(PersonYear.Days);
        foreach (
            CostRecord period in new CostReport(ledger.Read, query with { By = [grouping] })
                .Run(CancellationToken.None)
                .Where(period => period.PeriodStart >= PersonYear.Start.AddDays(PersonYear.Days / 2) && period.PeriodEnd <= end)
        )
        {
            foreach (decimal point in Points)
            {
                DateTimeOffset now = period.PeriodStart!.Value + ((period.PeriodEnd!.Value - period.PeriodStart.Value) * (double)point);
                CostQuery then = query with { Filter = new ReportFilter { Until = now } };
                CostForecast forecast = new ForecastReport(known => new CostReport(ledger.Read, known), then, BudgetUnit.USD, now)
                    .Run([kind], CancellationToken.None)
                    .Single();
                if (forecast.Forecast is not null)
                    yield return new Answer(forecast, point, period.Cost ?? 0);
            }
        }
    }

    private sealed record Answer(CostForecast Forecast, decimal Point, decimal Real)
    {
        public bool IsInRange => Real >= (Forecast.ForecastLow ?? decimal.MinValue) && Real <= (Forecast.ForecastHigh ?? decimal.MaxValue);
    }
}
