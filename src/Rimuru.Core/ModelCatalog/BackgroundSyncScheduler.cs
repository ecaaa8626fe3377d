namespace Rimuru.Core.ModelCatalog;

/// <summary>
/// Runs the model sync repeatedly in a long-running host: whenever it is due, one at a time, until disposed. A failed run is retried later.
/// </summary>
internal sealed class BackgroundSyncScheduler : IDisposable
{
    /// <summary>The shortest time between two runs.</summary>
    public static readonly TimeSpan ShortestWait = TimeSpan.FromMinutes(1);

    /// <summary>The delay after a failed run.</summary>
    public static readonly TimeSpan AfterFailure = TimeSpan.FromHours(1);

    private readonly Func<CancellationToken, TimeSpan> run;
    private readonly CancellationTokenSource stopping = new();
    private readonly ITimer timer;
    private readonly object gate = new();
    private int isEnding;

    /// <param name="time">The clock.</param>
    /// <param name="run">Syncs if due, and returns how long to wait until the next run.</param>
    public BackgroundSyncScheduler(TimeProvider time, Func<CancellationToken, TimeSpan> run)
    {
        this.run = run;
        timer = time.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancels a running sync and waits for it to end.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref isEnding, 1) != 0)
            return;
        stopping.Cancel();
        timer.Dispose();
        lock (gate)
            stopping.Dispose();
    }

    private void Tick()
    {
        lock (gate)
        {
            if (Volatile.Read(ref isEnding) != 0)
                return;
            TimeSpan wait;
            try
            {
                wait = run(stopping.Token);
            }
            // An exception that leaves a timer callback ends the process. Errors are not shown here; the next explicit sync reports them.
#pragma warning disable CA1031
            catch (Exception)
#pragma warning restore CA1031
            {
                wait = AfterFailure;
            }

            if (Volatile.Read(ref isEnding) == 0)
                timer.Change(wait > ShortestWait ? wait : ShortestWait, Timeout.InfiniteTimeSpan);
        }
    }
}
