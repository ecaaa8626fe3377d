using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core;
using Rimuru.Core.Currencies;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Commands;

/// <summary>A cmdlet whose records can have their costs in another currency as well.</summary>
public abstract class ConvertingCmdlet : PricedCmdlet
{
    private protected ConvertingCmdlet() { }

    /// <summary>A currency in which costs are shown as well.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CurrencyCompleter))]
    public string? Currency { get; set; }

    /// <summary>Converts costs of a part of the ledger; null if none are to be.</summary>
    private protected CostConverter? Converter(ReportFilter filter) =>
        RimuruEngine.OwnExchangeRates().Converter(Currency, "-Currency", Engine.Config, Zone, filter.LastTime(Engine.Time.GetUtcNow()));

    /// <summary>Writes a record, which PowerShell shows in a table with its converted cost.</summary>
    private protected void WriteConverted(object record, View table)
    {
        PSObject converted = new(record);
        converted.TypeNames.Insert(0, table.TypeName);
        WriteObject(converted);
    }

    private protected void Warn(CostConverter? converter)
    {
        if (converter?.Warning is { } warning)
            WriteWarning(warning);
    }
}
