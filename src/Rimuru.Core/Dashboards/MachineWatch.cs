using Rimuru.Core.Pool;

namespace Rimuru.Core.Dashboards;

/// <summary>
/// Measures machine and agents while the dashboard runs, as a watch does, and has it kept by the ledger if there is one. Thread-safe.
/// </summary>
internal sealed class MachineWatch : IDisposable
{
    /// <summary>How often it is asked whether it is time to measure.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>How long the end of the dashboard waits for the ledger.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Func<CancellationToken, EngineLease> lease;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource end = new();
    private readonly Task watching;
    private volatile SystemMetrics? latest;

    /// <param name="lease">Leases an engine.</param>
    /// <param name="time">The clock.</param>
    public MachineWatch(Func<CancellationToken, EngineLease> lease, TimeProvider time)
    {
        (this.lease, this.time) = (lease, time);
        watching = Task.Run(Watch, CancellationToken.None);
    }

    /// <summary>What was measured last; null in the first seconds, and where it is turned off.</summary>
    public SystemMetrics? Latest => latest;

    public void Dispose()
    {
        end.Cancel();
        try
        {
            watching.Wait();
        }
        catch (AggregateException)
        {
            // it ended with what it could not do
        }

        end.Dispose();
    }

    private async Task Watch()
    {
        try
        {
            // What is not yet written is in this engine, so that it is kept until the end.
            using EngineLease leased = lease(end.Token);
            while (!end.IsCancellationRequested)
            {
                Try(() => latest = leased.Engine.Metrics.Observe(end.Token) ?? latest);
                await Task.Delay(Look, time, end.Token).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
            }

            using CancellationTokenSource patience = new(Patience);
            Try(() => leased.Engine.Metrics.Flush(patience.Token));
        }
        catch (Exception e) when (e is RimuruException or OperationCanceledException)
        {
            // whoever opens a page is told what is wrong
        }
    }

    private static void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is RimuruException or IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            // the next time is soon, and pages say what is wrong with the ledger
        }
    }
}
