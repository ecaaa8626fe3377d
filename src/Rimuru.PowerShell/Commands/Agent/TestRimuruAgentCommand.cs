using System.Management.Automation;
using Rimuru.Core.Tracking;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Tests whether agents can be read: their folders, newest logs, programs and the clock.</summary>
[Cmdlet(VerbsDiagnostic.Test, "RimuruAgent", DefaultParameterSetName = Detailed)]
[OutputType(typeof(AgentHealth), typeof(bool))]
public sealed class TestRimuruAgentCommand : AgentsCmdlet
{
    private const string Detailed = "Detailed";
    private const string OnlyAnswer = "Quiet";

    private bool isNameUnknown;

    /// <summary>Repeat the test after this many seconds, until the command is stopped.</summary>
    [Parameter(ParameterSetName = Detailed)]
    [ValidateRange(1, 86400)]
    public int IntervalSeconds { get; set; }

    /// <summary>Return only true or false: whether every agent can be read.</summary>
    [Parameter(ParameterSetName = OnlyAnswer)]
    public SwitchParameter Quiet { get; set; }

    private protected override void Report(RimuruException error, object? target = null)
    {
        isNameUnknown = true;
        if (!Quiet)
            base.Report(error, target);
    }

    private protected override void Run(string[] agents)
    {
        if (Quiet)
        {
            WriteObject(!isNameUnknown && QuietAnswer.Of(() => Check(agents).All(health => health.Status != HealthStatus.Unhealthy)));
            return;
        }

        foreach (AgentHealth health in Check(agents))
        {
            if (!IsAll || health.Status != HealthStatus.Absent)
                WriteObject(health);
        }
    }

    private protected override void RunNone()
    {
        if (Quiet)
            WriteObject(!isNameUnknown);
    }

    private IEnumerable<AgentHealth> Check(string[] agents)
    {
        AdapterManager manager = Engine.Agents.Adapters(agents);
        IAsyncEnumerable<AgentHealth> results =
            IntervalSeconds == 0 ? manager.CheckAsync(StopToken) : manager.MonitorAsync(TimeSpan.FromSeconds(IntervalSeconds), StopToken);
        try
        {
            foreach (AgentHealth health in results.ToBlockingEnumerable(StopToken))
                yield return health;
        }
        finally
        {
            manager.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
