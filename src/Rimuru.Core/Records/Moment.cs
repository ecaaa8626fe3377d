namespace Rimuru.Core.Records;

/// <summary>Times of a ledger as .NET knows them. A ledger that others write to may hold any number; what no calendar has becomes the end of one.</summary>
internal static class Moment
{
    /// <summary>Far enough from the ends of .NET's calendar for zones, weeks and intervals to be added.</summary>
    private static readonly long FirstMs = new DateTimeOffset(2, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), LastMs = new DateTimeOffset(9000, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    public static DateTimeOffset Of(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(unixMs, FirstMs, LastMs));

    public static DateTimeOffset? Of(long? unixMs) => unixMs is { } known ? Of(known) : null;
}
