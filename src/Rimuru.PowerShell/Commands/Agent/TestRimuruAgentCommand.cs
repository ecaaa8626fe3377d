using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Services;

namespace Rimuru.Commands;

/// <summary>Tests whether agents can be read: their places, their newest logs, their programs and the clock.</summary>
[Cmdlet(VerbsDiagnostic.Test, "RimuruAgent")]
[OutputType(typeof(AgentHealth))]
public sealed class TestRimuruAgentCommand : LedgerCmdlet
{
    private readonly HashSet<string> named = new(StringComparer.OrdinalIgnoreCase);
    private bool isAll;

    /// <summary>Only these agents; all that are here where none is named.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AgentCompleter))]
    public string[]? Agent { get; set; }

    /// <summary>Test again after so many seconds, until the command is stopped.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int IntervalSeconds { get; set; }

    private protected override void Process()
    {
        if (Agent is { Length: > 0 }) named.UnionWith(KnownAgents(Agent));
        else isAll = true;
    }

    private protected override void End()
    {
        if (!isAll && named.Count == 0) return;
        AdapterManager manager = Engine.Adapters(isAll ? [] : [.. named]);
        IAsyncEnumerable<AgentHealth> results = IntervalSeconds == 0 ? manager.CheckAsync(StopToken) : manager.MonitorAsync(TimeSpan.FromSeconds(IntervalSeconds), StopToken);
        try
        {
            foreach (AgentHealth health in results.ToBlockingEnumerable(StopToken))
            {
                if (!isAll || health.Status != HealthStatus.Absent) WriteObject(health);
            }
        }
        finally
        {
            manager.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
