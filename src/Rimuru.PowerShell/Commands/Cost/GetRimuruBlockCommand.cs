using System.Management.Automation;
using Rimuru.Core.Currencies;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Commands;

/// <summary>Gets the five-hour windows in which agents were used, oldest first.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruBlock")]
[OutputType(typeof(UsageBlock))]
public sealed class GetRimuruBlockCommand : ConvertingCmdlet
{
    /// <summary>Only blocks that have not ended.</summary>
    [Parameter]
    public SwitchParameter Active { get; set; }

    private protected override void Answer(ReportFilter filter)
    {
        BlockReport report = Engine.Reports.Blocks(filter, Active, CostSource, StopToken);
        CostConverter? converter = Converter(filter);
        if (converter is null)
            WriteAll(report.Run(StopToken));
        else
            foreach (UsageBlock block in report.Run(StopToken))
                WriteConverted(converter.Convert(block), ConvertedViews.Block);
        Warn(converter);
        Unpriced(report.UnpricedModels.Values);
    }
}
