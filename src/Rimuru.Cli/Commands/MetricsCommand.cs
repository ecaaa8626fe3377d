using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Errors;
using Rimuru.Core.Metrics;
using Rimuru.Core.Parameters;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru metrics</c>: what machine and agents do, now and as it was measured.</summary>
internal static class MetricsCommand
{
    public static Command Create()
    {
        CommonOptions common = new();
        Option<string[]> name = CommonOptions.List(MetricParameters.Name).Offering(_ => Enum.GetNames<MetricName>());
        Option<string?> step = CommonOptions.Of<string?>(MetricParameters.Step);
        Option<bool> now = CommonOptions.Of<bool>(MetricParameters.Now);
        common.Agent.Description = MetricParameters.Agent.OptionHelp;
        common.Machine.Description = MetricParameters.Machine.OptionHelp;
        common.Since.Description = MetricParameters.Since.OptionHelp;
        common.Until.Description = MetricParameters.Until.OptionHelp;
        Command command = new("metrics", "What machine and agents do: processors, memory, sessions, tokens and cost a minute.")
        {
            name,
            common.Agent,
            common.Machine,
            common.Since,
            common.Until,
            step,
            now,
            common.TimeZone,
            common.NoSync,
            common.Home,
            common.Database,
            common.Json,
        };
        command.SetAction(
            (parsed, stop) =>
            {
                MetricName[] names = CommonOptions.Words<MetricName>(parsed, name, "metric");
                TimeSpan? length = parsed.GetValue(step) is { } text
                    ? DurationExpression.Parse(CommonOptions.Filled(text, step.Name)) ?? throw NoDuration(text, step.Name)
                    : null;
                using RimuruEngine engine = common.Open(parsed, stop);
                bool isJson = parsed.GetValue(common.Json);
                if (parsed.GetValue(now))
                {
                    // What was done in the last minute is in logs that may not have been read.
                    if (engine.Agents.ExplainEmptyHome() is null)
                        common.Refresh(parsed, engine, stop);
                    Print(engine.Metrics.Measure(stop), isJson);
                    return Task.FromResult(0);
                }

                ReportFilter filter = common.Filter(parsed, engine);
                List<MetricRecord> records =
                [
                    .. engine.Metrics.Find(
                        new MetricQuery
                        {
                            Names = names,
                            Agents = filter.Agent,
                            Machines = filter.Machine,
                            Since = filter.Since,
                            Until = filter.Until,
                            Step = length,
                        },
                        stop
                    ),
                ];
                if (isJson)
                    JsonRows.Write(records);
                else if (records.Count > 0)
                    Table.Print(MetricViews.Record, records);
                else
                    Terminal.Line(
                        "Nothing was measured in this time. 'rimuru watch' measures, and 'rimuru metrics --now': docs/metrics.md."
                    );
                return Task.FromResult(0);
            }
        );
        return command;
    }

    private static void Print(SystemMetrics metrics, bool isJson)
    {
        if (isJson)
        {
            JsonRows.Write([metrics]);
            return;
        }

        Table.Print(MetricViews.Now, [metrics]);
        if (metrics.Agents.Count == 0)
            return;
        Terminal.Line("");
        Table.Print(MetricViews.Agent, metrics.Agents);
    }

    private static RimuruException NoDuration(string text, string option) =>
        new(ErrorCodes.InvalidArgument, $"{option} '{text}' is not a duration. Use minutes, hours or days, such as 15m, 6h or 1d.", option);
}
