using System.Globalization;
using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core;
using Rimuru.Core.Currencies;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Removes exchange rates that you keep.</summary>
[Cmdlet(VerbsCommon.Remove, "RimuruExchangeRate", SupportsShouldProcess = true)]
[OutputType(typeof(ExchangeRate))]
public sealed class RemoveRimuruExchangeRateCommand : RimuruCmdlet
{
    /// <summary>The currency.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CurrencyCompleter))]
    public string Currency { get; set; } = "";

    /// <summary>Only the rate that begins on this day.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [TimeTransformation]
    [ArgumentCompleter(typeof(TimeCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Date { get; set; }

    /// <summary>Return the removed rates.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        ExchangeRateService rates = RimuruEngine.OwnExchangeRates();
        string currency = Core.Currencies.Currency.Check(Currency, "-Currency");
        IReadOnlyList<ExchangeRate> found = Date is null
            ? rates.Of(currency)
            :
            [
                rates.Of(
                    currency,
                    DateOnly.Parse(TimeExpression.Day(Date, "-Date", TimeProvider.System.GetUtcNow()), CultureInfo.InvariantCulture)
                ),
            ];
        foreach (ExchangeRate rate in found)
        {
            if (!ShouldProcess(rate.ToString(), "Remove the exchange rate"))
                continue;
            rates.Remove(rate);
            if (PassThru)
                WriteObject(rate);
        }
    }
}
