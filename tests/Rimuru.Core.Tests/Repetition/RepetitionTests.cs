using Rimuru.Core.Tests.SharedCorpus;

namespace Rimuru.Core.Tests.Repetition;

/// <summary>What a ledger holds does not depend on threads: a slice of <c>bench repeat</c>.</summary>
public sealed class RepetitionTests
{
    private const int Rounds = 4;

    [Fact]
    public void Shared_homes_give_the_same_rows_whoever_reads_first()
    {
        SharedAgents.Require();
        Check(RepeatedHome.Shared(), leastHomes: 100);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Generated_homes_give_the_same_rows_whoever_reads_first(int seed) => Check(RepeatedHome.Generated(seed, 1), leastHomes: 12);

    private static void Check(IEnumerable<RepeatedHome> homes, int leastHomes)
    {
        long rows = 0;
        int read = 0;
        List<string> differences = [];
        foreach (RepeatedHome home in homes)
        {
            if (Repeater.Difference(home, Rounds, seed: 1, ref rows) is { } difference)
                differences.Add(difference);
            read++;
        }

        differences.ShouldBeEmpty();
        read.ShouldBeGreaterThanOrEqualTo(leastHomes);
        rows.ShouldBeGreaterThan(leastHomes * Rounds);
    }
}
