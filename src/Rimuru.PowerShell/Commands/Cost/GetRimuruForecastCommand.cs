using System.Management.Automation;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Forecasts what will have been spent when the day, the week and the month end.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruForecast")]
[OutputType(typeof(CostForecast))]
public sealed class GetRimuruForecastCommand : FilterCmdlet
{
    private readonly UnpricedModels unpriced = new();

    /// <summary>The periods whose ends are forecast.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public ForecastPeriod[] Period { get; set; } = Enum.GetValues<ForecastPeriod>();

    /// <summary>Whether money or tokens are forecast.</summary>
    [Parameter]
    public BudgetUnit Unit { get; set; }

    /// <summary>Which costs are used: the calculated or the reported ones.</summary>
    [Parameter]
    public CostSource CostSource { get; set; }

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
        foreach (UnpricedUsage usage in report.UnpricedModels.Values)
            unpriced.Add(usage);
    }

    private protected override void Finish()
    {
        if (Unit == BudgetUnit.USD && unpriced.WarningOf(CostSource) is { } warning)
            WriteWarning(warning);
    }
}
