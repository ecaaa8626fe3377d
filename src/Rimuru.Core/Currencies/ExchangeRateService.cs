using Rimuru.Core.Config;
using Rimuru.Core.Errors;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Currencies;

/// <summary>The exchange rates that the user keeps, in a file beside the configuration. Needs no ledger.</summary>
internal sealed class ExchangeRateService(HostEnvironment host)
{
    private readonly RateFile file = new(new ConfigPaths(host).RateFile);

    /// <summary>All rates, by currency and day. E17002: the file is not valid.</summary>
    public IReadOnlyList<ExchangeRate> All() => file.Read();

    /// <summary>The rates of a currency. E17001: there is none.</summary>
    /// <param name="currency">The currency.</param>
    /// <param name="namedBy">The setting that names it; null if it was typed.</param>
    public IReadOnlyList<ExchangeRate> Of(string currency, string? namedBy = null)
    {
        IReadOnlyList<ExchangeRate> all = All();
        ExchangeRate[] found = [.. all.Where(rate => rate.Currency == currency)];
        if (found.Length > 0)
            return found;
        string known = string.Join(", ", all.Select(rate => rate.Currency).Distinct()),
            why = namedBy is null ? "" : $", which {namedBy} names";
        throw new RimuruException(
            ErrorCodes.ExchangeRateNotFound,
            $"There is no exchange rate of {currency}{why}. There are rates of: {(known.Length == 0 ? "no currency" : known)}. "
                + $"{Terms.SetExchangeRate} adds one.",
            currency
        );
    }

    /// <summary>The rate of a currency that begins on a day. E17001: there is none.</summary>
    public ExchangeRate Of(string currency, DateOnly date) =>
        Of(currency).FirstOrDefault(rate => rate.Date == date)
        ?? throw new RimuruException(
            ErrorCodes.ExchangeRateNotFound,
            FormattableString.Invariant($"No exchange rate of {currency} begins on {date:yyyy-MM-dd}."),
            currency
        );

    public void Set(ExchangeRate rate) => file.Set(rate);

    public void Remove(ExchangeRate rate) => file.Remove(rate);

    /// <summary>
    /// Converts costs to a currency; null if it is the ledger's own or none is named. E9001: it is no currency. E17001: it has no rate.
    /// </summary>
    /// <param name="typed">The currency as typed; null for the configured one.</param>
    /// <param name="parameter">Where it was typed.</param>
    /// <param name="config">The configuration.</param>
    /// <param name="zone">The zone of days.</param>
    /// <param name="last">The day of sums that are not of a period: the last one of the range.</param>
    public CostConverter? Converter(string? typed, string parameter, RimuruConfig config, TimeZoneInfo zone, DateTimeOffset last)
    {
        string? currency = typed ?? config.Currency;
        return currency is null || currency.Equals(Currency.Usd, StringComparison.OrdinalIgnoreCase)
            ? null
            : new CostConverter(
                Of(
                    Currency.Check(currency, typed is null ? ConfigSchema.Currency : parameter),
                    typed is null ? ConfigSchema.Currency : null
                ),
                zone,
                last
            );
    }
}
