using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Parameters;
using Rimuru.Core.Reports;
using Rimuru.Core.Views;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru duplicates</c>: the duplicates in the logs, and the rules by which they are not counted.</summary>
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
                if (common.ExplainEmptyHome(parsed, engine))
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
                    Console.Out.WriteLine("The logs contain no duplicates.");
                }
                else if (isDetailed)
                {
                    Table.Print(SessionViews.Duplicate, records);
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
