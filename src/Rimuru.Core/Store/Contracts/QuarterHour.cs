namespace Rimuru.Core.Store.Contracts;

/// <summary>The grain of the ledger's sums over time: every offset of a time zone is a multiple of it.</summary>
internal static class QuarterHour
{
    public const long Ms = 15 * 60 * 1000;

    /// <summary>The number of the quarter hour, since 1970 UTC, that an instant falls into.</summary>
    public static long Of(long unixMs) => Math.DivRem(unixMs, Ms, out long rest) - (rest < 0 ? 1 : 0);
}
