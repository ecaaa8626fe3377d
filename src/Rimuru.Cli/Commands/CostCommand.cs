using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Currencies;
using Rimuru.Core.Errors;
using Rimuru.Core.Parameters;
using Rimuru.Core.Reports;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru cost</c>: usage and cost of the agents, by any groupings.</summary>
internal static class CostCommand
{
    private static string KnownList => string.Join(", ", Groupings.All.Select(grouping => grouping.Name)).ToLowerInvariant();

    public static Command Create()
    {
        CommonOptions common = new();
        Option<string[]> by = By();
        Option<int> top = CommonOptions.Count(SharedParameters.Top);
        ToolOptions tools = new(common);
        CurrencyOption currency = new(RateParameters.CostCurrency);
        Command command = new("cost", "Tokens and cost: today, this week, this month, and a table by agent and model.")
        {
            by,
            top,
            tools.Tool,
            tools.McpServer,
            tools.Skill,
            currency.Option,
            common.CostSource,
        };
        common.AddFilter(command);
        common.AddStore(command);
        command.SetAction((parsed, stop) => Task.FromResult(Run(parsed, common, by, top, tools, currency, stop)));
        return command;
    }

    /// <summary>The option that names groupings.</summary>
    public static Option<string[]> By() =>
        CommonOptions.List(SharedParameters.By).Offering(_ => Groupings.All.Select(grouping => grouping.Name.ToLowerInvariant()));

    private static int Run(
        ParseResult parsed,
        CommonOptions common,
        Option<string[]> by,
        Option<int> top,
        ToolOptions tools,
        CurrencyOption currency,
        CancellationToken stop
    )
    {
        CostGrouping[] groupings = Named(parsed.GetValue(by) ?? []);
        using RimuruEngine engine = common.Open(parsed, stop);
        ReportFilter filter = common.Filter(parsed, engine);
        if (common.ExplainEmptyHome(parsed, engine))
            return 0;
        filter = common.Refresh(parsed, engine, filter, stop);
        ToolFilter used = tools.Of(parsed);
        engine.Reports.NameCheck().Check(used);
        bool isOverview = groupings.Length == 0;
        CostQuery query = new()
        {
            Filter = filter,
            Tools = used,
            Zone = Array.Exists(groupings, TimeBuckets.IsTime) ? DisplayZone.Current.Value : null,
            Source = parsed.GetValue(common.CostSource),
        };
        if (!isOverview)
            query = query with { By = groupings };
        CostReport report = engine.Reports.Costs(query);
        CostConverter? converter = currency.Converter(parsed, engine, filter);
        IEnumerable<CostRecord> records = report.Run(stop);
        int count = parsed.GetValue(top);
        if (count > 0 && parsed.GetValue(common.Json))
            records = Selection.Top(records, count);
        if (converter is not null)
            records = records.Select(converter.Convert);
        if (parsed.GetValue(common.Json))
        {
            JsonRows.Write(records, query.By);
            CurrencyOption.Warn(converter);
            return 0;
        }

        if (isOverview && !filter.HasWindow && used.IsEmpty)
        {
            Console.Out.WriteLine("So far:");
            Overview.Print(engine, query, stop);
            Console.Out.WriteLine("All time, by agent and model:");
        }

        CostTable.Print([.. records], query.By, count, converter?.Currency);
        CurrencyOption.Warn(converter);
        Terminal.Unpriced(report.UnpricedModels, query.Source);
        return 0;
    }

    /// <summary>The groupings by name: <c>sub-agent</c> and <c>SubAgent</c> are the same.</summary>
    public static CostGrouping[] Named(string[] names)
    {
        List<CostGrouping> groupings = [];
        foreach (string list in names)
        {
            foreach (string name in list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                Grouping grouping =
                    Groupings.Named(name)
                    ?? throw new RimuruException(
                        ErrorCodes.InvalidArgument,
                        $"--by '{name}' is not a valid grouping. Use {KnownList}.",
                        "--by"
                    );
                if (!groupings.Contains(grouping.Key))
                    groupings.Add(grouping.Key);
            }
        }

        return [.. groupings];
    }
}
