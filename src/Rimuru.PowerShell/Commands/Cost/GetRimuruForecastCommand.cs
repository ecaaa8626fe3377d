using System.Management.Automation;
using Rimuru.Core.Currencies;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Commands;

/// <summary>Forecasts what will have been spent when the day, the week and the month end.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruForecast")]
[OutputType(typeof(CostForecast))]
public sealed class GetRimuruForecastCommand : ConvertingCmdlet
{
    /// <summary>The periods whose ends are forecast.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public ForecastPeriod[] Period { get; set; } = Enum.GetValues<ForecastPeriod>();

    /// <summary>Whether money or tokens are forecast.</summary>
    [Parameter]
    public BudgetUnit Unit { get; set; }

    private protected override bool HasPrices => Unit == BudgetUnit.USD;

    private protected override void Answer(ReportFilter filter)
    {
        CostQuery query = new()
        {
            Filter = filter,
            Zone = Zone,
            Source = CostSource,
        };
        ForecastReport report = Engine.Reports.Forecasts(query, Unit);
        CostConverter? converter = Unit == BudgetUnit.USD ? Converter(filter) : null;
        foreach (CostForecast forecast in report.Run(Period, StopToken))
        {
            if (converter is null)
                WriteObject(forecast);
            else
                WriteConverted(converter.Convert(forecast), ConvertedViews.Forecast);
        }

        Warn(converter);
        Unpriced(report.UnpricedModels.Values);
    }
}
