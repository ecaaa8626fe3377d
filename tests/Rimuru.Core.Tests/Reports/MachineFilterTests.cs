using Rimuru.Core.Reports;
using static Rimuru.Core.Tests.Adapters.ClaudeCodeLines;

namespace Rimuru.Core.Tests.Reports;

/// <summary>One ledger, the logs of which three people read on two machines.</summary>
public sealed class MachineFilterTests : IDisposable
{
    private static readonly DateTimeOffset Day = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TestHome home = new();

    public MachineFilterTests()
    {
        Read(
            "ann",
            "desk-1",
            Assistant("a", session: "ann", time: "2026-07-01T10:00:00.000Z"),
            Assistant("b", session: "ann", time: "2026-07-01T10:07:00.000Z")
        );
        Read("bob", "lap-2", Assistant("c", session: "bob", time: "2026-07-01T11:00:00.000Z"));
        Read(
            "eve",
            "desk-1",
            Assistant("d", session: "eve", time: "2026-07-01T12:00:00.000Z"),
            Assistant("d", session: "eve", time: "2026-07-01T12:00:00.000Z")
        );
    }

    public static TheoryData<string[], string[], string[]> Filters =>
        new()
        {
            { ["desk-1"], [], ["ann", "eve"] },
            { ["LAP*"], [], ["bob"] },
            { ["lap-?", "desk*"], [], ["ann", "bob", "eve"] },
            { [], ["Ann"], ["ann"] },
            { [], ["b*", "eve"], ["bob", "eve"] },
            { ["desk-?"], ["E*"], ["eve"] },
            { ["lap-2"], ["ann"], [] },
            { ["desk"], [], [] },
            { [], ["nobody"], [] },
        };

    [Theory]
    [MemberData(nameof(Filters))]
    public void All_reports_agree_on_a_machine_and_a_user(string[] machines, string[] users, string[] sessions)
    {
        ReportFilter all = new() { Machine = machines, User = users };
        long requests = sessions.Sum(session => session == "ann" ? 2 : 1);
        using RimuruEngine engine = home.Open();

        // Over all history, in a window of whole quarter hours, and in one that cuts them.
        foreach (
            ReportFilter filter in (ReportFilter[])
                [
                    all,
                    all with
                    {
                        Since = Day,
                        Until = Day.AddDays(1),
                    },
                    all with
                    {
                        Since = Day.AddMinutes(1),
                        Until = Day.AddHours(12).AddMinutes(1),
                    },
                ]
        )
        {
            engine
                .Reports.Sessions(filter, onlyActive: false, CancellationToken.None)
                .Select(session => session.SessionId)
                .ShouldBe(sessions);
            engine.Reports.Usage(filter, CancellationToken.None).Select(record => record.SessionId).Distinct().ShouldBe(sessions);
            engine.Reports.Usage(filter, CancellationToken.None).Sum(record => record.Requests).ShouldBe(requests);
            engine
                .Prices.Compare(engine.Reports.Usage(filter, CancellationToken.None), [], null, "batch", null, Day)
                .Sum(model => model.Requests)
                .ShouldBe(requests);
            foreach (CostGrouping by in Enum.GetValues<CostGrouping>().Where(by => !Groupings.Overlap([by]))) // no tool was used
            {
                foreach (CostSource source in Enum.GetValues<CostSource>())
                    home.Costs(
                            new()
                            {
                                By = [by],
                                Filter = filter,
                                Source = source,
                                Zone = TimeZoneInfo.Utc,
                            }
                        )
                        .Sum(record => record.Requests)
                        .ShouldBe(requests, $"{by} {source}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_comparison_of_two_spans_keeps_the_filter_in_both(string[] machines, string[] users, string[] sessions)
    {
        ReportFilter filter = new()
        {
            Machine = machines,
            User = users,
            Since = Day,
            Until = Day.AddDays(1),
        };
        ReportFilter later = filter with { Since = filter.Until, Until = Day.AddDays(2) };
        using RimuruEngine engine = home.Open();
        CostComparison now = Compare(engine, filter),
            after = Compare(engine, later);
        (now.Sessions, now.PreviousSessions).ShouldBe((sessions.Length, 0));
        (after.Sessions, after.PreviousSessions).ShouldBe((0, sessions.Length));
    }

    [Fact]
    public void Logs_are_those_of_the_machine_that_reads_them()
    {
        home.As("desk-1", "eve");
        Duplicates(new ReportFilter { Machine = ["DESK*"], User = ["eve"] }).ShouldBe(1);
        Duplicates(new ReportFilter { Machine = ["lap-2"] }).ShouldBe(0);
        Duplicates(new ReportFilter { User = ["ann"] }).ShouldBe(0);
    }

    [Fact]
    public void A_request_is_the_machines_that_read_it_and_a_session_the_machines_that_read_it_first()
    {
        home.As("lap-2", "ann").Append(LogOf("ann"), Assistant("e", session: "ann", time: "2026-07-01T13:00:00.000Z") + "\n").Sync();
        ReportFilter desk = new() { Machine = ["desk-1"], User = ["ann"] },
            lap = new() { Machine = ["lap-2"], User = ["ann"] };
        home.Costs(new() { By = [CostGrouping.Session], Filter = desk }).ShouldHaveSingleItem().Requests.ShouldBe(2);
        home.Costs(new() { By = [CostGrouping.Session], Filter = lap }).ShouldHaveSingleItem().Requests.ShouldBe(1);
        using RimuruEngine engine = home.Open();
        Session session = engine.Reports.Sessions(desk, onlyActive: false, CancellationToken.None).ShouldHaveSingleItem();
        (session.Machine, session.User, session.Requests).ShouldBe(("desk-1", "ann", 3));
        engine.Reports.Sessions(lap, onlyActive: false, CancellationToken.None).ShouldBeEmpty();
    }

    [Fact]
    public void Machines_and_users_of_the_ledger_are_known_by_name()
    {
        using RimuruEngine engine = home.Open();
        engine.Reports.NamesOf(CostGrouping.Machine).ShouldBe(["desk-1", "lap-2"], ignoreOrder: true);
        engine.Reports.NamesOf(CostGrouping.User).ShouldBe(["ann", "bob", "eve"], ignoreOrder: true);
    }

    public void Dispose() => home.Dispose();

    private static string LogOf(string user) => $".claude/projects/-work-shop/{user}.jsonl";

    private void Read(string user, string machine, params string[] lines) => home.As(machine, user).Write(LogOf(user), lines).Sync();

    private int Duplicates(ReportFilter filter)
    {
        using RimuruEngine engine = home.Open();
        return engine.Reports.Duplicates(filter, null, CancellationToken.None).Run(filter, CancellationToken.None).Count();
    }

    private static CostComparison Compare(RimuruEngine engine, ReportFilter filter) =>
        engine
            .Reports.Compare(ComparisonQuery.Of(filter, null, [], CostSource.Calculated, Day), _ => { }, CancellationToken.None)
            .ShouldHaveSingleItem();
}
