using System.Globalization;

namespace Rimuru.Core.Currencies;

/// <summary>
/// Adds costs in another currency to records, by the rate of the last day of each: of its period, of a session's activity, else of the
/// whole range. The ledger's own amounts stay.
/// </summary>
internal sealed class CostConverter(IReadOnlyList<ExchangeRate> rates, TimeZoneInfo zone, DateTimeOffset last)
{
    private long before;

    public string Currency => rates[0].Currency;

    /// <summary>Says that some records have no rate; null if all have one.</summary>
    public string? Warning =>
        before == 0
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{before} records end before the first exchange rate of {Currency}, of {rates[0].Date:yyyy-MM-dd}: their cost is in USD."
            );

    public CostRecord Convert(CostRecord record) =>
        RateAt(LastOf(record.PeriodEnd)) is { } known
            ? record with
            {
                DisplayCost = record.Cost * known.Rate,
                DisplayCurrency = known.Currency,
                ExchangeRate = known.Rate,
                RateDate = known.Date,
            }
            : record;

    public Session Convert(Session session) =>
        RateAt(session.LastActivity ?? last) is { } known
            ? session with
            {
                DisplayCost = session.Cost * known.Rate,
                DisplayCurrency = known.Currency,
                ExchangeRate = known.Rate,
                RateDate = known.Date,
            }
            : session;

    public UsageBlock Convert(UsageBlock block) =>
        RateAt(LastOf(block.End)) is { } known
            ? block with
            {
                DisplayCost = block.Cost * known.Rate,
                DisplayCurrency = known.Currency,
                ExchangeRate = known.Rate,
                RateDate = known.Date,
            }
            : block;

    /// <summary>What is still to come has today's rate, as nobody knows a later one.</summary>
    public CostForecast Convert(CostForecast forecast) =>
        RateAt(LastOf(forecast.End)) is { } known
            ? forecast with
            {
                DisplaySpent = forecast.Spent * known.Rate,
                DisplayForecast = forecast.Forecast * known.Rate,
                DisplayForecastLow = forecast.ForecastLow * known.Rate,
                DisplayForecastHigh = forecast.ForecastHigh * known.Rate,
                DisplayCurrency = known.Currency,
                ExchangeRate = known.Rate,
                RateDate = known.Date,
            }
            : forecast;

    /// <summary>The last moment of a period that is over, else of the range.</summary>
    private DateTimeOffset LastOf(DateTimeOffset? end) => end is { } exclusive && exclusive <= last ? exclusive.AddTicks(-1) : last;

    private ExchangeRate? RateAt(DateTimeOffset time)
    {
        DateOnly day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime);
        ExchangeRate? known = rates.LastOrDefault(rate => rate.Date <= day);
        if (known is null)
            before++;
        return known;
    }
}
