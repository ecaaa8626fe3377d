using System.Management.Automation;
using Rimuru.Core.Reports;

namespace Rimuru.Commands;

/// <summary>Gets the ledger's usage records, one per billed response, oldest first.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruUsage")]
[OutputType(typeof(UsageRecord))]
public sealed class GetRimuruUsageCommand : PricedCmdlet
{
    private protected override void Answer(ReportFilter filter)
    {
        foreach (UsageRecord record in Engine.Reports.Usage(filter, StopToken, CostSource))
        {
            if (record.CostStatus == CostStatus.Unpriced)
                Unpriced(UnpricedUsage.Of(record));
            WriteObject(record);
        }
    }
}
