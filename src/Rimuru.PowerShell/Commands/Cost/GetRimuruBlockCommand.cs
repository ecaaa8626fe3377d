using System.Management.Automation;
using Rimuru.Core.Reports;

namespace Rimuru.Commands;

/// <summary>Gets the five-hour windows in which agents were used, oldest first.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruBlock")]
[OutputType(typeof(UsageBlock))]
public sealed class GetRimuruBlockCommand : PricedCmdlet
{
    /// <summary>Only blocks that have not ended.</summary>
    [Parameter]
    public SwitchParameter Active { get; set; }

    private protected override void Answer(ReportFilter filter)
    {
        BlockReport report = Engine.Reports.Blocks(filter, Active, CostSource, StopToken);
        WriteAll(report.Run(StopToken));
        Unpriced(report.UnpricedModels.Values);
    }
}
