using static Rimuru.Core.Tests.Adapters.CodexLines;

namespace Rimuru.Core.Tests.Adapters;

/// <summary>Records and counts of the same responses, in any order and incomplete, read at once and in two halves.</summary>
public sealed class CodexPairTests : IDisposable
{
    private static readonly (long, long, long) First = (100, 40, 10),
        Second = (200, 0, 20),
        Both = (300, 40, 30);
    private static readonly string[] Records = [Record(2, "r1", First, First), Record(3, "r2", Second, Both)];
    private static readonly string[] Counts = [Count(2.5, First, First), Count(3.5, Both, Second)];

    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void Counts_behind_all_of_their_records() => Two([.. Records, .. Counts]);

    [Fact]
    public void Records_behind_all_of_their_counts() => Two([.. Counts, .. Records]);

    [Fact]
    public void Pairs_whose_records_have_no_total() => Two(Record(2, "r1", First), Counts[0], Record(3, "r2", Second), Counts[1]);

    [Fact]
    public void Records_without_a_total_before_and_behind_all_of_their_counts()
    {
        Two([Record(2, "r1", First), Record(3, "r2", Second), .. Counts]);
        Two([.. Counts, Record(2, "r1", First), Record(3, "r2", Second)]);
    }

    [Fact]
    public void Counts_that_are_repeated_between_the_pairs() => Two([.. Records, Counts[0], Counts[0], Counts[1], Counts[1]]);

    [Fact]
    public void A_record_that_is_written_twice() => Two(Records[0], Records[0], Counts[0], Records[1], Records[1], Counts[1]);

    [Fact]
    public void The_first_record_without_a_count() => Two([.. Records, Counts[1]]);

    [Fact]
    public void Counts_that_were_rows_give_way_when_the_file_is_read_again()
    {
        home.Write(Log, [Meta(), .. Counts]);
        home.Counted().Count.ShouldBe(2);
        home.Write(Log, [Meta(), .. Records, Record(4, "r3", (50, 0, 5), (350, 40, 35)), .. Counts]);
        home.Counted().ShouldBe([("one", 60, 40, 10), ("one", 200, 0, 20), ("one", 50, 0, 5)]);
    }

    [Fact]
    public void A_count_without_a_record_is_what_it_adds_to_the_last_record()
    {
        Halves([.. Records, Count(9, (600, 40, 60), Both)], ("one", 60, 40, 10), ("one", 200, 0, 20), ("one", 300, 0, 30));
        Halves([.. Records, Count(9, (600, 40, 60), null)], ("one", 60, 40, 10), ("one", 200, 0, 20), ("one", 300, 0, 30));
    }

    [Fact]
    public void A_count_without_a_record_behind_crossed_pairs() =>
        Halves([.. Records, .. Counts, Count(9, (310, 40, 31), null)], ("one", 60, 40, 10), ("one", 200, 0, 20), ("one", 10, 0, 1));

    [Fact]
    public void A_process_that_counts_anew_reaches_the_total_of_a_pair_again() =>
        Halves(
            [Records[0], Counts[0], Records[1], Counts[1], Count(9, First, First)],
            ("one", 60, 40, 10),
            ("one", 200, 0, 20),
            ("one", 60, 40, 10)
        );

    /// <summary>An automatic compaction is in the counter of the records only, and the next count comes before its record.</summary>
    [Fact]
    public void A_counter_without_a_compaction_goes_on_from_its_own_total() =>
        Halves(
            [Counts[0], Records[0], Records[1], Count(4, (450, 90, 35), (350, 50, 25)), Record(5, "r3", (350, 50, 25), (650, 90, 55))],
            ("one", 60, 40, 10),
            ("one", 200, 0, 20),
            ("one", 300, 50, 25)
        );

    [Fact]
    public void A_long_thread_of_crossed_pairs()
    {
        List<string> lines = [];
        for (int i = 1; i <= 40; i += 2)
        {
            lines.Add(Record(i * 10, $"r{i}", (10, 0, 1), (i * 10, 0, i)));
            lines.Add(Record((i * 10) + 1, $"s{i}", (10, 0, 1), ((i + 1) * 10, 0, i + 1)));
            lines.Add(Count((i * 10) + 2, (i * 10, 0, i), (10, 0, 1)));
            lines.Add(Count((i * 10) + 3, ((i + 1) * 10, 0, i + 1), (10, 0, 1)));
        }

        home.Write(Log, [Meta(), .. lines]);
        home.Counted().Count.ShouldBe(40);
    }

    private static void Two(params string[] lines) => Halves(lines, ("one", 60, 40, 10), ("one", 200, 0, 20));

    private static void Halves(string[] lines, params (string, long, long, long)[] expected)
    {
        for (int cut = lines.Length; cut >= 0; cut--)
        {
            using TestHome home = new();
            home.Write(Log, [Meta(), .. lines[..cut]]);
            home.Sync("Codex");
            if (cut < lines.Length)
                home.Append(Log, string.Concat(lines[cut..].Select(line => line + "\n")));
            home.Counted().ShouldBe(expected, ignoreOrder: false, $"cut at {cut}");
        }
    }
}
