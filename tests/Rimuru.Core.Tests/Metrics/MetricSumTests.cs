using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Tests.Metrics;

/// <summary>Sums of samples: exact where they say so, and quantiles within one percent.</summary>
public sealed class MetricSumTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Parts_add_up_to_the_whole_and_quantiles_are_within_a_percent(int seed)
    {
        Random random = new(seed);
        long[] values = [.. Enumerable.Range(0, 5000).Select(_ => (long)Math.Pow(10, random.NextDouble() * 10) - 1)];
        MetricSum whole = new();
        foreach (long[] part in values.Chunk(700))
        {
            MetricSum sum = new();
            foreach (long value in part)
                sum.Add(value);
            whole.Add(MetricSum.Of(sum.Count, sum.Sum, sum.Low, sum.High, sum.Buckets)); // as it comes back from the ledger
        }

        (whole.Count, whole.Sum, whole.Low, whole.High).ShouldBe((values.Length, values.Sum(), values.Min(), values.Max()));
        whole.Average.ShouldBe((decimal)values.Sum() / values.Length);
        Array.Sort(values);
        foreach (double part in (double[])[0.01, 0.5, 0.95, 0.99, 1])
        {
            long exact = values[(int)Math.Ceiling(part * values.Length) - 1];
            Math.Abs((double)whole.Quantile(part) - exact).ShouldBeLessThanOrEqualTo(exact * 0.01 + 0.51, $"{part} of seed {seed}");
        }
    }

    [Fact]
    public void Nothing_but_zeros_has_zeros()
    {
        MetricSum sum = new();
        sum.Add(0);
        sum.Add(0);
        (sum.Average, sum.Quantile(0.5), sum.Quantile(0.99), sum.High).ShouldBe((0, 0, 0, 0));
    }

    [Fact]
    public void What_is_no_bucket_is_passed_over() => MetricSum.Of(2, 6, 2, 4, "x 35:1 70:1 :3 9:-2").Quantile(0.1).ShouldBe(2, 0.1m);
}
