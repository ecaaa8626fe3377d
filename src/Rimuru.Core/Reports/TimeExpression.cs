using System.Globalization;
using Rimuru.Core.Errors;
using Rimuru.Core.Records;

namespace Rimuru.Core.Reports;

/// <summary>
/// Parses an instant as a user types it: <c>7d</c>, <c>24h</c>, <c>today</c>, <c>lastmonth</c>, <c>2026-11-22</c>,
/// <c>2026-11-22T14:00+01:00</c>.
/// </summary>
internal static class TimeExpression
{
    private static readonly string[] Dates = ["yyyy-MM-dd", "yyyy-M-d", "yyyy/MM/dd", "yyyyMMdd", "yyyy-MM", "yyyy"];

    /// <summary>The hours of cost records.</summary>
    private const string Hour = "yyyy-MM-dd'T'HHzzz";

    /// <summary>The words for an instant; each means the start of the named period.</summary>
    public static IReadOnlyList<string> Words { get; } =
    ["now", "today", "yesterday", "thisweek", "lastweek", "thismonth", "lastmonth", "thisyear", "lastyear"];

    /// <summary>Parses an expression. E9001 lists the allowed forms.</summary>
    /// <param name="text">The user's text.</param>
    /// <param name="parameter">The name of the parameter, for the error.</param>
    /// <param name="now">The current time.</param>
    /// <param name="zone">The zone of days and of times without an offset.</param>
    public static DateTimeOffset Parse(string text, string parameter, DateTimeOffset now, TimeZoneInfo zone)
    {
        string trimmed = text.Trim();
        DateTime today = TimeZoneInfo.ConvertTime(now, zone).Date;
        DateTime? day = trimmed.ToLowerInvariant() switch
        {
            "today" => today,
            "yesterday" => today.AddDays(-1),
            "thisweek" => TimeBuckets.MondayOf(today),
            "lastweek" => TimeBuckets.MondayOf(today).AddDays(-7),
            "thismonth" => new DateTime(today.Year, today.Month, 1),
            "lastmonth" => new DateTime(today.Year, today.Month, 1).AddMonths(-1),
            "thisyear" => new DateTime(today.Year, 1, 1),
            "lastyear" => new DateTime(today.Year - 1, 1, 1),
            _ => DateTime.TryParseExact(trimmed, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date) ? date : null,
        };
        if (day is { } start)
            return LocalTime.StartOf(start, zone);
        if (trimmed.Equals("now", StringComparison.OrdinalIgnoreCase))
            return now;
        if (DateTimeOffset.TryParseExact(trimmed, Hour, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset hour))
            return hour;
        if (TryAgo(trimmed, now, zone, out DateTimeOffset ago))
            return ago;
        if (
            BeginsWithYear(trimmed)
            && DateTime.TryParse(trimmed, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime time)
        )
        {
            if (time.Kind == DateTimeKind.Unspecified)
                return LocalTime.Earliest(time, zone);
            if (DateTimeOffset.TryParse(trimmed, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset exact))
                return exact;
        }

        throw new RimuruException(
            ErrorCodes.InvalidArgument,
            $"{parameter} '{text}' is not a valid time. Use a date (2026-11-22), a date and time (2026-11-22T14:00+01:00), an age (7d, "
                + $"24h, 30m, 2w, 3mo, 1y) or one of {string.Join(", ", Words)}.",
            parameter
        );
    }

    /// <summary>The day as typed, <c>2026-11-22</c>: time of day and offset do not shift it. Words and ages use UTC days.</summary>
    public static string Day(string text, string parameter, DateTimeOffset now) =>
        Parse(text, parameter, now, TimeZoneInfo.Utc).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The time zone of an IANA or Windows id. E9001: unknown zone.</summary>
    public static TimeZoneInfo Zone(string? id, string parameter)
    {
        if (string.IsNullOrWhiteSpace(id) || id.Equals("local", StringComparison.OrdinalIgnoreCase))
            return TimeZoneInfo.Local;
        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(id);
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            throw new RimuruException(
                ErrorCodes.InvalidArgument,
                $"{parameter} '{id}' is not a time zone of this system. Use an IANA name such as Europe/Berlin, or UTC.",
                parameter,
                e
            );
        }
    }

    // 1.2.2026 and 1/2/2026 are ambiguous.
    private static bool BeginsWithYear(string text) =>
        text.Length > 4 && text.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') < 0 && !char.IsAsciiDigit(text[4]);

    private static bool TryAgo(string text, DateTimeOffset now, TimeZoneInfo zone, out DateTimeOffset time)
    {
        time = default;
        int digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
            digits++;
        if (digits is 0 or > 6 || !int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out int count))
            return false;
        DateTimeOffset local = TimeZoneInfo.ConvertTime(now, zone);
        try
        {
            switch (text[digits..].Trim().ToLowerInvariant())
            {
                case "s" or "sec":
                    time = now.AddSeconds(-count);
                    return true;
                case "m" or "min":
                    time = now.AddMinutes(-count);
                    return true;
                case "h" or "hour" or "hours":
                    time = now.AddHours(-count);
                    return true;
                case "d" or "day" or "days":
                    time = now.AddDays(-count);
                    return true;
                case "w" or "week" or "weeks":
                    time = now.AddDays(-7L * count);
                    return true;
                case "mo" or "month" or "months":
                    time = local.AddMonths(-count);
                    return true;
                case "y" or "year" or "years":
                    time = local.AddYears(-count);
                    return true;
                default:
                    return false;
            }
        }
        catch (ArgumentOutOfRangeException)
        {
            return false;
        }
    }
}
