namespace Rimuru.Core.Parameters;

/// <summary>The parameters of exchange rates.</summary>
internal static class RateParameters
{
    private const string Noun = "RimuruExchangeRate";
    private const string Days = "A date (`2026-11-01`), an age (`7d`), a word (`today`), a DateTime or a DateTimeOffset.";

    public static SharedParameter Currency { get; } =
        new("Currency", SharedParameter.Text, "Show costs in this currency as well, by the exchange rates that you keep.")
        {
            Details =
                "The records then have DisplayCost, with its DisplayCurrency, ExchangeRate and RateDate; Cost stays in US dollars. The "
                + "rate is that of the last day of the record's period, else of the whole range. A record from before the first rate has "
                + "its cost in US dollars only, and a warning says so. USD turns off what display.currency names.",
            Noun = "RimuruCost",
            Default = "display.currency",
            Option = "--currency",
            ValueName = "CODE",
        };

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

    public static IReadOnlyList<SharedParameter> All { get; } = [Currency, SetDate, RemoveDate];
}
