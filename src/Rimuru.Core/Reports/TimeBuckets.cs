using System.Globalization;
using Rimuru.Core.Records;

namespace Rimuru.Core.Reports;

/// <summary>Names the hour, day, week, month or year of an instant in a time zone.</summary>
internal sealed class TimeBuckets(TimeZoneInfo zone)
{
    /// <summary>True for the time groupings.</summary>
    public static bool IsTime(CostGrouping grouping) => Groupings.Of(grouping).Kind == GroupingKind.Time;

    /// <summary>True if every period starts on a full UTC hour, as in most time zones, but not in India's.</summary>
    public bool AreOfWholeHours
    {
        get
        {
            if (!IsWhole(zone.BaseUtcOffset))
                return false;
            foreach (TimeZoneInfo.AdjustmentRule rule in zone.GetAdjustmentRules())
            {
                if (rule.DateEnd >= DateTime.UnixEpoch && !(IsWhole(rule.DaylightDelta) && IsWhole(rule.BaseUtcOffsetDelta)))
                    return false;
            }

            return true;
        }
    }

    /// <summary>True if the zone's days are those of UTC, today at least.</summary>
    public bool AreOfUtcDays => zone.BaseUtcOffset == TimeSpan.Zero && !zone.SupportsDaylightSavingTime;

    public string NameOf(CostGrouping grouping, long unixMs)
    {
        DateTimeOffset local = TimeZoneInfo.ConvertTime(Moment.Of(unixMs), zone);
        return grouping switch
        {
            CostGrouping.Hour => local.ToString("yyyy-MM-dd'T'HHzzz", CultureInfo.InvariantCulture),
            CostGrouping.Day => local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            CostGrouping.Week => MondayOf(local.Date).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            CostGrouping.Month => local.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            CostGrouping.Year => local.ToString("yyyy", CultureInfo.InvariantCulture),
            _ => throw new ArgumentOutOfRangeException(nameof(grouping)),
        };
    }

    /// <summary>The period of an instant: all instants with the same name, as far as they are without a gap.</summary>
    public Period PeriodOf(CostGrouping grouping, long unixMs)
    {
        DateTimeOffset local = TimeZoneInfo.ConvertTime(Moment.Of(unixMs), zone);
        DateTime day = local.Date;
        if (day.Year == DateTime.MaxValue.Year)
            return new Period(local, DateTimeOffset.MaxValue); // there is no next year
        return grouping switch
        {
            CostGrouping.Hour => HourOf(local),
            CostGrouping.Day => Days(day, day.AddDays(1)),
            CostGrouping.Week => Days(MondayOf(day), MondayOf(day).AddDays(7)),
            CostGrouping.Month => Days(new DateTime(day.Year, day.Month, 1), new DateTime(day.Year, day.Month, 1).AddMonths(1)),
            CostGrouping.Year => Days(new DateTime(day.Year, 1, 1), new DateTime(day.Year + 1, 1, 1)),
            _ => throw new ArgumentOutOfRangeException(nameof(grouping)),
        };
    }

    private Period Days(DateTime start, DateTime end) => new(LocalTime.StartOf(start, zone), LocalTime.StartOf(end, zone));

    /// <summary>An hour of one offset: where the clock changes within it, it is shorter.</summary>
    private Period HourOf(DateTimeOffset local)
    {
        const int Quarter = 15;
        DateTimeOffset hour = new(local.Year, local.Month, local.Day, local.Hour, 0, 0, local.Offset);
        bool IsIn(DateTimeOffset time) => zone.GetUtcOffset(time) == local.Offset;
        DateTimeOffset start = hour,
            end = hour.AddHours(1);
        while (!IsIn(start))
            start = start.AddMinutes(Quarter);
        while (!IsIn(end.AddMinutes(-Quarter)))
            end = end.AddMinutes(-Quarter);
        return new Period(start, end);
    }

    private static bool IsWhole(TimeSpan offset) => offset.Ticks % TimeSpan.TicksPerHour == 0;

    /// <summary>The Monday of a day's week.</summary>
    public static DateTime MondayOf(DateTime day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>Orders names of periods by time: of two hours with one name, that of the greater offset came first.</summary>
    public static int CompareNames(string a, string b)
    {
        int order = string.CompareOrdinal(a, b),
            same = a.AsSpan().CommonPrefixLength(b);
        const int OffsetLength = 6;
        return a.AsSpan(Math.Max(0, same - OffsetLength), Math.Min(same, OffsetLength)).Contains('+') ? -order : order;
    }
}
