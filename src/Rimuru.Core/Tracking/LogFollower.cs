using Rimuru.Core.Ingest;

namespace Rimuru.Core.Tracking;

/// <summary>
/// Keeps the ledger up to date for a program that lives long: once it knows the logs, it reads only those that were written since, which
/// costs the same however many others there are.
/// </summary>
/// <param name="watch">Begins to watch the logs.</param>
/// <param name="time">The clock.</param>
internal sealed class LogFollower(Func<LogSignal> watch, TimeProvider time) : IDisposable
{
    /// <summary>All logs are read again after this time: a share may not tell what was written, and new agents may have come.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The system tells of a write a moment after it.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);

    private LogSignal? signal;
    private long lastFull;

    /// <summary>False if something that was written may not have been read.</summary>
    private bool isCurrent;

    /// <summary>Reads what was written into the ledger, always the same one.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="warn">Called once per file that could not be read completely.</param>
    /// <param name="stop">Cancels the reading; what was committed stays.</param>
    public void Refresh(LedgerService ledger, Action<string>? warn, CancellationToken stop)
    {
        bool wasCurrent = isCurrent;
        isCurrent = false;
        if (!wasCurrent || !TryReadChanged(ledger, warn, stop))
            ReadAll(ledger, warn, stop);
        isCurrent = true;
    }

    /// <summary>Waits until something is written or the interval has passed.</summary>
    public Task WaitAsync(TimeSpan interval, CancellationToken stop) =>
        signal?.WaitAsync(interval, stop) ?? Task.Delay(interval, time, stop);

    private bool TryReadChanged(LedgerService ledger, Action<string>? warn, CancellationToken stop)
    {
        if (time.GetElapsedTime(lastFull) >= Longest)
            return false;
        stop.WaitHandle.WaitOne(Moment);
        return signal!.TakeChanged() is { } changed && ledger.ReadLogs(changed, warn, stop);
    }

    /// <summary>Watches first, so that nothing is missed that is written while the logs are read.</summary>
    private void ReadAll(LedgerService ledger, Action<string>? warn, CancellationToken stop)
    {
        if (signal is null || time.GetElapsedTime(lastFull) >= Longest)
        {
            signal?.Dispose();
            signal = watch();
        }

        lastFull = time.GetTimestamp();
        ledger.Refresh(null, warn, stop);
    }

    public void Dispose() => signal?.Dispose();
}
