using System.Management.Automation;
using Rimuru.Core.Tracking;

namespace Rimuru.Commands;

/// <summary>Tests whether agents can be read: their folders, newest logs, programs and the clock.</summary>
[Cmdlet(VerbsDiagnostic.Test, "RimuruAgent")]
[OutputType(typeof(AgentHealth))]
public sealed class TestRimuruAgentCommand : AgentsCmdlet
{
    /// <summary>Repeat the test after this many seconds, until the command is stopped.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int IntervalSeconds { get; set; }

    private protected override void Run(string[] agents)
    {
        AdapterManager manager = Engine.Agents.Adapters(agents);
        IAsyncEnumerable<AgentHealth> results =
            IntervalSeconds == 0 ? manager.CheckAsync(StopToken) : manager.MonitorAsync(TimeSpan.FromSeconds(IntervalSeconds), StopToken);
        try
        {
            foreach (AgentHealth health in results.ToBlockingEnumerable(StopToken))
            {
                if (!IsAll || health.Status != HealthStatus.Absent)
                    WriteObject(health);
            }
        }
        finally
        {
            manager.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
