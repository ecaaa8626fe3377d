namespace Rimuru.Core.ModelCatalog;

/// <summary>Runs the sync of models again and again in a host that stays: when it is due, one at a time, until it is disposed. A run that fails is tried again later; it ends nothing.</summary>
internal sealed class BackgroundSyncScheduler : IDisposable
{
    /// <summary>The shortest time between two runs.</summary>
    public static readonly TimeSpan ShortestWait = TimeSpan.FromMinutes(1);

    /// <summary>How long after a failure the next run comes.</summary>
    public static readonly TimeSpan AfterFailure = TimeSpan.FromHours(1);

    private readonly Func<CancellationToken, TimeSpan> run;
    private readonly CancellationTokenSource stopping = new();
    private readonly ITimer timer;
    private readonly object gate = new();
    private int isEnding;

    /// <param name="time">The clock.</param>
    /// <param name="run">Syncs if it is due, and tells how long to wait then.</param>
    public BackgroundSyncScheduler(TimeProvider time, Func<CancellationToken, TimeSpan> run)
    {
        this.run = run;
        timer = time.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends a run that is on its way, and waits for it.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref isEnding, 1) != 0) return;
        stopping.Cancel();
        timer.Dispose();
        lock (gate) stopping.Dispose();
    }

    private void Tick()
    {
        lock (gate)
        {
            if (Volatile.Read(ref isEnding) != 0) return;
            TimeSpan wait;
            try
            {
                wait = run(stopping.Token);
            }
#pragma warning disable CA1031 // An error that leaves a timer ends the whole process. Nobody looks at these; the next sync that is asked for tells of them.
            catch (Exception)
#pragma warning restore CA1031
            {
                wait = AfterFailure;
            }

            if (Volatile.Read(ref isEnding) == 0) timer.Change(wait > ShortestWait ? wait : ShortestWait, Timeout.InfiniteTimeSpan);
        }
    }
}
