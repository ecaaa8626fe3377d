namespace Rimuru.Core.Parameters;

/// <summary>The parameters of exchange rates.</summary>
internal static class RateParameters
{
    private const string Noun = "RimuruExchangeRate";
    private const string OneAmount = "DisplayCost";
    private const string Days = "A date (`2026-11-01`), an age (`7d`), a word (`today`), a DateTime or a DateTimeOffset.";

    public static SharedParameter CostCurrency { get; } =
        CurrencyOf("Cost", OneAmount, "the last day of the record's period, else of the whole range");

    public static SharedParameter SessionCurrency { get; } = CurrencyOf("Session", OneAmount, "the day of the session's last activity");

    public static SharedParameter BlockCurrency { get; } = CurrencyOf("Block", OneAmount, "the day on which the block ends, or of today");

    public static SharedParameter ForecastCurrency { get; } =
        CurrencyOf(
            "Forecast",
            "DisplaySpent, DisplayForecast, DisplayForecastLow and DisplayForecastHigh",
            "today, or of the end of the range"
        );

    public static SharedParameter SetDate { get; } =
        new("Date", SharedParameter.Text, "The first day of the rate, which applies until the next one.")
        {
            Details = Days,
            Noun = Noun,
            Verb = "Set",
            Position = 2,
            Default = "today",
            Option = "--date",
            ValueName = "DAY",
        };

    public static SharedParameter RemoveDate { get; } =
        new("Date", SharedParameter.Text, "Only the rate that begins on this day.")
        {
            Details = Days,
            Noun = Noun,
            Verb = "Remove",
            Position = 1,
            Default = "all rates of the currency",
            Option = "--date",
            ValueName = "DAY",
        };

    public static IReadOnlyList<SharedParameter> All { get; } =
    [CostCurrency, SessionCurrency, BlockCurrency, ForecastCurrency, SetDate, RemoveDate];

    private static SharedParameter CurrencyOf(string noun, string amounts, string day) =>
        new("Currency", SharedParameter.Text, "Show costs in this currency as well, by the exchange rates that you keep.")
        {
            Details =
                $"The records then have {amounts}, with DisplayCurrency, ExchangeRate and RateDate; all other amounts stay in US dollars. "
                + $"The rate is that of {day}. A record from before the first rate has US dollars only, and a warning says so. "
                + "USD turns off what display.currency names.",
            Noun = $"Rimuru{noun}",
            Verb = "Get",
            Default = "display.currency",
            Option = "--currency",
            ValueName = "CODE",
        };
}
