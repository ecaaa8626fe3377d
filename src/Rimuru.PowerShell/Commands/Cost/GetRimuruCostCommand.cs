using System.Management.Automation;
using Rimuru.Core.Reports;

namespace Rimuru.Commands;

/// <summary>Gets tokens and cost: one record per agent and model, or one per requested group.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruCost")]
[OutputType(typeof(CostRecord))]
public sealed class GetRimuruCostCommand : CostCmdlet
{
    private readonly List<CostRecord> candidates = [];

    /// <summary>Only this many groups, those with the highest cost.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Top { get; set; }

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
        {
            if (Top > 0)
                candidates.Add(record);
            else
                WriteObject(record);
        }

        Unpriced(report.UnpricedModels.Values);
    }

    private protected override void Finish()
    {
        WriteAll(Selection.Top(candidates, Top));
        base.Finish();
    }
}
