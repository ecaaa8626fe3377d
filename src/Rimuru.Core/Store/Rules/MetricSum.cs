using System.Globalization;

namespace Rimuru.Core.Store.Rules;

/// <summary>
/// The samples of a metric in a span, so that spans can be added: count, sum, lowest and highest exactly, and how many samples lie in each
/// of buckets whose width is a fixed part of their value, for quantiles.
/// </summary>
internal sealed class MetricSum
{
    /// <summary>From one bucket to the next: a quantile is wrong by less than half of it.</summary>
    private const double Growth = 1.02;

    /// <summary>The bucket of zero; the others begin with that of one.</summary>
    private const int Zero = -1;

    private static readonly double LogGrowth = Math.Log(Growth);

    private readonly SortedDictionary<int, long> buckets = [];

    public long Count { get; private set; }

    public long Sum { get; private set; }

    public long Low { get; private set; } = long.MaxValue;

    public long High { get; private set; } = long.MinValue;

    public decimal Average => (decimal)Sum / Count;

    /// <summary>How many samples each bucket has, as text: <c>-1:3 12:1</c>.</summary>
    public string Buckets =>
        string.Join(' ', buckets.Select(bucket => string.Create(CultureInfo.InvariantCulture, $"{bucket.Key}:{bucket.Value}")));

    /// <summary>The sum that was kept.</summary>
    public static MetricSum Of(long count, long sum, long low, long high, string buckets)
    {
        MetricSum kept = new()
        {
            Count = count,
            Sum = sum,
            Low = low,
            High = high,
        };
        foreach (string bucket in buckets.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = bucket.IndexOf(':', StringComparison.Ordinal);
            if (
                colon > 0
                && int.TryParse(bucket.AsSpan(0, colon), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int index)
                && long.TryParse(bucket.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long samples)
            )
                kept.buckets[index] = samples;
        }

        return kept;
    }

    public void Add(long value)
    {
        value = Math.Max(0, value);
        Count++;
        Sum = checked(Sum + value);
        (Low, High) = (Math.Min(Low, value), Math.Max(High, value));
        Put(value == 0 ? Zero : (int)Math.Floor(Math.Log(value) / LogGrowth), 1);
    }

    public void Add(MetricSum other)
    {
        Count += other.Count;
        Sum = checked(Sum + other.Sum);
        (Low, High) = (Math.Min(Low, other.Low), Math.Max(High, other.High));
        foreach ((int index, long samples) in other.buckets)
            Put(index, samples);
    }

    /// <summary>The value that this part of the samples does not exceed, within one percent.</summary>
    public decimal Quantile(double part)
    {
        long rank = (long)Math.Ceiling(part * Count),
            passed = 0;
        foreach ((int index, long samples) in buckets)
        {
            passed += samples;
            if (passed >= rank)
                return Math.Clamp(index == Zero ? 0 : (decimal)(Math.Pow(Growth, index) * (1 + Growth) / 2), Low, High);
        }

        return High;
    }

    private void Put(int index, long samples) => buckets[index] = buckets.GetValueOrDefault(index) + samples;
}
