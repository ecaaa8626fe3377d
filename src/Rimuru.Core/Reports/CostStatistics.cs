namespace Rimuru.Core.Reports;

/// <summary>Exact statistics of costs, in decimal throughout.</summary>
internal sealed class CostStatistics(string? group = null)
{
    private readonly List<decimal> costs = [];
    private long unpriced;

    public void Add(decimal? cost)
    {
        if (cost is { } known)
            costs.Add(known);
        else
            unpriced++;
    }

    public CostSummary Summarise()
    {
        costs.Sort();
        int n = costs.Count;
        decimal sum = 0;
        foreach (decimal cost in costs)
            sum += cost;
        return new CostSummary
        {
            Group = group,
            Count = n + unpriced,
            Unpriced = unpriced,
            Sum = n == 0 ? null : sum,
            Average = n == 0 ? null : decimal.Round(sum / n, 9, MidpointRounding.ToEven),
            Median = Median(),
            P95 = n == 0 ? null : costs[(n * 95 + 99) / 100 - 1],
            Minimum = n == 0 ? null : costs[0],
            Maximum = n == 0 ? null : costs[^1],
        };
    }

    /// <summary>The median of the sorted costs.</summary>
    private decimal? Median()
    {
        int middle = costs.Count / 2;
        if (costs.Count == 0)
            return null;
        return costs.Count % 2 == 1 ? costs[middle] : decimal.Round((costs[middle - 1] + costs[middle]) / 2, 9, MidpointRounding.ToEven);
    }
}
