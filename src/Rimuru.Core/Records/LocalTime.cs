namespace Rimuru.Core.Records;

/// <summary>Converts times of a time zone's clock to instants.</summary>
internal static class LocalTime
{
    /// <summary>The first instant of a day. If the clock skips midnight, it is the first instant that exists.</summary>
    public static DateTimeOffset StartOf(DateTime day, TimeZoneInfo zone)
    {
        DateTime start = DateTime.SpecifyKind(day.Date, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(start))
            start = start.AddMinutes(15);
        return Earliest(start, zone);
    }

    /// <summary>
    /// The instant of a time of the clock: of two, when it is put back, the earlier one, so that a range loses nothing. At the ends of the
    /// calendar it is the first or the last instant that there is.
    /// </summary>
    public static DateTimeOffset Earliest(DateTime local, TimeZoneInfo zone)
    {
        TimeSpan offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        long utc = local.Ticks - offset.Ticks;
        if (utc < DateTimeOffset.MinValue.UtcTicks)
            return DateTimeOffset.MinValue;
        return utc > DateTimeOffset.MaxValue.UtcTicks ? DateTimeOffset.MaxValue : new DateTimeOffset(local, offset);
    }
}
