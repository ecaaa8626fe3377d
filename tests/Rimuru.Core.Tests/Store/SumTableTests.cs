using Rimuru.Core.Records;
using Rimuru.Core.Store.Rules;

namespace Rimuru.Core.Tests.Store;

public sealed class SumTableTests
{
    [Theory]
    [InlineData(1, 3, 2)]
    [InlineData(2, 5000, 40)]
    [InlineData(3, 100_000, 1)]
    public void It_adds_up_like_a_dictionary(int seed, int adds, int dimensions)
    {
        Random random = new(seed);
        SumTable table = new();
        for (int round = 0; round < 2; round++)
        {
            SortedDictionary<(long Key, int), long> expected = [];
            for (int i = 0; i < adds; i++)
            {
                (long key, int dimension) = (random.NextInt64(-adds / 2, adds / 2), random.Next(1, dimensions + 1));
                int sign = random.Next(3) == 0 ? -1 : 1;
                table.At(key, dimension).Add(Sums.Of(1, default, 0, new NanoUsd(5), CostStatus.Calculated, 0), sign);
                expected[(key, dimension)] = expected.GetValueOrDefault((key, dimension)) + sign;
            }

            table
                .Changed()
                .Select(cell => ((cell.Key, cell.Dimension), cell.Sums.Requests))
                .ShouldBe(expected.Where(cell => cell.Value != 0).Select(cell => (cell.Key, cell.Value)));
            table.Keys().ShouldBe(expected.Keys.Select(key => key.Key).Distinct());
            foreach (int parts in (int[])[4, 96])
            {
                SumTable coarser = new();
                table.AddTo(coarser, parts, _ => 1);
                coarser
                    .Changed()
                    .Select(cell => (cell.Key, cell.Dimension, cell.Sums.Requests))
                    .ShouldBe(
                        expected
                            .GroupBy(cell => (long)Math.Floor((double)cell.Key.Key / parts), cell => cell.Value)
                            .Select(group => (group.Key, 1, group.Sum()))
                            .Where(cell => cell.Item3 != 0)
                    );
            }

            table.Clear();
        }

        table.Keys().ShouldBeEmpty();
    }
}
