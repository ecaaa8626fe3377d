namespace Rimuru.Core.Tests.Errors;

/// <summary>A clock on which short waits are over at once, and long ones (timeouts) only when the test lets time pass.</summary>
internal sealed class StepTime(TimeSpan longestShortWait) : TimeProvider
{
    private readonly object gate = new();
    private readonly List<Timer> pending = [];
    private DateTimeOffset now = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The short waits so far, in order.</summary>
    public List<TimeSpan> Waits { get; } = [];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Timer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan time)
    {
        List<Timer> due;
        lock (gate)
        {
            now += time;
            due = pending.FindAll(timer => timer.Due <= now);
            pending.RemoveAll(due.Contains);
        }
        foreach (Timer timer in due)
            timer.Fire();
    }

    private void Schedule(Timer timer, TimeSpan wait)
    {
        lock (gate)
        {
            pending.Remove(timer);
            if (wait == Timeout.InfiniteTimeSpan)
                return;
            if (wait > longestShortWait)
            {
                timer.Due = now + wait;
                pending.Add(timer);
                return;
            }
            now += wait;
            Waits.Add(wait);
        }
        ThreadPool.QueueUserWorkItem(static timer => timer.Fire(), timer, preferLocal: false);
    }

    private sealed class Timer(StepTime clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Schedule(this, dueTime);
            return true;
        }

        public void Fire() => callback(state);

        public void Dispose() => clock.Schedule(this, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
