using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru sync</c>: updates the ledger and prints what was read.</summary>
internal static class SyncCommand
{
    public static Command Create()
    {
        CommonOptions common = new();
        Command command = new("sync", "Read what is new in the agents' logs into the ledger.")
        {
            common.Agent,
            common.Home,
            common.Database,
            common.Json,
        };
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                if (common.ExplainEmptyHome(parsed, engine))
                    return Task.FromResult(0);
                using ProgressLine progress = new();
                IReadOnlyList<SyncResult> results = engine.Ledger.Sync(
                    common.Filter(parsed, engine).Agent,
                    progress.Show,
                    progress.Warn,
                    stop
                );
                progress.Dispose();
                if (parsed.GetValue(common.Json))
                    JsonRows.Write(results);
                else
                    SyncTable.Print(results, engine.Ledger.Name);
                engine.Hooks.Deliver(actionsOnly: false, Terminal.Warn, stop);
                return Task.FromResult(0);
            }
        );
        return command;
    }
}
