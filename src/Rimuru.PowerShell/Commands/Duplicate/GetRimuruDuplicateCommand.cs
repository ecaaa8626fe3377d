using System.Management.Automation;
using Rimuru.Core.Reports;

namespace Rimuru.Commands;

/// <summary>Gets the duplicates in the logs: one row per file and rule, or each duplicate with the record that is kept.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruDuplicate")]
[OutputType(typeof(DuplicateSummary), typeof(DuplicateRecord))]
public sealed class GetRimuruDuplicateCommand : FilterCmdlet
{
    /// <summary>Return each duplicate instead of one row per file and rule.</summary>
    [Parameter]
    public SwitchParameter Detail { get; set; }

    private protected override bool HasPrices => false;

    private protected override void Answer(ReportFilter filter)
    {
        IEnumerable<DuplicateRecord> records = Engine.Reports.Duplicates(filter, WriteWarning, StopToken).Run(filter, StopToken);
        if (Detail)
        {
            foreach (DuplicateRecord record in records)
                WriteObject(record);
            return;
        }

        foreach (DuplicateSummary summary in DuplicateReport.Summarize(records))
            WriteObject(summary);
    }
}
