using System.Collections.Concurrent;
using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>Follows the agents' sessions while they happen, until it is stopped.</summary>
[Cmdlet(VerbsCommon.Watch, "RimuruSession")]
[OutputType(typeof(SessionEvent))]
public sealed class WatchRimuruSessionCommand : AgentsCmdlet
{
    private readonly ConcurrentQueue<string> warnings = new();

    /// <summary>How many seconds a change may go unseen where the system does not tell of it.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int IntervalSeconds { get; set; } = 5;

    /// <summary>End after so many seconds.</summary>
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
            Warn(); // the time is over
        }
    }

    /// <summary>Warnings come from the thread that reads, and are written by this one.</summary>
    private void Warn()
    {
        while (warnings.TryDequeue(out string? warning))
            WriteWarning(warning);
    }
}
