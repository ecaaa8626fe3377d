namespace Rimuru.Core.Reports;

/// <summary>A question for a cost report.</summary>
internal sealed record CostQuery
{
    /// <summary>What to group by; session and model where nothing is named.</summary>
    public IReadOnlyList<CostGrouping> By { get; init; } = [CostGrouping.Session, CostGrouping.Model];

    public ReportFilter Filter { get; init; } = new();

    /// <summary>Whose figures the costs are. The rollups hold the calculated ones; others are added up from the rows.</summary>
    public CostSource Source { get; init; }

    /// <summary>The zone of hours, days, weeks, months and years; the system's own where null.</summary>
    public TimeZoneInfo? Zone { get; init; }
}
