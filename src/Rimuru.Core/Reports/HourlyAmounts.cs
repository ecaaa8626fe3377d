namespace Rimuru.Core.Reports;

/// <summary>Amounts by hour, of which any range is added up at once. Within an hour the amount is spread evenly.</summary>
internal sealed class HourlyAmounts
{
    private readonly List<long> starts = [];
    private readonly List<long> ends = [];
    private readonly List<decimal> amounts = [];
    private readonly List<decimal> before = [];

    /// <param name="hours">The hours with an amount, in order.</param>
    public HourlyAmounts(IEnumerable<(DateTimeOffset Start, DateTimeOffset End, decimal Amount)> hours)
    {
        decimal sum = 0;
        foreach ((DateTimeOffset start, DateTimeOffset end, decimal amount) in hours.OrderBy(hour => hour.Start))
        {
            starts.Add(start.UtcTicks);
            ends.Add(end.UtcTicks);
            amounts.Add(amount);
            before.Add(sum);
            sum += amount;
        }
    }

    /// <summary>The beginning of the first hour; null if there is none.</summary>
    public DateTimeOffset? First => starts.Count == 0 ? null : new DateTimeOffset(starts[0], TimeSpan.Zero);

    public decimal Between(DateTimeOffset from, DateTimeOffset to) => Until(to.UtcTicks) - Until(from.UtcTicks);

    private decimal Until(long ticks)
    {
        int at = starts.BinarySearch(ticks);
        at = at < 0 ? ~at - 1 : at;
        if (at < 0)
            return 0;
        decimal part = Math.Min(1, (decimal)(ticks - starts[at]) / (ends[at] - starts[at]));
        return before[at] + amounts[at] * part;
    }
}
