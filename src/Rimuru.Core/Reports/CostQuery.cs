namespace Rimuru.Core.Reports;

/// <summary>A query for a cost report.</summary>
internal sealed record CostQuery
{
    /// <summary>What to group by; by default agent and model, as in the command.</summary>
    public IReadOnlyList<CostGrouping> By { get; init; } = [CostGrouping.Agent, CostGrouping.Model];

    public ReportFilter Filter { get; init; } = new();

    /// <summary>The tools that requests used; by default all requests count, whether they used any.</summary>
    public ToolFilter Tools { get; init; } = ToolFilter.None;

    /// <summary>Which costs are used. Rollups have the calculated ones; others are added up from the rows.</summary>
    public CostSource Source { get; init; }

    /// <summary>The time zone of hours, days, weeks, months and years; null for the system's zone.</summary>
    public TimeZoneInfo? Zone { get; init; }
}
