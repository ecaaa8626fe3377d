using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Compares cost, requests, tokens and sessions of a span of time with those of an earlier one.</summary>
[Cmdlet(VerbsData.Compare, "RimuruCost")]
[OutputType(typeof(CostComparison))]
public sealed class CompareRimuruCostCommand : FilterCmdlet
{
    private readonly UnpricedModels unpriced = new();
    private TimeZoneInfo? zone;

    /// <summary>What to group by; one group of everything where nothing is named.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public CostGrouping[]? By { get; set; }

    /// <summary>Where the earlier span begins; it is as long as the later one.</summary>
    [Parameter]
    [TimeTransformation]
    [ArgumentCompleter(typeof(TimeCompleter))]
    public string? With { get; set; }

    /// <summary>Only these models.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string[]? Model { get; set; }

    /// <summary>The zone of days and of times without an offset, such as <c>Europe/Berlin</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    /// <summary>Whose figures the costs are.</summary>
    [Parameter]
    public CostSource CostSource { get; set; }

    private protected override string[]? Models => Model;

    private protected override TimeZoneInfo Zone => zone ??= TimeExpression.Zone(TimeZone, "-TimeZone");

    private protected override void Answer(ReportFilter filter)
    {
        DateTimeOffset now = Engine.Time.GetUtcNow();
        DateTimeOffset? with = With is null ? null : TimeExpression.Parse(With, "-With", now, Zone);
        ComparisonQuery query = ComparisonQuery.Of(filter, with, [.. (By ?? []).Distinct()], CostSource, now);
        foreach (CostComparison row in Engine.Compare(query, (model, usage) => unpriced.Add(model, usage.Requests, usage.Tokens), StopToken)) WriteObject(row);
    }

    private protected override void Finish()
    {
        if (unpriced.WarningOf(CostSource) is { } warning) WriteWarning(warning);
    }
}
