using System.Management.Automation;
using Rimuru.Core.Reports;

namespace Rimuru.Commands;

/// <summary>Forecasts what will have been spent when the day, the week and the month end.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruForecast")]
[OutputType(typeof(CostForecast))]
public sealed class GetRimuruForecastCommand : PricedCmdlet
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
        foreach (CostForecast forecast in report.Run(Period, StopToken))
            WriteObject(forecast);
        Unpriced(report.UnpricedModels.Values);
    }
}
