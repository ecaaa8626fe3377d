using System.Globalization;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Tests.Reports;

public sealed class TimeExpressionTests
{
    // A Sunday, a quarter past midnight in Berlin, and the day the clocks go forward.
    private static readonly DateTimeOffset Now = new(2026, 3, 28, 23, 15, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("now", "2026-03-29T00:15:00+01:00")]
    [InlineData("today", "2026-03-29T00:00:00+01:00")]
    [InlineData(" Today ", "2026-03-29T00:00:00+01:00")]
    [InlineData("yesterday", "2026-03-28T00:00:00+01:00")]
    [InlineData("thisweek", "2026-03-23T00:00:00+01:00")]
    [InlineData("lastweek", "2026-03-16T00:00:00+01:00")]
    [InlineData("thismonth", "2026-03-01T00:00:00+01:00")]
    [InlineData("LASTMONTH", "2026-02-01T00:00:00+01:00")]
    [InlineData("thisyear", "2026-01-01T00:00:00+01:00")]
    [InlineData("lastyear", "2025-01-01T00:00:00+01:00")]
    [InlineData("7d", "2026-03-22T00:15:00+01:00")]
    [InlineData("24h", "2026-03-28T00:15:00+01:00")]
    [InlineData("30m", "2026-03-28T23:45:00+01:00")]
    [InlineData("90 min", "2026-03-28T22:45:00+01:00")]
    [InlineData("10s", "2026-03-29T00:14:50+01:00")]
    [InlineData("2w", "2026-03-15T00:15:00+01:00")]
    [InlineData("1mo", "2026-02-28T00:15:00+01:00")]
    [InlineData("1y", "2025-03-29T00:15:00+01:00")]
    [InlineData("2026-03-30", "2026-03-30T00:00:00+02:00")]
    [InlineData("2026-3-1", "2026-03-01T00:00:00+01:00")]
    [InlineData("2026/03/30", "2026-03-30T00:00:00+02:00")]
    [InlineData("20260330", "2026-03-30T00:00:00+02:00")]
    [InlineData("2026-03", "2026-03-01T00:00:00+01:00")]
    [InlineData("2026", "2026-01-01T00:00:00+01:00")]
    [InlineData("2026-03-30T14+02:00", "2026-03-30T14:00:00+02:00")]
    [InlineData("2026-03-30T14+05:45", "2026-03-30T14:00:00+05:45")]
    [InlineData("2026-03-30T14:00", "2026-03-30T14:00:00+02:00")]
    [InlineData("2026-03-30T14:00:05.250", "2026-03-30T14:00:05.250+02:00")]
    [InlineData("2026-03-30T14:00Z", "2026-03-30T14:00:00+00:00")]
    [InlineData("2026-03-30T14:00+05:45", "2026-03-30T14:00:00+05:45")]
    public void Words_ages_and_dates_are_instants(string text, string expected) =>
        TimeExpression.Parse(text, "--since", Now, Berlin).ShouldBe(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("0001-01-01", "Asia/Tokyo", "0001-01-01T00:00:00Z")]
    [InlineData("0001-01-01T03:00", "Asia/Tokyo", "0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:00", "America/New_York", "9999-12-31T23:59:59.9999999Z")]
    [InlineData("9999-12-31", "Asia/Tokyo", "9999-12-30T15:00:00Z")]
    public void A_time_at_the_ends_of_the_calendar_is_an_instant(string text, string zone, string expected) =>
        TimeExpression
            .Parse(text, "--since", Now, TimeZoneInfo.FindSystemTimeZoneById(zone))
            .ShouldBe(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture));

    [Fact]
    public void A_range_without_room_for_another_before_it_is_not_compared()
    {
        ReportFilter filter = new() { Since = new DateTimeOffset(1000, 1, 1, 0, 0, 0, TimeSpan.FromHours(9)) };
        Should
            .Throw<RimuruException>(() => ComparisonQuery.Of(filter, null, [], CostSource.Calculated, Now))
            .Message.ShouldContain("no range of the same length before it");
    }

    [Theory]
    [InlineData(@"C:\models\q.gguf", @"C:\models\q.gguf", true)]
    [InlineData(@"C:\models\*", @"c:\models\q.gguf", true)]
    [InlineData(@"*\q?gguf", @"C:\models\q.gguf", true)]
    [InlineData(@"C:\models\q.gguf", "C:modelsq.gguf", false)]
    [InlineData(@"a\*", "a*", false)]
    public void A_backslash_is_a_part_of_a_name(string pattern, string name, bool isMatch) =>
        ReportFilter.Matches([pattern], name).ShouldBe(isMatch);

    [Theory]
    [InlineData("2026-11-22", "2026-11-22")]
    [InlineData("2026-11-22T00:00:00.0000000+01:00", "2026-11-22")]
    [InlineData("2026-11-22T23:30-08:00", "2026-11-22")]
    [InlineData("2026-11-22T00:00:00.0000000", "2026-11-22")]
    [InlineData("today", "2026-03-28")]
    [InlineData("7d", "2026-03-21")]
    public void A_day_is_the_one_that_is_written(string text, string expected) => TimeExpression.Day(text, "-From", Now).ShouldBe(expected);

    /// <summary>Both ends of a range take the same one of two instants, so that two ranges side by side lose nothing.</summary>
    [Theory]
    [InlineData("2026-10-25 02:30", "2026-10-25T02:30:00+02:00")]
    [InlineData("2026-10-25T02:00", "2026-10-25T02:00:00+02:00")]
    [InlineData("2026-10-25T02:30:00+01:00", "2026-10-25T02:30:00+01:00")]
    public void A_time_that_the_clock_shows_twice_is_the_earlier_one(string text, string expected) =>
        TimeExpression.Parse(text, "--since", Now, Berlin).ToString("yyyy-MM-dd'T'HH:mm:sszzz").ShouldBe(expected);

    [Fact]
    public void Every_word_that_is_offered_is_understood()
    {
        foreach (string word in TimeExpression.Words)
            TimeExpression.Parse(word, "--since", Now, Berlin).ShouldBeLessThanOrEqualTo(Now);
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("d")]
    [InlineData("7")]
    [InlineData("-7d")]
    [InlineData("7 fortnights")]
    [InlineData("9999999d")]
    [InlineData("999999y")]
    [InlineData("2026-02-30")]
    [InlineData("2026-13-01")]
    [InlineData("30.03.2026 25:00")]
    [InlineData("1.2.2026")]
    [InlineData("1/2/2026")]
    [InlineData("02-01-2026 14:00")]
    [InlineData("Feb 1 2026")]
    public void Anything_else_is_E9001_and_says_what_is_allowed(string text)
    {
        RimuruException error = Should.Throw<RimuruException>(() => TimeExpression.Parse(text, "--until", Now, Berlin));
        error.Code.ShouldBe("E9001");
        error.Message.ShouldStartWith($"[E9001] --until '{text}' is not a valid time.");
        error.Message.ShouldContain("lastmonth");
    }

    [Fact]
    public void A_zone_that_is_not_there_is_E9001()
    {
        Should.Throw<RimuruException>(() => TimeExpression.Zone("Mars/Base", "--time-zone")).Code.ShouldBe("E9001");
        Should.Throw<RimuruException>(() => TimeExpression.Zone("../../etc/passwd", "--time-zone")).Code.ShouldBe("E9001");
        TimeExpression.Zone("Europe/Berlin", "--time-zone").BaseUtcOffset.ShouldBe(TimeSpan.FromHours(1));
        TimeExpression.Zone(null, "--time-zone").ShouldBe(TimeZoneInfo.Local);
        TimeExpression.Zone("UTC", "--time-zone").BaseUtcOffset.ShouldBe(TimeSpan.Zero);
    }
}
