namespace Rimuru.Core.Records;

/// <summary>Converts times of a ledger to .NET times. A shared ledger may contain any number, so times out of range are clamped.</summary>
internal static class Moment
{
    /// <summary>Limits with room to add time zones, weeks and intervals without leaving .NET's range.</summary>
    private static readonly long FirstMs = new DateTimeOffset(2, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(),
        LastMs = new DateTimeOffset(9000, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public static DateTimeOffset Of(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(unixMs, FirstMs, LastMs));

    public static DateTimeOffset? Of(long? unixMs) => unixMs is { } known ? Of(known) : null;
}
