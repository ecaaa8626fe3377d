namespace Rimuru.Core.Reports;

/// <summary>What will have been spent at the end of a window, and the range of it that past windows show.</summary>
internal sealed record Forecast(decimal Value, decimal? Low, decimal? High)
{
    /// <summary>So many past windows are looked at.</summary>
    public const int Past = 6;

    /// <summary>With fewer, they say nothing, and only the pace counts.</summary>
    public const int Enough = 3;

    /// <summary>Without a past, the pace of so little of a window says nothing.</summary>
    private const decimal LeastShare = 0.1m;

    /// <summary>
    /// What was spent, and what is still to come: by the pace of this window, and by what past ones still spent from the same point on. The
    /// more of the window is over, the more its own pace counts. Null if neither says anything yet.
    /// </summary>
    /// <param name="spent">What was spent.</param>
    /// <param name="share">The part of the window that is over, from 0 to 1.</param>
    /// <param name="rests">What each past window spent after the same part of it.</param>
    public static Forecast? Of(decimal spent, decimal share, IReadOnlyList<decimal> rests)
    {
        decimal? pace = share > 0 ? spent / share * (1 - share) : null;
        if (rests.Count < Enough)
            return pace is { } rest && share >= LeastShare ? new Forecast(spent + rest, null, null) : null;
        decimal usual = Median(rests);
        decimal ahead = pace is { } own ? share * own + (1 - share) * usual : usual;
        return new Forecast(spent + ahead, spent + Math.Min(rests.Min(), ahead), spent + Math.Max(rests.Max(), ahead));
    }

    private static decimal Median(IEnumerable<decimal> values)
    {
        decimal[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
