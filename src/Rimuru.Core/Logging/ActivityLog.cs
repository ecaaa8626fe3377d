using System.Security.Cryptography;

namespace Rimuru.Core.Logging;

/// <summary>
/// Rimuru's own log: what it did, how long it took, and what went wrong. Not thread-safe, like the engine. A log that cannot be written
/// never stops what is logged.
/// </summary>
/// <param name="settings">What is logged, and where.</param>
/// <param name="time">The clock.</param>
internal sealed class ActivityLog(LogSettings settings, TimeProvider time)
{
    private readonly bool isOn = settings.IsOn;

    /// <summary>The id of the running operation; null between operations.</summary>
    private string? current;

    /// <summary>The last failure that was logged: an outer operation that it ends does not log it again.</summary>
    private RimuruException? lastFailure;

    /// <summary>Runs an operation and logs its outcome; an operation within it has the same id.</summary>
    /// <param name="area">The part of Rimuru.</param>
    /// <param name="what">The operation, as the start of a sentence: "Read the logs".</param>
    /// <param name="work">The operation.</param>
    /// <param name="describe">The level and the message of a result.</param>
    public T Run<T>(LogArea area, string what, Func<T> work, Func<T, (LogLevel Level, string Message)> describe)
    {
        if (!isOn)
            return work();
        string? outer = current;
        current ??= RandomNumberGenerator.GetHexString(8, lowercase: true);
        long started = time.GetTimestamp();
        try
        {
            T result = Watch(area, what, work);
            (LogLevel level, string message) = describe(result);
            Write(level, area, message, duration: time.GetElapsedTime(started));
            return result;
        }
        catch (OperationCanceledException)
        {
            Write(LogLevel.Info, area, $"{what}: stopped by the user", duration: time.GetElapsedTime(started));
            throw;
        }
        finally
        {
            current = outer;
        }
    }

    /// <summary>Runs something that is logged only if it fails.</summary>
    public T Watch<T>(LogArea area, string what, Func<T> work)
    {
        if (!isOn)
            return work();
        long started = time.GetTimestamp();
        try
        {
            return work();
        }
        catch (RimuruException e) when (!ReferenceEquals(e, lastFailure))
        {
            lastFailure = e;
            Write(LogLevel.Error, area, $"{what}: {e.Message}", e.Code, time.GetElapsedTime(started));
            throw;
        }
    }

    /// <summary>Runs an operation without a result.</summary>
    public void Run(LogArea area, string what, Action work, string message) =>
        Run(
            area,
            what,
            () =>
            {
                work();
                return true;
            },
            _ => (LogLevel.Info, message)
        );

    /// <summary>Logs a step of the running operation.</summary>
    public void Write(LogLevel level, LogArea area, string message, string? code = null, TimeSpan? duration = null)
    {
        if (!isOn || level > settings.Levels[(int)area])
            return;
        LogEntry entry = new()
        {
            Time = time.GetUtcNow(),
            Level = level,
            Area = area,
            CorrelationId = current ?? "",
            ProcessId = Environment.ProcessId,
            Duration = duration,
            Code = code,
            Message = message,
        };
        LogFile.Append(settings, settings.IsJson ? LogLine.ToJson(entry) : LogLine.ToText(entry));
    }
}
