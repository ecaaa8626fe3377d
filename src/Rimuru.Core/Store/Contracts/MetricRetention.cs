namespace Rimuru.Core.Store.Contracts;

/// <summary>How many days a machine's minutes, hours and days are kept.</summary>
internal sealed record MetricRetention(int MinuteDays, int HourDays, int DayDays)
{
    public const long MinuteMs = 60_000;
    public const long HourMs = 60 * MinuteMs;
    public const long DayMs = 24 * HourMs;

    /// <summary>The spans that are kept, the shortest first, in milliseconds, and for how many days.</summary>
    public IReadOnlyList<(long StepMs, int Days)> Steps { get; } = [(MinuteMs, MinuteDays), (HourMs, HourDays), (DayMs, DayDays)];
}
