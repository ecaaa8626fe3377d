using System.Collections.Concurrent;
using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>Follows the agents' sessions in real time, until it is stopped.</summary>
[Cmdlet(VerbsCommon.Watch, "RimuruSession")]
[OutputType(typeof(SessionEvent))]
public sealed class WatchRimuruSessionCommand : AgentsCmdlet
{
    private readonly ConcurrentQueue<string> warnings = new();

    /// <summary>Seconds between two readings if the system does not report changes.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int IntervalSeconds { get; set; } = 5;

    /// <summary>Stop after this many seconds.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue / 1000)]
    public int TimeoutSeconds { get; set; }

    private protected override void Run(string[] agents)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        if (TimeoutSeconds > 0)
            end.CancelAfter(TimeSpan.FromSeconds(TimeoutSeconds));
        try
        {
            IAsyncEnumerable<SessionEvent> events = Engine.Agents.Watch(
                agents,
                TimeSpan.FromSeconds(IntervalSeconds),
                warnings.Enqueue,
                end.Token
            );
            foreach (SessionEvent happened in events.ToBlockingEnumerable(end.Token))
            {
                Warn();
                WriteObject(happened);
            }
        }
        catch (OperationCanceledException) when (!StopToken.IsCancellationRequested)
        {
            Warn(); // the timeout has passed
        }
    }

    /// <summary>Writes the warnings of the reading thread from the pipeline's thread.</summary>
    private void Warn()
    {
        while (warnings.TryDequeue(out string? warning))
            WriteWarning(warning);
    }
}
