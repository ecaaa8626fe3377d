using System.Management.Automation;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Gets the dashboards that run in this session.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruDashboard")]
[OutputType(typeof(Dashboard))]
public sealed class GetRimuruDashboardCommand : RimuruCmdlet
{
    private protected override void Process() => WriteAll(RunningDashboards.All);
}
