using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru usage</c>: the ledger's usage records, one per billed response.</summary>
internal static class UsageCommand
{
    public static Command Create()
    {
        CommonOptions common = new();
        Command command = new("usage", "One row per billed response, oldest first.") { common.CostSource };
        common.AddFilter(command);
        common.AddStore(command);
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                var filter = common.Filter(parsed, engine);
                if (common.ExplainEmptyHome(parsed, engine))
                    return Task.FromResult(0);
                filter = common.Refresh(parsed, engine, filter, stop);
                IEnumerable<UsageRecord> records = engine.Reports.Usage(filter, stop, parsed.GetValue(common.CostSource));
                if (parsed.GetValue(common.Json))
                    JsonRows.Write(records);
                else
                    Table.Print(SessionViews.Usage, records);
                return Task.FromResult(0);
            }
        );
        return command;
    }
}
