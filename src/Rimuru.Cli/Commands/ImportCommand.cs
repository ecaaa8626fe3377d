using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru import</c>: imports a file that was saved from an agent's service, such as its bill.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        CommonOptions common = new();
        Argument<string[]> files = new Argument<string[]>("files")
        {
            Description = "Cursor's usage CSV, or usage events of its team API as JSON; Aider's analytics log; trajectories of trae-agent.",
            Arity = ArgumentArity.OneOrMore,
        }.Offering(Completions.Paths);
        Command command = new("import", "Read a bill that was saved from an agent's service into the ledger.")
        {
            files,
            common.Home,
            common.Database,
            common.Json,
        };
        command.SetAction(
            (parsed, stop) =>
            {
                using RimuruEngine engine = common.Open(parsed, stop);
                List<SyncResult> results =
                [
                    .. parsed
                        .GetValue(files)!
                        .Select(file => engine.Ledger.Import(Path.GetFullPath(CommonOptions.Filled(file, "<files>")), Terminal.Warn, stop)),
                ];
                if (parsed.GetValue(common.Json))
                    JsonRows.Write(results);
                else
                    SyncTable.Print(results, engine.Ledger.Name);
                return Task.FromResult(0);
            }
        );
        return command;
    }
}
