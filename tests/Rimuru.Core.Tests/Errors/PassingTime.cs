using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Tests.Errors;

/// <summary>
/// A clock on which waits between attempts are over at once, and timeouts only when the test lets time pass. FakeTimeProvider alone passes
/// no wait by itself and does not tell which there are, and a retry waits on the thread of the test.
/// </summary>
internal sealed class PassingTime() : FakeTimeProvider(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero))
{
    private static readonly TimeSpan ShortestTimeout =
        Resilience.ApiTimeout < Resilience.DatabaseTimeout ? Resilience.ApiTimeout : Resilience.DatabaseTimeout;

    /// <summary>The waits so far, in order.</summary>
    public ConcurrentQueue<TimeSpan> Waits { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime < ShortestTimeout)
        {
            Waits.Enqueue(dueTime);
            ThreadPool.QueueUserWorkItem(Advance, dueTime, preferLocal: false);
        }

        return timer;
    }
}
