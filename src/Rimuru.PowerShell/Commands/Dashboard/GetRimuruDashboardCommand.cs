using System.Management.Automation;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Gets the dashboards that run in this session.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruDashboard")]
[OutputType(typeof(Dashboard))]
public sealed class GetRimuruDashboardCommand : RimuruCmdlet
{
    /// <summary>The ports of the dashboards.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(1, 65535)]
    public int[]? Port { get; set; }

    private protected override void Process() =>
        WriteAll(RunningDashboards.All.Where(running => Port is null || Port.Contains(running.Port)));
}
