using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core;
using Rimuru.Core.Reports;
using Rimuru.Core.Screens;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru top</c>: a dashboard of the ledger on the whole terminal, until <c>q</c> or Ctrl-C.</summary>
internal static class TopCommand
{
    public static Command Create()
    {
        CommonOptions common = new();
        Option<bool> once = new("--once") { Description = "Print one screen as text and end." };
        Command command = new("top", "What agents do and cost now, on the whole terminal; ? shows its keys.") { once, common.TimeZone };
        common.AddLedger(command);
        command.SetAction(
            (parsed, stop) =>
            {
                if (parsed.GetValue(once))
                {
                    using RimuruEngine engine = common.Open(parsed, stop);
                    common.Refresh(parsed, engine, stop);
                    foreach (string line in TerminalDashboard.Once(engine, DisplayZone.Current.Value, stop))
                        Terminal.Line(line);
                    return Task.FromResult(0);
                }

                if (!ScreenConsole.IsThere)
                    throw TerminalDashboard.NoConsole();
                TerminalDashboard.Run(
                    new ScreenConsole(),
                    new()
                    {
                        HomePath = parsed.GetValue(common.Home),
                        Database = parsed.GetValue(common.Database),
                        Zone = parsed.GetValue(common.TimeZone) is { } zone ? TimeExpression.Zone(zone, "--time-zone") : null,
                    },
                    stop
                );
                return Task.FromResult(0);
            }
        );
        return command;
    }
}
