using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core;
using Rimuru.Core.Currencies;
using Rimuru.Core.Reports;

namespace Rimuru.Commands;

/// <summary>Gets the exchange rates that you keep.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruExchangeRate")]
[OutputType(typeof(ExchangeRate))]
public sealed class GetRimuruExchangeRateCommand : RimuruCmdlet
{
    /// <summary>The currencies.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(CurrencyCompleter))]
    public string[] Currency { get; set; } = ["*"];

    private protected override void Process()
    {
        ExchangeRateService rates = RimuruEngine.OwnExchangeRates();
        IReadOnlyList<ExchangeRate> all = rates.All();
        foreach (string currency in Passing(Currency, Check))
            WriteAll(all.Where(rate => ReportFilter.Matches([currency], rate.Currency)));

        void Check(string currency)
        {
            if (!ReportFilter.IsPattern(currency))
                rates.Of(Core.Currencies.Currency.Check(currency, "-Currency"));
        }
    }
}
