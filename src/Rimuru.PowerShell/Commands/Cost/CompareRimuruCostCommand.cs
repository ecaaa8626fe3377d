using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Compares cost, requests, tokens and sessions of two time ranges.</summary>
[Cmdlet(VerbsData.Compare, "RimuruCost")]
[OutputType(typeof(CostComparison))]
public sealed class CompareRimuruCostCommand : CostCmdlet
{
    /// <summary>Start of the earlier range, which is as long as the later one.</summary>
    [Parameter]
    [TimeTransformation]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public string? With { get; set; }

    private protected override void Answer(ReportFilter filter)
    {
        DateTimeOffset now = Engine.Time.GetUtcNow();
        DateTimeOffset? with = With is null ? null : TimeExpression.Parse(With, "-With", now, Zone);
        ComparisonQuery query = ComparisonQuery.Of(filter, with, [.. (By ?? []).Distinct()], CostSource, now);
        foreach (CostComparison row in Engine.Reports.Compare(query, Unpriced, StopToken))
            WriteObject(row);
    }
}
