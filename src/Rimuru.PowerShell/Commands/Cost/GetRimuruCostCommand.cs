using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Gets tokens and cost: one record a session and model, or one for each group that is asked for.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruCost")]
[OutputType(typeof(CostRecord))]
public sealed class GetRimuruCostCommand : FilterCmdlet
{
    private readonly UnpricedModels unpriced = new();
    private TimeZoneInfo? zone;

    /// <summary>What to group by; session and model where nothing is named.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public CostGrouping[]? By { get; set; }

    /// <summary>Only these models.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string[]? Model { get; set; }

    /// <summary>The zone of hours, days, weeks, months and years, such as <c>Europe/Berlin</c>.</summary>
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
        CostQuery query = new() { Filter = filter, Zone = Zone, Source = CostSource };
        CostReport report = Engine.Costs(By is null ? query : query with { By = [.. By.Distinct()] });
        foreach (CostRecord record in report.Run(StopToken)) WriteObject(record);
        foreach ((string model, UnpricedUsage usage) in report.UnpricedModels) unpriced.Add(model, usage.Requests, usage.Tokens);
    }

    private protected override void Finish()
    {
        if (unpriced.WarningOf(CostSource) is { } warning) WriteWarning(warning);
    }
}
