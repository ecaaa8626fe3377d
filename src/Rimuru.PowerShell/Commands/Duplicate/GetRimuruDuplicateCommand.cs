using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Reports;

namespace Rimuru.Commands;

/// <summary>
/// Gets what the logs tell more than once: one row a file and rule, or every suppressed copy with the record that is kept.
/// </summary>
[Cmdlet(VerbsCommon.Get, "RimuruDuplicate")]
[OutputType(typeof(DuplicateSummary), typeof(DuplicateRecord))]
public sealed class GetRimuruDuplicateCommand : FilterCmdlet
{
    /// <summary>Only these models.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string[]? Model { get; set; }

    /// <summary>Every copy, in place of one row a file and rule.</summary>
    [Parameter]
    public SwitchParameter Detail { get; set; }

    private protected override string[]? Models => Model;

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
