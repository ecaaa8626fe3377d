using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Currencies;
using Rimuru.Core.Parameters;
using Rimuru.Core.Reports;

namespace Rimuru.Cli.Commands;

/// <summary><c>--currency</c>: costs are shown in another currency as well.</summary>
internal sealed class CurrencyOption(SharedParameter parameter)
{
    public Option<string?> Option { get; } = CommonOptions.Of<string?>(parameter).Offering(_ => RateCommand.Known());

    /// <summary>Converts costs of a part of the ledger; null if none are to be.</summary>
    public CostConverter? Converter(ParseResult parsed, RimuruEngine engine, ReportFilter filter) =>
        RimuruEngine
            .OwnExchangeRates()
            .Converter(
                parsed.GetValue(Option),
                Option.Name,
                engine.Config,
                DisplayZone.Current.Value,
                filter.LastTime(engine.Time.GetUtcNow())
            );

    /// <summary>Says that some records have no rate, once all were converted.</summary>
    public static void Warn(CostConverter? converter)
    {
        if (converter?.Warning is { } warning)
            Terminal.Warn(warning);
    }
}
