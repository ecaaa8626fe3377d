using Rimuru.Core.Pool;
using Rimuru.Core.Tracking;

namespace Rimuru.Core.Screens;

/// <summary>
/// Keeps what a screen shows up to date: one thread reads new logs when agents write, the other reads the ledger when it has changed,
/// whichever process changed it. Thread-safe.
/// </summary>
internal sealed class ScreenFeed : IDisposable
{
    /// <summary>How often the ledger is asked whether others have changed it.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    /// <summary>What depends on the time, such as rates and what goes on, is read anew after so long.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(20);

    /// <summary>Reading that takes long is done less often, for the sake of the machine.</summary>
    private const int RestAfterWork = 2;

    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(4);

    /// <summary>A query that does not hear that it shall end is left behind after so long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private readonly ScreenOptions options;
    private readonly EnginePool pool = new();
    private readonly CancellationTokenSource end = new();
    private readonly SemaphoreSlim wanted = new(0);
    private readonly Task[] work;
    private volatile ScreenQuestion question = new(ScreenRange.Week, null, null);
    private volatile ScreenModel? latest;
    private volatile SystemMetrics? measured;

    public ScreenFeed(ScreenOptions options)
    {
        this.options = options;
        work = [Task.Run(ReadLedger, CancellationToken.None), Task.Run(ReadLogs, CancellationToken.None)];
    }

    /// <summary>What there is to show; null before anything is known.</summary>
    public ScreenModel? Latest => latest is { } model && measured is { } metrics ? model with { Measured = metrics } : latest;

    /// <summary>Asks for another range, session or view, which is read at once.</summary>
    public void Ask(ScreenRange range, string? sessionId, string? view)
    {
        ScreenQuestion next = new(range, sessionId, view);
        if (next == question)
            return;
        question = next;
        wanted.Release();
    }

    public void Dispose()
    {
        end.Cancel();
        try
        {
            Task.WaitAll(work, Patience);
        }
        catch (AggregateException)
        {
            // it ended with what it could not do
        }

        pool.Dispose();
    }

    private EngineLease Take() => pool.Take(options.HomePath, options.Database, end.Token);

    private async Task ReadLedger()
    {
        try
        {
            ScreenReader? reader = null;
            using EngineLease lease = Take();
            while (true)
            {
                long started = options.Time.GetTimestamp();
                ScreenQuestion asked = question;
                long seen = 0;
                try
                {
                    reader ??= new ScreenReader(lease.Engine, options.Zone ?? lease.Engine.Config.Zone);
                    seen = WritesOf(lease.Engine);
                    foreach (ScreenModel model in reader.Read(latest ?? reader.Nothing, asked, end.Token))
                        latest = model;
                }
                catch (Exception e) when (e is RimuruException or IOException or UnauthorizedAccessException)
                {
                    latest = (latest ?? new() { At = options.Time.GetUtcNow(), Zone = TimeZoneInfo.Utc }) with { Problem = e.Message };
                }

                TimeSpan rest = options.Time.GetElapsedTime(started) * RestAfterWork;
                await UntilNews(lease.Engine, asked, seen, rest < LongestRest ? rest : LongestRest).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // nobody looks any more
        }
    }

    /// <summary>Waits until something else is asked, the ledger has changed, or the time has.</summary>
    private async Task UntilNews(RimuruEngine engine, ScreenQuestion asked, long seen, TimeSpan rest)
    {
        long since = options.Time.GetTimestamp();
        while (question == asked)
        {
            bool isCalled = await wanted.WaitAsync(Look, end.Token).ConfigureAwait(false);
            TimeSpan waited = options.Time.GetElapsedTime(since);
            if (question != asked || waited >= Fresh)
                return;
            if (!isCalled && WritesOf(engine) == seen)
                continue;
            TimeSpan left = rest - waited;
            if (left > TimeSpan.Zero)
                await wanted.WaitAsync(left, end.Token).ConfigureAwait(false);
            return;
        }
    }

    private static long WritesOf(RimuruEngine engine)
    {
        try
        {
            return engine.Ledger.Exists ? engine.Reports.Writes : 0;
        }
        catch (Exception e) when (e is RimuruException or IOException or UnauthorizedAccessException)
        {
            return -1; // whoever reads it says what is wrong
        }
    }

    private async Task ReadLogs()
    {
        try
        {
            using EngineLease lease = Take();
            using LogFollower follower = lease.Engine.Agents.Follow();
            try
            {
                while (true)
                {
                    long started = options.Time.GetTimestamp();
                    try
                    {
                        long before = WritesOf(lease.Engine);
                        follower.Refresh(lease.Engine.Ledger, null, end.Token);
                        if (WritesOf(lease.Engine) != before)
                            wanted.Release();
                        measured = lease.Engine.Metrics.Observe(end.Token) ?? measured;
                    }
                    catch (Exception e) when (e is RimuruException or IOException or UnauthorizedAccessException)
                    {
                        // what is wrong with the ledger, whoever reads it says; a log that cannot be read now is read later
                    }

                    TimeSpan rest = options.Time.GetElapsedTime(started) * RestAfterWork;
                    await Task.Delay(rest < LongestRest ? rest : LongestRest, options.Time, end.Token).ConfigureAwait(false);
                    await follower.WaitAsync(SessionWatcher.Interval, end.Token).ConfigureAwait(false);
                }
            }
            finally
            {
                Keep(lease.Engine);
            }
        }
        catch (OperationCanceledException)
        {
            // nobody looks any more
        }
    }

    /// <summary>Writes what was measured and is not yet written, unless another process holds the ledger.</summary>
    private static void Keep(RimuruEngine engine)
    {
        try
        {
            using CancellationTokenSource patience = new(Patience);
            engine.Metrics.Flush(patience.Token);
        }
        catch (Exception e) when (e is RimuruException or IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            // a part of a minute is lost
        }
    }
}
