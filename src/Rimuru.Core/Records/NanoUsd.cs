using System.Globalization;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Records;

/// <summary>
/// An amount of money as a whole number of billionths of a US dollar, so that sums are exact. Counts of tokens do not mix with it.
/// </summary>
/// <param name="Value">The billionths.</param>
internal readonly record struct NanoUsd(long Value) : IComparable<NanoUsd>
{
    private const decimal PerUsd = 1_000_000_000m;
    private const int Digits = 9;

    /// <summary>More than any real amount, and small enough to be multiplied.</summary>
    private const decimal MaxUsd = 10_000_000_000m;

    public decimal Usd => Value / PerUsd;

    /// <summary>Converts dollars, rounded half-even. E7005: more than a ledger can store.</summary>
    public static NanoUsd FromUsd(decimal usd) => TryFromUsd(usd) ?? throw TooLarge();

    /// <summary>Converts dollars, rounded half-even; null if it is more than a ledger can store.</summary>
    public static NanoUsd? TryFromUsd(decimal usd)
    {
        if (usd is <= -MaxUsd or >= MaxUsd)
            return null;
        decimal nano = decimal.Round(usd * PerUsd, MidpointRounding.ToEven);
        return nano < long.MinValue || nano > long.MaxValue ? null : new NanoUsd((long)nano);
    }

    /// <summary>Dollars that were calculated, such as a rate, to the billionth.</summary>
    public static decimal? Rounded(decimal? usd) => usd is { } known ? decimal.Round(known, Digits) : null;

    public static NanoUsd operator +(NanoUsd a, NanoUsd b)
    {
        long sum = unchecked(a.Value + b.Value);
        return ((a.Value ^ sum) & (b.Value ^ sum)) >= 0 ? new NanoUsd(sum) : throw TooLarge();
    }

    public static NanoUsd operator -(NanoUsd a, NanoUsd b)
    {
        long difference = unchecked(a.Value - b.Value);
        return ((a.Value ^ b.Value) & (a.Value ^ difference)) >= 0 ? new NanoUsd(difference) : throw TooLarge();
    }

    public int CompareTo(NanoUsd other) => Value.CompareTo(other.Value);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Usd} USD");

    /// <summary>The error for costs whose sum is too large.</summary>
    public static RimuruException TooLarge(Exception? inner = null) =>
        new(ErrorCodes.CostTooLarge, "Costs add up to more than a ledger can store, which is 9,223,372,036 USD.", inner: inner);
}
