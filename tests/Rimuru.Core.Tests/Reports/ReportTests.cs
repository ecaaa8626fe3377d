using FsCheck;
using FsCheck.Fluent;
using Rimuru.Core.Reports;
using static Rimuru.Core.Tests.Adapters.ClaudeCodeLines;

namespace Rimuru.Core.Tests.Reports;

/// <summary>Windows, filters and sums.</summary>
public sealed class ReportTests : IDisposable
{
    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_window_is_half_open()
    {
        home.Write(
                Log,
                Assistant("a", time: "2026-07-01T10:00:00.000Z"),
                Assistant("b", time: "2026-07-01T10:00:00.001Z"),
                Assistant("c", time: "2026-07-01T10:30:00.000Z")
            )
            .Sync();
        DateTimeOffset start = new(2026, 7, 1, 10, 0, 0, TimeSpan.Zero);
        Requests(start, start.AddMinutes(30)).ShouldBe(2);
        Requests(start.AddMilliseconds(1), start.AddMinutes(30)).ShouldBe(1);
        Requests(start.AddTicks(1), start.AddMinutes(30)).ShouldBe(1);
        Requests(start, start.AddTicks(1)).ShouldBe(1);
        Requests(start, start.AddMinutes(30).AddTicks(1)).ShouldBe(3);
        Requests(start.AddMinutes(31), null).ShouldBe(0);
        Requests(null, start).ShouldBe(0);
    }

    [Fact]
    public void A_window_that_ends_before_it_starts_is_E9001()
    {
        DateTimeOffset at = DateTimeOffset.UnixEpoch;
        Should
            .Throw<RimuruException>(() => new ReportFilter { Since = at, Until = at }.Check("-Since", "-Until", []))
            .Code.ShouldBe("E9001");
    }

    [Fact]
    public void The_last_time_of_a_range_is_a_time()
    {
        DateTimeOffset now = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);
        Last(null).ShouldBe(now);
        Last(now.AddDays(1)).ShouldBe(now);
        Last(now).ShouldBe(now.AddTicks(-1));
        Last(DateTimeOffset.MinValue).ShouldBe(now, "of a range without a time any will do");
        Last(new DateTimeOffset(1, 1, 1, 9, 0, 0, TimeSpan.FromHours(9))).ShouldBe(now);

        DateTimeOffset Last(DateTimeOffset? until) => new ReportFilter { Until = until }.LastTime(now);
    }

    [Fact]
    public void A_group_of_a_session_and_a_project_has_its_own_project()
    {
        string without = Assistant("b", time: "2026-07-01T10:01:00.000Z").Replace("\"cwd\":\"/work/shop\",", "", StringComparison.Ordinal);
        without.ShouldNotContain("cwd");
        home.Write(Log, without);
        home.Write(
            Log.Replace("one.jsonl", "one/subagents/agent-a.jsonl", StringComparison.Ordinal),
            Assistant("a", extra: """ "isSidechain":true,"agentId":"a", """)
        );
        home.Sync();
        Projects(CostGrouping.Project).ShouldBe([null, "shop"]);
        Projects(CostGrouping.Session, CostGrouping.Project).ShouldBe([null, "shop"]);
        Projects(CostGrouping.Session).ShouldBe(["shop"]);

        string?[] Projects(params CostGrouping[] by) => [.. home.Costs(new() { By = by }).Select(record => record.Project).Order()];
    }

    [Theory]
    [InlineData(100, 0, 0, 0, "0")]
    [InlineData(1, 998, 1, 0, "99.8")]
    [InlineData(0, 2, 0, 1, "66.6")]
    [InlineData(0, 9999, 1, 0, "99.9")]
    [InlineData(0, 5, 0, 0, "100")]
    [InlineData(0, 0, 0, 0, null)]
    public void The_cache_hit_rate_is_the_share_of_the_prompt_and_all_only_if_it_is_all(
        long input,
        long read,
        long write,
        long later,
        string? rate
    )
    {
        CostRecord sum = new()
        {
            InputTokens = input,
            CacheReadTokens = read,
            CacheWrite5mTokens = write,
            CacheWrite1hTokens = later,
            OutputTokens = 7,
        };
        sum.CacheHitRate.ShouldBe(rate is null ? null : decimal.Parse(rate, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_sum_is_null_only_where_nothing_is_priced()
    {
        home.Write(
                Log,
                Assistant("a"),
                Assistant("b", model: "nobody-knows-it", session: "one"),
                Assistant("c", model: "nobody-knows-it", session: "two")
            )
            .Sync();
        List<CostRecord> sessions = home.Costs(new() { By = [CostGrouping.Session], Zone = TimeZoneInfo.Utc });
        CostRecord one = sessions.Single(r => r.SessionId == "one"),
            two = sessions.Single(r => r.SessionId == "two");
        one.Cost.ShouldBe(0.000105m);
        (one.UnpricedRequests, one.UnpricedTokens).ShouldBe((1, 15));
        two.Cost.ShouldBeNull();
        (two.UnpricedRequests, two.UnpricedTokens).ShouldBe((1, 15));
        using RimuruEngine engine = home.Open();
        CostReport report = engine.Reports.Costs(new() { By = [CostGrouping.Agent] });
        report.Run(CancellationToken.None).ShouldHaveSingleItem().Cost.ShouldBe(0.000105m);
        report
            .UnpricedModels.ShouldHaveSingleItem()
            .ShouldBe(new("nobody-knows-it", new UnpricedUsage(2, 30) { Model = "nobody-knows-it" }));
    }

    [Fact]
    public void Filters_take_wildcards_in_any_case_and_all_reports_agree_on_them()
    {
        home.Write(
                Log,
                Assistant("a"),
                Assistant("b", model: "claude-haiku-4-5-20251001", session: "two"),
                Assistant("c", session: "three")
            )
            .Sync();
        foreach (
            ReportFilter filter in (ReportFilter[])
                [
                    new() { Model = ["*SONNET*"] },
                    new() { SessionId = ["o*", "T?REE"] },
                    new()
                    {
                        Agent = ["claude*"],
                        Model = ["*sonnet*"],
                        Project = ["SHOP"],
                    },
                ]
        )
        {
            using RimuruEngine engine = home.Open();
            engine.Reports.Usage(filter, CancellationToken.None).Count().ShouldBe(2);
            engine.Reports.Sessions(filter, onlyActive: false, CancellationToken.None).Count().ShouldBe(2);
            foreach (CostGrouping by in Enum.GetValues<CostGrouping>().Where(by => !Groupings.Overlap([by]))) // no tool was used
                home.Costs(
                        new()
                        {
                            By = [by],
                            Filter = filter,
                            Zone = TimeZoneInfo.Utc,
                        }
                    )
                    .Sum(r => r.Requests)
                    .ShouldBe(2, by.ToString());
        }
    }

    [Fact]
    public void Statistics_are_exact()
    {
        CostStatistics statistics = new("g");
        foreach (decimal? cost in (decimal?[])[0.1m, 0.2m, null, 0.3m, 0.000000001m])
            statistics.Add(cost);
        CostSummary summary = statistics.Summarise();
        (summary.Count, summary.Unpriced, summary.Sum, summary.Minimum, summary.Maximum).ShouldBe((5, 1, 0.600000001m, 0.000000001m, 0.3m));
        summary.Average.ShouldBe(0.15m);
        summary.Median.ShouldBe(0.15m);
        summary.P95.ShouldBe(0.3m);
    }

    [Fact]
    public void Statistics_of_nothing_priced_are_null()
    {
        CostStatistics statistics = new();
        statistics.Add(null);
        CostSummary summary = statistics.Summarise();
        (summary.Count, summary.Unpriced, summary.Sum, summary.Average, summary.Median, summary.P95).ShouldBe(
            (1, 1, null, null, null, null)
        );
    }

    [Fact]
    public void The_95th_percentile_is_the_nearest_rank() =>
        Prop.ForAll(
                Arb.From(Gen.Choose(0, 1000).NonEmptyListOf()),
                costs =>
                {
                    CostStatistics statistics = new();
                    foreach (int cost in costs)
                        statistics.Add(cost / 7m);
                    decimal p95 = statistics.Summarise().P95!.Value;
                    costs.Count(cost => cost / 7m <= p95).ShouldBeGreaterThanOrEqualTo((int)Math.Ceiling(costs.Count * 0.95m));
                    costs.Count(cost => cost / 7m < p95).ShouldBeLessThan((int)Math.Ceiling(costs.Count * 0.95m));
                }
            )
            .QuickCheckThrowOnFailure();

    private long Requests(DateTimeOffset? since, DateTimeOffset? until)
    {
        LedgerAudit.Check(home.Database);
        return home.Costs(
                new()
                {
                    By = [CostGrouping.Agent],
                    Filter = new ReportFilter { Since = since, Until = until },
                    Zone = TimeZoneInfo.Utc,
                }
            )
            .Sum(r => r.Requests);
    }
}
