using System.Management.Automation;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Stops dashboards of this session; all of them if none is named.</summary>
[Cmdlet(VerbsLifecycle.Stop, "RimuruDashboard", SupportsShouldProcess = true)]
[OutputType(typeof(Dashboard))]
public sealed class StopRimuruDashboardCommand : RimuruCmdlet
{
    /// <summary>The ports of the dashboards.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateRange(1, 65535)]
    public int[]? Port { get; set; }

    /// <summary>Return what was stopped.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        if (Port is null && IsPiped)
            return;
        foreach (Dashboard running in RunningDashboards.All.Where(running => Port is null || Port.Contains(running.Port)).ToList())
        {
            if (!ShouldProcess(running.Url.ToString(), "Stop the dashboard"))
                continue;
            RunningDashboards.Stop(running.Port);
            if (PassThru)
                WriteObject(running);
        }
    }
}
