using System.Management.Automation;
using Rimuru.Cli.Output;
using Rimuru.Completion;
using Rimuru.Core.Reports;
using Rimuru.Core.Screens;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Shows what agents do and cost now on the whole console, and follows it, until <c>q</c> or Ctrl-C.</summary>
[Cmdlet(VerbsCommon.Show, "RimuruDashboard")]
[OutputType(typeof(string))]
public sealed class ShowRimuruDashboardCommand : LedgerCmdlet
{
    /// <summary>Give one screen as lines of text and end.</summary>
    [Parameter]
    public SwitchParameter Once { get; set; }

    /// <summary>The zone of days and times, such as <c>Europe/Berlin</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    private protected override void Process()
    {
        TimeZoneInfo? zone = TimeZone is null ? null : TimeExpression.Zone(TimeZone, "-TimeZone");
        if (Once)
        {
            Refresh();
            WriteAll(TerminalDashboard.Once(Engine, zone ?? Zone, StopToken));
            return;
        }

        if (Host.Name != "ConsoleHost" || !ScreenConsole.IsThere)
            throw TerminalDashboard.NoConsole();
        TerminalDashboard.Run(
            new ScreenConsole(),
            new()
            {
                HomePath = PathArguments.Resolve(HomePath, SessionState.Path, nameof(HomePath)),
                Database = PathArguments.ResolveUrl(Database, SessionState.Path),
                Zone = zone,
            },
            StopToken
        );
    }
}
