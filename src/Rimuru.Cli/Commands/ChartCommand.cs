using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Charts;
using Rimuru.Core.Errors;
using Rimuru.Core.Parameters;
using Rimuru.Core.Reports;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru chart</c>: costs as bars, or as a calendar.</summary>
internal static class ChartCommand
{
    private const int UsualWidth = 80;
    private const int MostWidth = 1000;

    public static Command Create()
    {
        CommonOptions common = new();
        Option<string[]> by = CostCommand.By();
        Option<bool> calendar = CommonOptions.Of<bool>(ChartParameters.Calendar);
        Option<BudgetUnit> unit = CommonOptions.Of<BudgetUnit>(ChartParameters.Unit);
        Option<int> width = CommonOptions.Number(
            ChartParameters.Width.Option!,
            ChartParameters.Width.OptionHelp,
            ChartParameters.Width.ValueName!,
            (ChartStyle.LeastWidth, MostWidth),
            $"a whole number from {ChartStyle.LeastWidth} to {MostWidth}",
            null
        );
        Command command = new("chart", "Costs as bars: by day and model, or by other groupings; or as a calendar.")
        {
            by,
            calendar,
            unit,
            width,
            common.CostSource,
        };
        common.AddFilter(command);
        common.AddLedger(command);
        command.Add(common.NoSync);
        command.SetAction(
            (parsed, stop) =>
            {
                CostGrouping[] groupings = CostCommand.Named(parsed.GetValue(by) ?? []);
                bool isCalendar = parsed.GetValue(calendar);
                if (isCalendar && groupings.Length > 0)
                    throw new RimuruException(
                        ErrorCodes.InvalidArgument,
                        "A calendar has no groupings: leave out --by or --calendar.",
                        by.Name
                    );
                using RimuruEngine engine = common.Open(parsed, stop);
                ReportFilter filter = common.Filter(parsed, engine);
                if (common.ExplainEmptyHome(parsed, engine))
                    return Task.FromResult(0);
                CostQuery query = new()
                {
                    Filter = common.Refresh(parsed, engine, filter, stop),
                    Zone = DisplayZone.Current.Value,
                    Source = parsed.GetValue(common.CostSource),
                };
                int given = parsed.GetValue(width),
                    usual = Terminal.Width is { } cells and > ChartStyle.LeastWidth ? cells - 1 : UsualWidth;
                ChartStyle style = new(given > 0 ? given : usual, Terminal.HasColours);
                Chart chart = isCalendar
                    ? engine.Charts.Calendar(query, parsed.GetValue(unit), style, stop)
                    : engine.Charts.Bars(query, groupings, parsed.GetValue(unit), style, stop);
                foreach (string line in chart.Lines)
                    Console.Out.WriteLine(line);
                if (chart.Lines.Count == 0)
                    Console.Out.WriteLine("There is no usage in this range.");
                if (parsed.GetValue(unit) == BudgetUnit.USD)
                    Terminal.Unpriced(chart.UnpricedModels, query.Source);
                return Task.FromResult(0);
            }
        );
        return command;
    }
}
