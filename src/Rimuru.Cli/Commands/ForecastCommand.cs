using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Currencies;
using Rimuru.Core.Parameters;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru forecast</c>: what will have been spent when the day, the week and the month end.</summary>
internal static class ForecastCommand
{
    public static Command Create()
    {
        CommonOptions common = new();
        Option<string[]> period = CommonOptions
            .List(ForecastParameters.Period)
            .Offering(_ => Enum.GetNames<ForecastPeriod>().Select(name => name.ToLowerInvariant()));
        Option<BudgetUnit> unit = CommonOptions.Of<BudgetUnit>(ForecastParameters.Unit);
        CurrencyOption currency = new(RateParameters.ForecastCurrency);
        Command command = new("forecast", "What will have been spent when the day, the week and the month end.")
        {
            period,
            unit,
            currency.Option,
            common.CostSource,
        };
        common.AddFilter(command);
        common.Since.Description = ForecastParameters.Since.OptionHelp;
        common.Until.Description = ForecastParameters.Until.OptionHelp;
        common.AddStore(command);
        command.SetAction(
            (parsed, stop) =>
            {
                ForecastPeriod[] periods = CommonOptions.Words<ForecastPeriod>(parsed, period, "period");
                using RimuruEngine engine = common.Open(parsed, stop);
                ReportFilter filter = common.Filter(parsed, engine);
                if (common.ExplainEmptyHome(parsed, engine))
                    return Task.FromResult(0);
                CostQuery query = new()
                {
                    Filter = common.Refresh(parsed, engine, filter, stop),
                    Zone = DisplayZone.Current.Value,
                    Source = parsed.GetValue(common.CostSource),
                };
                ForecastReport report = engine.Reports.Forecasts(query, parsed.GetValue(unit));
                List<CostForecast> forecasts = [.. report.Run(periods.Length > 0 ? periods : Enum.GetValues<ForecastPeriod>(), stop)];
                CostConverter? converter =
                    parsed.GetValue(unit) == BudgetUnit.USD ? currency.Converter(parsed, engine, query.Filter) : null;
                if (converter is not null)
                    forecasts = forecasts.ConvertAll(converter.Convert);
                CurrencyOption.Warn(converter);
                if (parsed.GetValue(common.Json))
                {
                    JsonRows.Write(forecasts);
                    return Task.FromResult(0);
                }

                Table.Print(converter is null ? CostViews.Forecast : ConvertedViews.Forecast, forecasts);
                if (parsed.GetValue(unit) == BudgetUnit.USD)
                    Terminal.Unpriced(report.UnpricedModels, query.Source);
                return Task.FromResult(0);
            }
        );
        return command;
    }
}
