using System.Globalization;

namespace Rimuru.Core.Tests.ModelCatalog;

/// <summary>
/// A clock that stands at a day until it is set; waits are over at once and noted, except those of timeouts, which never end.
/// </summary>
internal sealed class TestClock : TimeProvider
{
    private static readonly TimeSpan Infinite = TimeSpan.FromMilliseconds(-1);

    private DateTimeOffset now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Timers of this length or longer fire only where <see cref="IsImpatient"/>.</summary>
    public static readonly TimeSpan Timeout = Rimuru.Core.Errors.Resilience.ApiTimeout;

    /// <summary>True where timeouts are over at once too.</summary>
    public bool IsImpatient { get; set; }

    public List<TimeSpan> Waits { get; } = [];

    public TestClock Set(string day)
    {
        now = DateTimeOffset.Parse(day + "T12:00:00Z", CultureInfo.InvariantCulture);
        return this;
    }

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Timer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(TestClock clock, TimerCallback callback, object? state) : ITimer
    {
        private int generation;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            int mine = Interlocked.Increment(ref generation);
            if (dueTime == Infinite)
                return true;
            if (dueTime >= Timeout && !clock.IsImpatient)
                return true;
            lock (clock.Waits)
            {
                if (dueTime < Timeout)
                    clock.Waits.Add(dueTime);
            }

            // A request must have been sent before it can time out.
            _ = Task.Delay(dueTime >= Timeout ? 100 : 0)
                .ContinueWith(
                    _ =>
                    {
                        if (Volatile.Read(ref generation) == mine)
                            callback(state);
                    },
                    TaskScheduler.Default
                );
            return true;
        }

        public void Dispose() => Interlocked.Increment(ref generation);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
