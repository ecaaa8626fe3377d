using System.Management.Automation;
using Rimuru.Core.Reports;

namespace Rimuru.Commands;

/// <summary>Gets tokens and cost: one record per agent and model, or one per requested group.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruCost")]
[OutputType(typeof(CostRecord))]
public sealed class GetRimuruCostCommand : CostCmdlet
{
    private protected override void Answer(ReportFilter filter)
    {
        CostQuery query = new()
        {
            Filter = filter,
            Zone = Zone,
            Source = CostSource,
        };
        CostReport report = Engine.Reports.Costs(By is null ? query : query with { By = [.. By.Distinct()] });
        foreach (CostRecord record in report.Run(StopToken))
            WriteObject(record);
        foreach (UnpricedUsage usage in report.UnpricedModels.Values)
            Unpriced(usage);
    }
}
