using System.Management.Automation;
using System.Management.Automation.Host;
using Rimuru.Core.Charts;
using Rimuru.Core.Errors;
using Rimuru.Core.Reports;

namespace Rimuru.Commands;

/// <summary>Draws costs as a chart of bars, or as a calendar.</summary>
[Cmdlet(VerbsCommon.Show, "RimuruCost")]
[OutputType(typeof(string))]
public sealed class ShowRimuruCostCommand : CostCmdlet
{
    private const int UsualWidth = 80;

    /// <summary>Draw a year of days as a calendar.</summary>
    [Parameter]
    public SwitchParameter Calendar { get; set; }

    /// <summary>Whether money or tokens are drawn.</summary>
    [Parameter]
    public BudgetUnit Unit { get; set; }

    /// <summary>The most characters of a line.</summary>
    [Parameter]
    [ValidateRange(ChartStyle.LeastWidth, 1000)]
    public int Width { get; set; }

    private protected override bool HasPrices => Unit == BudgetUnit.USD;

    private protected override void Check()
    {
        if (Calendar && By is not null)
            throw new RimuruException(ErrorCodes.InvalidArgument, "A calendar has no groupings: leave out -By or -Calendar.", nameof(By));
    }

    private protected override void Answer(ReportFilter filter)
    {
        CostQuery query = new()
        {
            Filter = filter,
            Zone = Zone,
            Source = CostSource,
        };
        ChartStyle style = new(Width > 0 ? Width : WidthOfHost(), HasColours());
        Chart chart = Calendar
            ? Engine.Charts.Calendar(query, Unit, style, StopToken)
            : Engine.Charts.Bars(query, By ?? [], Unit, style, StopToken);
        WriteAll(chart.Lines);
        Unpriced(chart.UnpricedModels.Values);
    }

    private int WidthOfHost()
    {
        try
        {
            return Host.UI.RawUI.BufferSize.Width is var width and >= ChartStyle.LeastWidth ? width - 1 : UsualWidth;
        }
        catch (Exception e) when (e is HostException or NotImplementedException or PSInvalidOperationException or IOException)
        {
            return UsualWidth; // a host without a screen
        }
    }

    /// <summary>Whether PowerShell itself would colour what it writes.</summary>
    private bool HasColours() =>
        GetVariableValue("PSStyle") is { } style
        && PSObject.AsPSObject(style).Properties["OutputRendering"]?.Value?.ToString() is not "PlainText";
}
