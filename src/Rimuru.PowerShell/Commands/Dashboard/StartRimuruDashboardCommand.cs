using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Dashboards;
using Rimuru.Core.Reports;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>
/// Starts a dashboard: pages about the ledger that update themselves, for the browsers of this user on this machine. It runs until
/// Stop-RimuruDashboard, or until the session ends.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "RimuruDashboard", SupportsShouldProcess = true)]
[OutputType(typeof(Dashboard))]
public sealed class StartRimuruDashboardCommand : LedgerCmdlet
{
    /// <summary>The port of 127.0.0.1 to listen on; one that is free by default.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(1, 65535)]
    public int Port { get; set; }

    /// <summary>Open it in the browser, signed in.</summary>
    [Parameter]
    public SwitchParameter Open { get; set; }

    /// <summary>The zone of days and times, such as <c>Europe/Berlin</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    private protected override void Process()
    {
        TimeZoneInfo? zone = TimeZone is null ? null : TimeExpression.Zone(TimeZone, "-TimeZone");
        if (!ShouldProcess(Engine.Ledger.Name, "Show in a dashboard"))
            return;
        DashboardServer server = DashboardServer.Start(
            new()
            {
                HomePath = PathArguments.Resolve(HomePath, SessionState.Path, nameof(HomePath)),
                Database = PathArguments.ResolveUrl(Database, SessionState.Path),
                Zone = zone,
                Port = Port,
            }
        );
        Dashboard shown = RunningDashboards.Add(
            server,
            new()
            {
                Url = server.Address,
                Ledger = Engine.Ledger.Name,
                StartedAt = server.Started,
                SignInFile = server.OfferSignIn(),
            }
        );
        if (Open)
        {
            try
            {
                Browser.Open(shown.SignInFile!, StopToken);
            }
            catch (RimuruException e)
            {
                Report(e, shown);
            }
        }

        WriteObject(shown);
    }
}
