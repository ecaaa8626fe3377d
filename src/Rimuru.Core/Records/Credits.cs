namespace Rimuru.Core.Records;

/// <summary>
/// An amount of credits that an agent reports beside money, as a whole number of billionths, so that sums are exact. The unit says whose
/// credits they are; amounts of different units are never added. The default has no unit and stands for nothing reported.
/// </summary>
/// <param name="Nano">The billionths of a credit.</param>
/// <param name="Unit">The unit, such as <c>Kiro credits</c>; null if nothing is reported.</param>
internal readonly record struct Credits(long Nano, string? Unit)
{
    public const decimal PerCredit = 1_000_000_000m;

    /// <summary>More than a request, a turn or a session could use.</summary>
    private const decimal Most = 10_000_000m;

    /// <summary>
    /// The amount; nothing if it is missing, zero, negative or implausibly large: agents write zero for what they do not know.
    /// </summary>
    public static Credits Of(decimal? amount, string unit) =>
        amount is > 0 and < Most && (long)decimal.Round(amount.Value * PerCredit, MidpointRounding.ToEven) is > 0 and var nano
            ? new Credits(nano, unit)
            : default;
}
