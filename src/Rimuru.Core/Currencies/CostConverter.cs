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

    /// <summary>Says that some records with a cost have no rate; null if all have one.</summary>
    public string? Warning =>
        before == 0
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{before} {(before == 1 ? "record ends" : "records end")} before the first exchange rate of {Currency}, of "
                    + $"{rates[0].Date:yyyy-MM-dd}: there the cost is in USD only."
            );

    public CostRecord Convert(CostRecord record)
    {
        DateTimeOffset end = record.SessionId is null ? last : LastOf(record.LastActivity);
        ExchangeRate? known = RateAt(record.PeriodEnd is { } exclusive && exclusive <= end ? exclusive.AddTicks(-1) : end, record.Cost);
        return record with
        {
            DisplayCost = record.Cost * known?.Rate,
            DisplayCurrency = Currency,
            ExchangeRate = known?.Rate,
            RateDate = known?.Date,
        };
    }

    public Session Convert(Session session)
    {
        ExchangeRate? known = RateAt(LastOf(session.LastActivity), session.Cost);
        return session with
        {
            DisplayCost = session.Cost * known?.Rate,
            DisplayCurrency = Currency,
            ExchangeRate = known?.Rate,
            RateDate = known?.Date,
        };
    }

    public UsageBlock Convert(UsageBlock block)
    {
        ExchangeRate? known = RateAt(LastOf(block.End.AddTicks(-1)), block.Cost);
        return block with
        {
            DisplayCost = block.Cost * known?.Rate,
            DisplayCurrency = Currency,
            ExchangeRate = known?.Rate,
            RateDate = known?.Date,
        };
    }

    /// <summary>What is still to come has today's rate, as nobody knows a later one.</summary>
    public CostForecast Convert(CostForecast forecast)
    {
        ExchangeRate? known = RateAt(LastOf(forecast.End.AddTicks(-1)), forecast.Spent);
        return forecast with
        {
            DisplaySpent = forecast.Spent * known?.Rate,
            DisplayForecast = forecast.Forecast * known?.Rate,
            DisplayForecastLow = forecast.ForecastLow * known?.Rate,
            DisplayForecastHigh = forecast.ForecastHigh * known?.Rate,
            DisplayCurrency = Currency,
            ExchangeRate = known?.Rate,
            RateDate = known?.Date,
        };
    }

    /// <summary>A moment of the past, or else the last one of the range: some clocks are ahead.</summary>
    private DateTimeOffset LastOf(DateTimeOffset? time) => time < last ? time.Value : last;

    private ExchangeRate? RateAt(DateTimeOffset time, decimal? cost)
    {
        DateOnly day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime);
        ExchangeRate? known = rates.LastOrDefault(rate => rate.Date <= day);
        if (known is null && cost is not null)
            before++;
        return known;
    }
}
