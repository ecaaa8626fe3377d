using Rimuru.Core.Errors;

namespace Rimuru.Core.Currencies;

/// <summary>What may be a currency and a rate.</summary>
internal static class Currency
{
    /// <summary>The ledger's own.</summary>
    public const string Usd = "USD";

    private const int CodeLength = 3;

    /// <summary>No currency is worth so little or so much; a rate beyond is a slip.</summary>
    private const decimal Least = 0.000001m,
        Most = 1_000_000_000m;

    /// <summary>A code as it is written; null if the text is none, or the ledger's own.</summary>
    public static string? Code(string text) =>
        text.Length == CodeLength && text.All(char.IsAsciiLetter) && !text.Equals(Usd, StringComparison.OrdinalIgnoreCase)
            ? text.ToUpperInvariant()
            : null;

    public static bool IsRate(decimal rate) => rate is >= Least and <= Most;

    /// <summary>E9001: the text is not a code, or is the ledger's own currency.</summary>
    public static string Check(string text, string parameter) =>
        Code(text)
        ?? throw new RimuruException(
            ErrorCodes.InvalidArgument,
            $"{parameter} '{text}' is not a code of another currency than the ledger's {Usd}, such as EUR.",
            parameter
        );

    /// <summary>E9001: the rate is not positive, or out of all bounds.</summary>
    public static decimal Check(decimal rate, string parameter) =>
        IsRate(rate)
            ? rate
            : throw new RimuruException(
                ErrorCodes.InvalidArgument,
                FormattableString.Invariant($"{parameter} {rate} is not a rate: it must be from {Least} to {Most} units for one {Usd}."),
                parameter
            );
}
