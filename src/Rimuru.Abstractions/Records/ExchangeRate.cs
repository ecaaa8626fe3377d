namespace Rimuru;

/// <summary>What one US dollar costs in another currency, from a day on. The user keeps these rates: no service is asked.</summary>
public sealed record ExchangeRate
{
    /// <summary>The currency, by its ISO 4217 code: <c>EUR</c>.</summary>
    public required string Currency { get; init; }

    /// <summary>The first day of the rate. It applies until the day of the next one.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Units of the currency for one US dollar: <c>0.92</c>.</summary>
    public required decimal Rate { get; init; }

    /// <summary>US dollars for one unit of the currency, to six decimals: <c>1.086957</c>.</summary>
    public decimal Inverse => decimal.Round(1 / Rate, 6);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Currency} {Rate} from {Date:yyyy-MM-dd}");
}
