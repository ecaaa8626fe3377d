using System.Globalization;
using Rimuru.Core.Records;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Tests.Reports;

/// <summary>Hours, days and weeks of zones that are not simple.</summary>
public sealed class TimeBucketTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T23:30:00Z", "2026-03-29T00+01:00", "2026-03-29", "2026-03-23")]
    [InlineData("Europe/Berlin", "2026-03-29T00:59:59Z", "2026-03-29T01+01:00", "2026-03-29", "2026-03-23")]
    [InlineData("Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29T03+02:00", "2026-03-29", "2026-03-23")]
    [InlineData("Europe/Berlin", "2026-03-29T21:59:59Z", "2026-03-29T23+02:00", "2026-03-29", "2026-03-23")]
    [InlineData("Europe/Berlin", "2026-03-29T22:00:00Z", "2026-03-30T00+02:00", "2026-03-30", "2026-03-30")]
    [InlineData("Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T02+02:00", "2026-10-25", "2026-10-19")]
    [InlineData("Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-25T02+01:00", "2026-10-25", "2026-10-19")]
    [InlineData("America/New_York", "2026-11-01T05:30:00Z", "2026-11-01T01-04:00", "2026-11-01", "2026-10-26")]
    [InlineData("America/New_York", "2026-11-01T06:30:00Z", "2026-11-01T01-05:00", "2026-11-01", "2026-10-26")]
    [InlineData("America/New_York", "2026-11-02T04:59:59Z", "2026-11-01T23-05:00", "2026-11-01", "2026-10-26")]
    [InlineData("Asia/Kolkata", "2026-06-30T18:29:59Z", "2026-06-30T23+05:30", "2026-06-30", "2026-06-29")]
    [InlineData("Asia/Kolkata", "2026-06-30T18:30:00Z", "2026-07-01T00+05:30", "2026-07-01", "2026-06-29")]
    [InlineData("Asia/Kathmandu", "2026-12-31T18:14:59Z", "2026-12-31T23+05:45", "2026-12-31", "2026-12-28")]
    [InlineData("Asia/Kathmandu", "2026-12-31T18:15:00Z", "2027-01-01T00+05:45", "2027-01-01", "2026-12-28")]
    public void An_instant_falls_into_the_hour_day_and_week_of_its_zone(string zone, string instant, string hour, string day, string week)
    {
        TimeBuckets buckets = new(TimeZoneInfo.FindSystemTimeZoneById(zone));
        long ms = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        buckets.NameOf(CostGrouping.Hour, ms).ShouldBe(hour);
        buckets.NameOf(CostGrouping.Day, ms).ShouldBe(day);
        buckets.NameOf(CostGrouping.Week, ms).ShouldBe(week);
        buckets.NameOf(CostGrouping.Month, ms).ShouldBe(day[..7]);
        buckets.NameOf(CostGrouping.Year, ms).ShouldBe(day[..4]);
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("Australia/Lord_Howe")]
    public void A_period_holds_the_instants_of_its_name_and_no_others(string name)
    {
        TimeBuckets buckets = new(TimeZoneInfo.FindSystemTimeZoneById(name));
        for (DateTimeOffset time = new(2026, 3, 1, 0, 7, 0, TimeSpan.Zero); time.Year == 2026; time = time.AddMinutes(45))
        {
            long ms = time.ToUnixTimeMilliseconds();
            for (CostGrouping grouping = CostGrouping.Hour; TimeBuckets.IsTime(grouping); grouping++)
            {
                Period period = buckets.PeriodOf(grouping, ms);
                string key = buckets.NameOf(grouping, ms);
                (period.Start <= time && time < period.End).ShouldBeTrue($"{time:O} {grouping}");
                buckets.NameOf(grouping, period.Start.ToUnixTimeMilliseconds()).ShouldBe(key);
                buckets.NameOf(grouping, period.End.ToUnixTimeMilliseconds() - 1).ShouldBe(key);
                buckets.NameOf(grouping, period.Start.ToUnixTimeMilliseconds() - 1).ShouldNotBe(key);
                buckets.NameOf(grouping, period.End.ToUnixTimeMilliseconds()).ShouldNotBe(key);
            }
        }
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Asia/Kolkata")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("America/St_Johns")]
    public void Days_of_the_rollup_are_days_of_the_rows(string name)
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        using TestHome home = new();
        Random random = new(5);
        home.Write(
            Adapters.ClaudeCodeLines.Log,
            [
                .. Enumerable
                    .Range(0, 400)
                    .Select(i =>
                        Adapters.ClaudeCodeLines.Assistant(
                            $"m{i}",
                            time: new DateTime(2026, random.Next(2) == 0 ? 3 : 10, 24, 0, 0, 0, DateTimeKind.Utc)
                                .AddSeconds(random.Next(9 * 86_400))
                                .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
                        )
                    ),
            ]
        );
        List<UsageRecord> rows = home.Records();
        foreach ((CostGrouping by, string format) in new[] { (CostGrouping.Day, "yyyy-MM-dd"), (CostGrouping.Hour, "yyyy-MM-dd'T'HHzzz") })
        {
            home.Costs(new() { By = [by], Zone = zone })
                .Select(r => ((by == CostGrouping.Day ? r.Day : r.Hour)!, r.Requests))
                .ShouldBe(
                    rows.GroupBy(r => TimeZoneInfo.ConvertTime(r.Timestamp, zone).ToString(format, CultureInfo.InvariantCulture))
                        .OrderBy(g => g.Key, StringComparer.Ordinal)
                        .Select(g => (g.Key, (long)g.Count()))
                );
        }
    }

    /// <summary>Kept sums of days, of quarter hours and rows together are the records, wherever ranges and periods begin.</summary>
    [Theory]
    [InlineData("UTC", "")]
    [InlineData("UTC", "Day")]
    [InlineData("UTC", "Week")]
    [InlineData("Europe/Berlin", "Day")]
    [InlineData("Europe/Berlin", "Week")]
    [InlineData("Europe/Berlin", "Month")]
    [InlineData("America/New_York", "Month,Week")]
    [InlineData("America/New_York", "Year")]
    [InlineData("Asia/Kathmandu", "Week,Day")]
    [InlineData("Asia/Kathmandu", "Month,Hour")]
    [InlineData("Pacific/Kiritimati", "Month")]
    public void Sums_by_project_are_those_of_the_records(string name, string periods)
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        CostGrouping[] times =
        [
            .. periods.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(period => Enum.Parse<CostGrouping>(period)),
        ];
        using TestHome home = new();
        Random random = new(11);
        DateTime start = new(2025, 12, 20, 0, 0, 0, DateTimeKind.Utc);
        for (int project = 0; project < 3; project++)
        {
            home.Write(
                Adapters.ClaudeCodeLines.Log.Replace("shop", $"shop{project}", StringComparison.Ordinal),
                [
                    .. Enumerable
                        .Range(0, 300)
                        .Select(i =>
                            Adapters
                                .ClaudeCodeLines.Assistant(
                                    $"m{project}-{i}",
                                    session: $"s{project}",
                                    time: start
                                        .AddMinutes(random.Next(60 * 24 * 60 / 15) * 15)
                                        .AddSeconds(random.Next(3) - 1)
                                        .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
                                )
                                .Replace("/work/shop", $"/work/shop{project}", StringComparison.Ordinal)
                        ),
                ]
            );
        }

        List<UsageRecord> rows = home.Records();
        rows.Select(row => row.Project).Distinct().Count().ShouldBe(3);
        for (int i = 0; i < 12; i++)
        {
            DateTimeOffset? since = random.Next(3) == 0 ? null : Edge(),
                until = random.Next(3) == 0 ? null : Edge();
            home.Costs(
                    new()
                    {
                        By = [CostGrouping.Project, .. times],
                        Zone = zone,
                        Filter = new ReportFilter { Since = since, Until = until },
                    }
                )
                .Select(r => $"{r.Month} {r.Week} {r.Day} {r.Hour} {r.Year} {r.Project} {r.Requests} {r.TotalTokens}")
                .Order(StringComparer.Ordinal)
                .ShouldBe(
                    rows.Where(r => (since is null || r.Timestamp >= since) && (until is null || r.Timestamp < until))
                        .GroupBy(r => $"{string.Join(' ', All.Select(time => Of(time, r)))} {r.Project}")
                        .Select(g => $"{g.Key} {g.Sum(r => r.Requests)} {g.Sum(r => r.TotalTokens)}")
                        .Order(StringComparer.Ordinal),
                    $"from {since:O} to {until:O}"
                );
        }

        DateTimeOffset Edge() =>
            random.Next(3) switch
            {
                0 => new DateTimeOffset(start.AddDays(random.Next(62) - 1)),
                1 => new DateTimeOffset(start.AddMinutes(random.Next(60 * 24 * 4) * 15)),
                _ => rows[random.Next(rows.Count)].Timestamp,
            };
        string Of(CostGrouping time, UsageRecord row) =>
            times.Contains(time) ? new TimeBuckets(zone).NameOf(time, row.Timestamp.ToUnixTimeMilliseconds()) : "";
    }

    private static readonly CostGrouping[] All =
    [
        CostGrouping.Month,
        CostGrouping.Week,
        CostGrouping.Day,
        CostGrouping.Hour,
        CostGrouping.Year,
    ];

    [Theory]
    [InlineData("America/Sao_Paulo", "2018-11-04", "2018-11-04T01:00:00-02:00")]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-29T00:00:00+01:00")]
    [InlineData("America/Havana", "2026-11-01", "2026-11-01T00:00:00-04:00")]
    public void A_day_starts_at_its_first_instant(string zone, string day, string start) =>
        LocalTime
            .StartOf(DateTime.Parse(day, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone))
            .ShouldBe(DateTimeOffset.Parse(start, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("Europe/London")]
    [InlineData("America/New_York")]
    [InlineData("Atlantic/Azores")]
    [InlineData("Australia/Lord_Howe")]
    public void Names_of_hours_are_in_the_order_of_time(string zone)
    {
        TimeBuckets buckets = new(TimeZoneInfo.FindSystemTimeZoneById(zone));
        DateTimeOffset year = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        List<string> names =
        [
            .. Enumerable
                .Range(0, 365 * 48)
                .Select(half => buckets.NameOf(CostGrouping.Hour, year.AddMinutes(30 * half).ToUnixTimeMilliseconds()))
                .Distinct(),
        ];
        List<string> sorted = [.. names.AsEnumerable().Reverse()];
        sorted.Sort(TimeBuckets.CompareNames);
        sorted.ShouldBe(names);
    }
}
