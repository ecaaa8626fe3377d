using System.Management.Automation;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Gets the five-hour windows in which agents were used, oldest first.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruBlock")]
[OutputType(typeof(UsageBlock))]
public sealed class GetRimuruBlockCommand : FilterCmdlet
{
    private readonly UnpricedModels unpriced = new();

    /// <summary>Only blocks that have not ended.</summary>
    [Parameter]
    public SwitchParameter Active { get; set; }

    /// <summary>Which costs are used: the calculated or the reported ones.</summary>
    [Parameter]
    public CostSource CostSource { get; set; }

    private protected override void Answer(ReportFilter filter)
    {
        BlockReport report = Engine.Reports.Blocks(filter, Active, CostSource, StopToken);
        WriteAll(report.Run(StopToken));
        foreach (UnpricedUsage usage in report.UnpricedModels.Values)
            unpriced.Add(usage);
    }

    private protected override void Finish()
    {
        if (unpriced.WarningOf(CostSource) is { } warning)
            WriteWarning(warning);
    }
}
