using Rimuru.Core.Reports;
using static Rimuru.Core.Tests.Adapters.ClaudeCodeLines;

namespace Rimuru.Core.Tests.Reports;

/// <summary>Windows of five hours.</summary>
public sealed class BlockReportTests : IDisposable
{
    private static readonly TimeSpan Length = TimeSpan.FromHours(5);
    private static readonly DateTimeOffset Later = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TestHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_block_begins_at_the_full_hour_and_a_pause_of_more_than_its_length_is_a_gap()
    {
        Use("2026-01-01T10:15", "2026-01-01T14:59", "2026-01-01T15:00", "2026-01-01T15:05", "2026-01-01T22:30");
        Blocks(Later)
            .Select(block => (At(block.Start), At(block.End), block.IsGap, block.Requests))
            .ShouldBe([
                ("01-01 10:00", "01-01 15:00", false, 3),
                ("01-01 15:00", "01-01 20:00", false, 1),
                ("01-01 20:05", "01-01 22:30", true, 0),
                ("01-01 22:00", "01-02 03:00", false, 1),
            ]);
    }

    [Fact]
    public void An_active_block_goes_on_at_its_rate()
    {
        Use("2026-01-01T10:30", "2026-01-01T11:00");
        UsageBlock block = Blocks(new(2026, 1, 1, 11, 30, 0, TimeSpan.Zero), onlyActive: true).ShouldHaveSingleItem();
        block.IsActive.ShouldBeTrue();
        (block.TotalTokens, block.TokensPerMinute, block.ProjectedTokens).ShouldBe((30, 0.5m, 30 + 105));
        block.Cost.ShouldBe(0.00021m);
        block.CostPerHour.ShouldBe(0.00021m);
        block.ProjectedCost.ShouldBe(0.00021m + 0.00021m * 3.5m);
        block.Models.ShouldBe(["claude-sonnet-4-5"]);
        Blocks(new(2026, 1, 1, 15, 0, 0, TimeSpan.Zero), onlyActive: true).ShouldBeEmpty();
    }

    [Fact]
    public void A_block_of_the_future_is_not_the_active_one()
    {
        Use("9999-12-31T23:00", "9999-12-31T23:59");
        (Blocks(Later).Single().IsActive, Blocks(Later).Single().ProjectedTokens).ShouldBe((false, null));
        Blocks(Later, onlyActive: true).ShouldBeEmpty();
    }

    [Fact]
    public void What_a_block_that_the_range_cuts_has_without_a_price_is_told()
    {
        home.Write(
            Log,
            Assistant("a", model: "nobody-knows-it", time: "2026-01-01T04:59:00Z"),
            Assistant("b", model: "nobody-knows-it", time: "2026-01-01T10:30:00Z")
        );
        home.At(new(2026, 1, 1, 11, 0, 0, TimeSpan.Zero)).Sync();
        using RimuruEngine engine = home.Open();
        BlockReport report = engine.Reports.Blocks(new(), onlyActive: true, CostSource.Calculated, CancellationToken.None);
        report.Run(CancellationToken.None).ShouldHaveSingleItem().UnpricedRequests.ShouldBe(1);
        report.UnpricedModels.Values.ShouldHaveSingleItem().Requests.ShouldBe(1);
    }

    [Fact]
    public void A_block_that_is_over_has_the_rate_of_its_own_time_and_no_projection()
    {
        Use("2026-01-01T10:30", "2026-01-01T11:00");
        UsageBlock block = Blocks(Later).ShouldHaveSingleItem();
        (block.IsActive, block.TokensPerMinute, block.ProjectedTokens, block.ProjectedCost).ShouldBe((false, 1m, null, null));
    }

    [Fact]
    public void One_request_has_no_rate()
    {
        Use("2026-01-01T10:30");
        UsageBlock block = Blocks(Later).ShouldHaveSingleItem();
        (block.TokensPerMinute, block.CostPerHour).ShouldBe((null, null));
    }

    [Fact]
    public void Generated_usage_is_divided_by_the_rules()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            List<DateTimeOffset> times = Generate(new Random(seed));
            Use([.. times.Select(time => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null))], name: $"{seed}.jsonl");
            List<UsageBlock> all = [.. Blocks(Later)],
                blocks = [.. all.Where(block => !block.IsGap)];
            blocks.Sum(block => block.Requests).ShouldBe(times.Count);
            foreach (UsageBlock block in blocks)
            {
                List<DateTimeOffset> own = [.. times.Where(time => time >= block.FirstActivity && time <= block.LastActivity)];
                block.Requests.ShouldBe(own.Count);
                block.Start.ShouldBe(block.FirstActivity!.Value.AddTicks(-(block.FirstActivity.Value.Ticks % TimeSpan.TicksPerHour)));
                block.End.ShouldBe(block.Start + Length);
                own[^1].ShouldBeLessThanOrEqualTo(block.End);
                own.Zip(own.Skip(1)).ShouldAllBe(pair => pair.Second - pair.First <= Length);
            }

            foreach ((UsageBlock before, UsageBlock after) in blocks.Zip(blocks.Skip(1)))
            {
                bool isPause = after.FirstActivity - before.LastActivity > Length;
                (isPause || after.FirstActivity > before.End).ShouldBeTrue();
                all.Count(block => block.IsGap && block.End == after.FirstActivity).ShouldBe(isPause ? 1 : 0);
            }

            // A part of the time shows the same blocks, whole, however little is read before it.
            foreach (int third in (int[])[1, 2])
            {
                DateTimeOffset since = times[times.Count * third / 3],
                    until = since.AddDays(2);
                foreach (
                    string[] projects in (string[][])
                        [
                            [],
                            ["*"],
                        ]
                )
                    Blocks(
                            Later,
                            filter: new()
                            {
                                Since = since,
                                Until = until,
                                Project = projects,
                            }
                        )
                        .ShouldBe(all.Where(block => block.End > since && block.Start < until), new SameBlock());
            }

            File.Delete(home.Ledger);
            Directory.Delete(home.In(".claude"), recursive: true);
        }
    }

    [Fact]
    public void Whatever_is_filtered_a_range_shows_the_same_blocks_and_gaps()
    {
        for (int seed = 0; seed < 8; seed++)
        {
            Random random = new(seed);
            ReportFilter[] filters =
            [
                new() { Model = ["*sonnet*"] },
                new() { Project = ["shop"] },
                new() { SessionId = ["one"] },
                new() { SessionId = ["on*"], Project = ["shop"] },
            ];
            DateTimeOffset at = new(2026, 3, 1, 7, 0, 0, TimeSpan.Zero);
            List<string> lines = [];
            for (int i = 0; i < 40; i++)
            {
                at = at.AddMinutes(random.Next(3) == 0 ? random.Next(1, 300) : random.Next(15 * 24 * 60));
                string line = Assistant(
                    $"{ApiId}{i}",
                    session: random.Next(3) == 0 ? "two" : "one",
                    model: random.Next(3) == 0 ? "claude-opus-4-5" : "claude-sonnet-4-5",
                    time: at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null)
                );
                lines.Add(random.Next(3) == 0 ? line.Replace("/work/shop", "/work/other", StringComparison.Ordinal) : line);
            }

            home.Write(Log, [.. lines]).Sync();
            foreach (ReportFilter filter in filters)
            {
                IReadOnlyList<UsageBlock> all = Blocks(Later, filter: filter);
                for (int trial = 0; trial < 6; trial++)
                {
                    DateTimeOffset since = all[random.Next(all.Count)].Start.AddMinutes(random.Next(-400, 400)),
                        until = since.AddMinutes(random.Next(1, 30 * 24 * 60));
                    Blocks(Later, filter: filter with { Since = since, Until = until })
                        .ShouldBe(all.Where(block => block.End > since && block.Start < until), new SameBlock());
                }
            }

            File.Delete(home.Ledger);
            Directory.Delete(home.In(".claude"), recursive: true);
        }
    }

    [Fact]
    public void Agents_have_blocks_of_their_own()
    {
        Use("2026-01-01T10:15", "2026-01-01T12:00");
        home.Write(
            ".codex/sessions/2026/01/01/rollout-2026-01-01T11-00-00-00000000-0000-4000-8000-000000000001.jsonl",
            """{"timestamp":"2026-01-01T11:00:00Z","type":"session_meta","payload":{"id":"00000000-0000-4000-8000-000000000001","cwd":"/w"}}""",
            """{"timestamp":"2026-01-01T11:30:00Z","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":7,"cached_input_tokens":0,"output_tokens":3,"total_tokens":10},"last_token_usage":{"input_tokens":7,"cached_input_tokens":0,"output_tokens":3,"total_tokens":10}}}}"""
        );
        Blocks(Later)
            .Select(block => (block.Agent, At(block.Start), block.Requests))
            .ShouldBe([("ClaudeCode", "01-01 10:00", 2), ("Codex", "01-01 11:00", 1)]);
        Blocks(Later, filter: new() { Agent = ["codex"] }).ShouldHaveSingleItem().TotalTokens.ShouldBe(10);
        Blocks(Later, filter: new() { SessionId = ["one"] }).ShouldHaveSingleItem().Agent.ShouldBe("ClaudeCode");
    }

    private static List<DateTimeOffset> Generate(Random random)
    {
        List<DateTimeOffset> times = [];
        DateTimeOffset at = new(2026, 3, 1, 7, 13, 0, TimeSpan.Zero);
        for (int i = 0; i < 60; i++)
        {
            at = at.AddSeconds(
                random.Next(6) switch
                {
                    0 => 5 * 3600 + random.Next(-1, 2),
                    1 => random.Next(3 * 86400),
                    2 => 3600 - (at.Minute * 60 + at.Second),
                    _ => random.Next(1, 2 * 3600),
                }
            );
            times.Add(at);
        }

        return [.. times.Distinct()];
    }

    private void Use(params string[] times) => Use(times, "one.jsonl");

    private void Use(string[] times, string name) =>
        home.Write(
                Path.Combine(Path.GetDirectoryName(Log)!, name),
                [.. times.Select((time, i) => Assistant($"{ApiId}{i}", time: time.EndsWith('Z') ? time : time + ":00Z"))]
            )
            .Sync();

    private IReadOnlyList<UsageBlock> Blocks(DateTimeOffset now, bool onlyActive = false, ReportFilter? filter = null)
    {
        home.At(now).Sync();
        using RimuruEngine engine = home.Open();
        return engine
            .Reports.Blocks(filter ?? new(), onlyActive, CostSource.Calculated, CancellationToken.None)
            .Run(CancellationToken.None);
    }

    private static string At(DateTimeOffset time) => time.ToString("MM-dd HH:mm", null);

    /// <summary>The same in all that is told.</summary>
    private sealed class SameBlock : IEqualityComparer<UsageBlock>
    {
        public bool Equals(UsageBlock? x, UsageBlock? y) => GetHashCode(x!) == GetHashCode(y!);

        public int GetHashCode(UsageBlock block) =>
            HashCode.Combine(block.ToString(), block.FirstActivity, block.LastActivity, block.Requests, block.Cost, block.IsGap);
    }
}
