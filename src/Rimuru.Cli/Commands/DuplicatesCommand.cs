using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Parameters;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru duplicates</c>: what the logs tell more than once, and by which rule it counts once.</summary>
internal static class DuplicatesCommand
{
    public static Command Create()
    {
        CommonOptions common = new();
        Option<bool> detail = CommonOptions.Of<bool>(SharedParameters.Detail);
        Command command = new("duplicates", "What the logs contain more than once. Reads all existing logs again.") { detail };
        common.AddFilter(command);
        common.AddStore(command);
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                ReportFilter filter = common.Filter(parsed, engine);
                if (common.ExplainsNothing(parsed, engine))
                    return Task.FromResult(0);
                filter = common.Refresh(parsed, engine, filter, stop);
                DuplicateReport report = engine.Reports.Duplicates(filter, Terminal.Warn, stop);
                List<DuplicateRecord> records = [.. report.Run(filter, stop)];
                bool isDetailed = parsed.GetValue(detail);
                if (parsed.GetValue(common.Json))
                {
                    if (isDetailed)
                        JsonRows.Write(records);
                    else
                        JsonRows.Write(DuplicateReport.Summarize(records));
                }
                else if (records.Count == 0)
                {
                    Console.Out.WriteLine("The logs tell nothing twice.");
                }
                else if (isDetailed)
                {
                    Table.Print(SessionViews.Duplicate, records, common.Zone(parsed));
                }
                else
                {
                    Table.Print(SessionViews.DuplicateSummary, DuplicateReport.Summarize(records));
                }

                return Task.FromResult(0);
            }
        );
        return command;
    }
}
