using System.CommandLine;
using System.Globalization;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Currencies;
using Rimuru.Core.Parameters;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru rate</c>: the exchange rates that the user keeps.</summary>
internal static class RateCommand
{
    public static Command Create() =>
        new("rate", "Exchange rates of other currencies, which you keep: set, list and remove them.") { Set(), List(), Remove() };

    private static Command Set()
    {
        Argument<string> currency = CurrencyArgument();
        Argument<decimal> rate = new("rate") { Description = "Units of the currency for one US dollar, such as 0.92." };
        rate.CustomParser = result =>
        {
            if (decimal.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number))
                return number;
            result.AddError($"<{rate.Name}> must be a number, such as 0.92.");
            return 0;
        };
        Option<string?> date = CommonOptions.Of<string?>(RateParameters.SetDate);
        Command command = new("set", "Set what a US dollar costs in a currency, from a day on.") { currency, rate, date };
        command.SetAction(parsed =>
        {
            ExchangeRate wanted = new()
            {
                Currency = Core.Currencies.Currency.Check(parsed.GetValue(currency)!, $"<{currency.Name}>"),
                Rate = Core.Currencies.Currency.Check(parsed.GetValue(rate), $"<{rate.Name}>"),
                Date = Day(parsed.GetValue(date) ?? "today", date.Name),
            };
            RimuruEngine.OwnExchangeRates().Set(wanted);
            Terminal.Line($"{wanted} is set");
        });
        return command;
    }

    private static Command List()
    {
        CommonOptions common = new();
        Command command = new("list", "List the rates, by currency and day.") { common.Json };
        command.SetAction(parsed =>
        {
            IReadOnlyList<ExchangeRate> rates = RimuruEngine.OwnExchangeRates().All();
            if (parsed.GetValue(common.Json))
                JsonRows.Write(rates);
            else if (rates.Count > 0)
                Table.Print(CostViews.Rate, rates);
            else
                Terminal.Line("There are no exchange rates.");
        });
        return command;
    }

    private static Command Remove()
    {
        Argument<string> currency = CurrencyArgument();
        Option<string?> date = CommonOptions.Of<string?>(RateParameters.RemoveDate);
        Command command = new("remove", "Remove the rates of a currency, or the one of a day.") { currency, date };
        command.SetAction(parsed =>
        {
            ExchangeRateService rates = RimuruEngine.OwnExchangeRates();
            string code = Core.Currencies.Currency.Check(parsed.GetValue(currency)!, $"<{currency.Name}>");
            IReadOnlyList<ExchangeRate> found = parsed.GetValue(date) is { } day ? [rates.Of(code, Day(day, date.Name))] : rates.Of(code);
            foreach (ExchangeRate rate in found)
            {
                rates.Remove(rate);
                Terminal.Line($"{rate} is removed");
            }
        });
        return command;
    }

    private static Argument<string> CurrencyArgument() =>
        new Argument<string>("currency") { Description = "The ISO 4217 code, such as EUR." }.Offering(_ => Known());

    /// <summary>The currencies that have rates.</summary>
    public static IEnumerable<string> Known() => RimuruEngine.OwnExchangeRates().All().Select(rate => rate.Currency).Distinct();

    private static DateOnly Day(string text, string name) =>
        DateOnly.Parse(TimeExpression.Day(text, name, TimeProvider.System.GetUtcNow()), CultureInfo.InvariantCulture);
}
