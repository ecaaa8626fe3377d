using System.Management.Automation;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Gets the ledger's usage records, one per billed response, oldest first.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruUsage")]
[OutputType(typeof(UsageRecord))]
public sealed class GetRimuruUsageCommand : FilterCmdlet
{
    private readonly UnpricedModels unpriced = new();

    /// <summary>Which costs are used: the calculated or the reported ones.</summary>
    [Parameter]
    public CostSource CostSource { get; set; }

    private protected override void Answer(ReportFilter filter)
    {
        foreach (UsageRecord record in Engine.Reports.Usage(filter, StopToken, CostSource))
        {
            if (record.CostStatus == CostStatus.Unpriced)
                unpriced.Add(record.Provider, record.Model, record.Requests, record.TotalTokens);
            WriteObject(record);
        }
    }

    private protected override void Finish()
    {
        if (unpriced.WarningOf(CostSource) is { } warning)
            WriteWarning(warning);
    }
}
