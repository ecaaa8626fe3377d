using System.CommandLine;
using Rimuru.Cli.Output;
using Rimuru.Core.Dashboards;
using Rimuru.Core.Reports;

namespace Rimuru.Cli.Commands;

/// <summary><c>rimuru dashboard</c>: pages about the ledger in a browser of this machine, until Ctrl-C.</summary>
internal static class DashboardCommand
{
    public static Command Create()
    {
        CommonOptions common = new();
        Option<int> port = CommonOptions.Number(
            "--port",
            "The port of 127.0.0.1 to listen on; one that is free by default.",
            "PORT",
            (1, 65535),
            "from 1 to 65535",
            null
        );
        Option<bool> open = new("--open") { Description = "Open it in the browser, signed in." };
        Command command = new("dashboard", "Pages about the ledger that update themselves, in a browser of this machine.")
        {
            port,
            open,
            common.TimeZone,
        };
        common.AddLedger(command);
        command.SetAction(
            async (parsed, stop) =>
            {
                using DashboardServer server = DashboardServer.Start(
                    new()
                    {
                        HomePath = parsed.GetValue(common.Home),
                        Database = parsed.GetValue(common.Database),
                        Zone = parsed.GetValue(common.TimeZone) is { } zone ? TimeExpression.Zone(zone, "--time-zone") : null,
                        Port = parsed.GetValue(port),
                    }
                );
                Interrupts.Grace = Interrupts.GraceOfServers;
                Terminal.Line($"The dashboard is at {server.Address}");
                string file = server.OfferSignIn();
                bool isOpen = parsed.GetValue(open) && TryOpen(file, stop);
                if (!isOpen)
                    Terminal.Line($"Open {file} in a browser to sign in, within a minute.");
                Terminal.Line("Press Ctrl-C to stop.");
                try
                {
                    await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(false);
                }
                catch (OperationCanceledException)
                {
                    // a dashboard ends when it is stopped
                }

                return 0;
            }
        );
        return command;
    }

    private static bool TryOpen(string file, CancellationToken stop)
    {
        try
        {
            Browser.Open(file, stop);
            return true;
        }
        catch (RimuruException e)
        {
            Terminal.Warn(e.Message);
            return false;
        }
    }
}
