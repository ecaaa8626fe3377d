namespace Rimuru.Core.Store.Contracts;

/// <summary>The finest time grain of the ledger's sums: every time zone offset is a multiple of it.</summary>
internal static class QuarterHour
{
    public const long Ms = 15 * 60 * 1000;

    public const int InHour = 4;

    public const int InDay = 24 * InHour;

    /// <summary>The index of an instant's quarter hour, counted since 1970 UTC.</summary>
    public static long Of(long unixMs) => IndexOf(unixMs, Ms);

    /// <summary>The index of the unit that a value is in. Division rounds toward zero, but a unit begins at the value below.</summary>
    public static long IndexOf(long value, long unit) => Math.DivRem(value, unit, out long rest) - (rest < 0 ? 1 : 0);
}
