using Rimuru.Core.Pool;
using Rimuru.Core.Tracking;

namespace Rimuru.Core.Dashboards;

/// <summary>
/// Keeps the ledger up to date while somebody looks, and tells when it has changed, whichever process changed it. Thread-safe.
/// </summary>
/// <param name="lease">Leases an engine.</param>
/// <param name="time">The clock.</param>
internal sealed class LedgerPulse(Func<CancellationToken, EngineLease> lease, TimeProvider time) : IDisposable
{
    /// <summary>The shortest time between two looks at the logs.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>A look at many files takes long; so much longer is waited until the next, for the sake of the machine.</summary>
    private const int RestAfterWork = 30;

    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim one = new(1);
    private readonly CancellationTokenSource end = new();
    private readonly object gate = new();
    private TaskCompletionSource<long> next = NewSource();
    private Task? following;
    private LogFollower? follower;
    private int listeners;
    private long writes = -1;
    private long? looked;
    private TimeSpan rest = Interval;

    /// <summary>The writes to the ledger so far.</summary>
    public long Writes => Interlocked.Read(ref writes);

    /// <summary>Reads what is new in the logs, unless that was done just now.</summary>
    public void Refresh(CancellationToken stop)
    {
        one.Wait(stop);
        try
        {
            if (looked is { } before && time.GetElapsedTime(before) < rest)
                return;
            long started = time.GetTimestamp();
            using EngineLease leased = lease(stop);
            follower ??= leased.Engine.Agents.Follow();
            follower.Refresh(leased.Engine.Ledger, null, stop);
            TimeSpan wanted = time.GetElapsedTime(started) * RestAfterWork;
            rest = TimeSpan.FromTicks(Math.Clamp(wanted.Ticks, Interval.Ticks, LongestRest.Ticks));
            looked = time.GetTimestamp();
            Tell(leased.Engine.Ledger.Exists ? leased.Engine.Reports.Writes : 0);
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>
    /// Waits until there are other writes than those that were seen, for which the ledger is followed. Returns the writes so far.
    /// </summary>
    public async Task<long> Next(long seen, CancellationToken stop)
    {
        Task<long> change;
        lock (gate)
        {
            if (writes >= 0 && writes != seen)
                return writes;
            listeners++;
            change = next.Task;
            if (following is null or { IsCompleted: true })
                following = Task.Run(Follow, CancellationToken.None);
        }

        try
        {
            return await change.WaitAsync(stop).ConfigureAwait(false);
        }
        finally
        {
            lock (gate)
                listeners--;
        }
    }

    public void Dispose()
    {
        end.Cancel();
        lock (gate)
            next.TrySetCanceled();
        try
        {
            following?.Wait();
        }
        catch (AggregateException)
        {
            // it ended with what it could not do
        }

        follower?.Dispose();
        end.Dispose();
        one.Dispose();
    }

    private static TaskCompletionSource<long> NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task Follow()
    {
        try
        {
            while (!end.IsCancellationRequested)
            {
                try
                {
                    Refresh(end.Token);
                }
                catch (Exception e) when (e is RimuruException or IOException or UnauthorizedAccessException)
                {
                    rest = LongestRest; // pages say what is wrong
                }

                await Task.Delay(rest, time, end.Token).ConfigureAwait(false);
                lock (gate)
                {
                    if (listeners == 0)
                    {
                        following = null; // who listens from now on starts another
                        return;
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the dashboard ends
        }
    }

    private void Tell(long now)
    {
        TaskCompletionSource<long> told;
        lock (gate)
        {
            bool isNews = writes >= 0 && writes != now;
            Interlocked.Exchange(ref writes, now);
            if (!isNews)
                return;
            told = next;
            next = NewSource();
        }

        told.TrySetResult(now);
    }
}
