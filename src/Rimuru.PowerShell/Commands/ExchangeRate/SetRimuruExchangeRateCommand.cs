using System.Globalization;
using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Sets what a US dollar costs in another currency, from a day on.</summary>
[Cmdlet(VerbsCommon.Set, "RimuruExchangeRate", SupportsShouldProcess = true)]
[OutputType(typeof(ExchangeRate))]
public sealed class SetRimuruExchangeRateCommand : RimuruCmdlet
{
    /// <summary>The currency.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CurrencyCompleter))]
    public string Currency { get; set; } = "";

    /// <summary>Units of the currency for one US dollar.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [DecimalTransformation]
    public decimal Rate { get; set; }

    /// <summary>The first day of the rate.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [TimeTransformation]
    [ArgumentCompleter(typeof(TimeCompleter))]
    [ValidateNotNullOrEmpty]
    public string Date { get; set; } = "today";

    /// <summary>Return the rate.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        ExchangeRate rate = new()
        {
            Currency = Core.Currencies.Currency.Check(Currency, "-Currency"),
            Rate = Core.Currencies.Currency.Check(Rate, "-Rate"),
            Date = DateOnly.Parse(TimeExpression.Day(Date, "-Date", TimeProvider.System.GetUtcNow()), CultureInfo.InvariantCulture),
        };
        if (!ShouldProcess(rate.ToString(), "Set the exchange rate"))
            return;
        RimuruEngine.OwnExchangeRates().Set(rate);
        if (PassThru)
            WriteObject(rate);
    }
}
