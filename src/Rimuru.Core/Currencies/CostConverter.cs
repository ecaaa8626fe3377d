using System.Globalization;

namespace Rimuru.Core.Currencies;

/// <summary>
/// Adds costs in another currency to records, by the rate of the last day of each: of its period, else of the whole range. The ledger's own
/// amounts stay.
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
                $"{before} groups end before the first exchange rate of {Currency}, of {rates[0].Date:yyyy-MM-dd}: their cost is in USD."
            );

    public CostRecord Convert(CostRecord record)
    {
        DateTimeOffset end = record.PeriodEnd is { } exclusive && exclusive <= last ? exclusive.AddTicks(-1) : last;
        DateOnly day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(end, zone).DateTime);
        if (rates.LastOrDefault(rate => rate.Date <= day) is not { } known)
        {
            before++;
            return record;
        }

        return record with
        {
            DisplayCost = record.Cost * known.Rate,
            DisplayCurrency = known.Currency,
            ExchangeRate = known.Rate,
            RateDate = known.Date,
        };
    }
}
