using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Currencies;
using Rimuru.Core.Parameters;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru blocks</c>: usage by windows of five hours.</summary>
internal static class BlocksCommand
{
    public static Command Create()
    {
        CommonOptions common = new();
        Option<bool> active = CommonOptions.Of<bool>(ForecastParameters.ActiveBlock);
        CurrencyOption currency = new(RateParameters.BlockCurrency);
        Command command = new("blocks", "The five-hour windows in which agents were used, and the gaps between them, oldest first.")
        {
            active,
            currency.Option,
            common.CostSource,
        };
        common.AddFilter(command);
        common.AddStore(command);
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                ReportFilter filter = common.Filter(parsed, engine);
                if (common.ExplainEmptyHome(parsed, engine))
                    return Task.FromResult(0);
                filter = common.Refresh(parsed, engine, filter, stop);
                CostSource source = parsed.GetValue(common.CostSource);
                BlockReport report = engine.Reports.Blocks(filter, parsed.GetValue(active), source, stop);
                IReadOnlyList<UsageBlock> blocks = report.Run(stop);
                CostConverter? converter = currency.Converter(parsed, engine, filter);
                if (converter is not null)
                    blocks = [.. blocks.Select(converter.Convert)];
                CurrencyOption.Warn(converter);
                if (parsed.GetValue(common.Json))
                {
                    JsonRows.Write(blocks);
                    return Task.FromResult(0);
                }

                if (blocks.Count > 0 && converter is not null)
                    Table.Print(ConvertedViews.InCommand(CostViews.Block, converter.Currency), blocks);
                else if (blocks.Count > 0)
                    Table.Print(CostViews.Block, blocks);
                else
                    Terminal.Line(parsed.GetValue(active) ? "No block is active." : "There is no usage in this range.");
                Terminal.Unpriced(report.UnpricedModels, source);
                return Task.FromResult(0);
            }
        );
        return command;
    }
}
