using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru runaways</c>: the sessions that ran away.</summary>
internal static class RunawaysCommand
{
    public static Command Create()
    {
        CommonOptions common = new();
        Command command = new("runaways", "Sessions that spent far more a minute than usual, or went in circles.");
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
                List<Runaway> runaways = [.. engine.Reports.Runaways(filter, stop)];
                if (parsed.GetValue(common.Json))
                    JsonRows.Write(runaways);
                else if (runaways.Count == 0)
                    Console.Out.WriteLine("No session ran away.");
                else
                    Table.Print(SessionViews.Runaway, runaways);
                return Task.FromResult(0);
            }
        );
        return command;
    }
}
