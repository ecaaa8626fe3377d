using System.Globalization;
using Rimuru.Core.Records;

namespace Rimuru.Core.Adapters.Hermes;

/// <summary>What a session used on one day of the machine's time zone.</summary>
internal sealed record HermesDay(string Name, long StartMs, long EndMs, HermesCounts Counts)
{
    /// <summary>A day by its date; null if it is none.</summary>
    public static HermesDay? Of(string? name, HermesCounts counts) =>
        DateOnly.TryParseExact(name, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
        && date > DateOnly.MinValue
        && date < DateOnly.MaxValue
            ? new HermesDay(name, StartOf(date), StartOf(date.AddDays(1)), counts)
            : null;

    /// <summary>True if a counter was in use on the day, as far as it tells.</summary>
    public bool Holds(HermesCounter counter) => !(counter.FirstMs >= EndMs) && !(counter.LastMs < StartMs);

    /// <summary>The day's noon, or what is nearest to it of a span of time, if that touches the day.</summary>
    public long TimeIn(long? firstMs, long? lastMs)
    {
        long noon = StartMs + ((EndMs - StartMs) / 2),
            from = firstMs >= StartMs ? firstMs.Value : StartMs,
            to = lastMs < EndMs ? lastMs.Value : EndMs - 1;
        return from > to || from >= EndMs || to < StartMs ? noon : Math.Clamp(noon, from, to);
    }

    private static long StartOf(DateOnly date) =>
        LocalTime.StartOf(date.ToDateTime(TimeOnly.MinValue), TimeZoneInfo.Local).ToUnixTimeMilliseconds();
}
