using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Rimuru.Core.Errors;

/// <summary>
/// Retries transient faults through the named Polly pipelines <c>database</c>, <c>agent</c>, <c>connect</c> and <c>api</c>. The last error
/// is rethrown unchanged.
/// </summary>
/// <remarks>
/// Loading Polly takes 20 ms. So local work first runs once without it, and only a failure is handed to the pipeline as the outcome of the
/// first attempt.
/// </remarks>
/// <param name="time">The clock for delays and timeouts.</param>
/// <param name="isTransientDatabaseFault">Recognizes transient database faults, such as a lock or a broken connection; null if no database
/// is used.</param>
/// <param name="databaseRetries">Number of retries for a database.</param>
internal sealed class Resilience(
    TimeProvider time,
    Func<Exception, bool>? isTransientDatabaseFault = null,
    int databaseRetries = Resilience.DatabaseRetries
)
{
    /// <summary>About three seconds in all: a command that cannot start should fail soon.</summary>
    public const int DatabaseRetries = 4;

    /// <summary>About the time of a server restart, for work that has begun.</summary>
    public const int PatientDatabaseRetries = 9;

    public const int AgentRetries = 2;
    public const int ConnectRetries = 3;

    public const int ApiRetries = 3;

    /// <summary>Time limit of one API request, body included.</summary>
    public static readonly TimeSpan ApiTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait between two attempts, even if a server asks for more.</summary>
    public static readonly TimeSpan ApiLongestDelay = TimeSpan.FromSeconds(20);

    /// <summary>How long the circuit of a failing API stays open.</summary>
    public static readonly TimeSpan ApiBreak = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan DatabaseTimeout = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan DatabaseLongestDelay = TimeSpan.FromSeconds(5);

    private ResiliencePipeline? database;
    private ResiliencePipeline? agent;
    private ResiliencePipeline? connect;
    private ConcurrentDictionary<string, ResiliencePipeline>? apis;

    /// <summary>Runs work on a database file. Retries for up to 30 seconds, then throws <see cref="TimeoutException"/>.</summary>
    public T Database<T>(Func<CancellationToken, T> work, CancellationToken stop)
    {
        try
        {
            return work(stop);
        }
        catch (Exception e) when (IsTransient(e))
        {
            return DatabaseAgain(work, e, stop);
        }
    }

    /// <summary>Runs work on an agent's file. Retries twice, without delay, if another process holds the file.</summary>
    public T Agent<T>(Func<T> work, CancellationToken stop)
    {
        try
        {
            return work();
        }
        catch (IOException e) when (IsSharingViolation(e))
        {
            return AgentAgain(work, e, stop);
        }
    }

    /// <summary>Connects to an agent's data. If it exists but cannot be read, retries after one, two and four seconds.</summary>
    public async Task ConnectAsync(Func<CancellationToken, Task> work, CancellationToken stop)
    {
        try
        {
            await work(stop).ConfigureAwait(false);
        }
        catch (RimuruException e) when (e.Code == ErrorCodes.AgentAdapter)
        {
            Exception? first = e;
            await ConnectPipeline()
                .ExecuteAsync(
                    async token =>
                    {
                        if (Interlocked.Exchange(ref first, null) is { } failure)
                            ExceptionDispatchInfo.Throw(failure);
                        await work(token).ConfigureAwait(false);
                    },
                    stop
                )
                .ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Runs one API request. Each attempt has 30 seconds. A transient <see cref="ApiException"/> is retried three times, after the wait
    /// that the server asked for.
    /// Each API has its own circuit breaker: after repeated failures it is not called for five minutes.
    /// </summary>
    public async Task<T> Api<T>(string name, Func<CancellationToken, Task<T>> work, CancellationToken stop)
    {
        try
        {
            return await ApiPipeline(name).ExecuteAsync(async token => await work(token).ConfigureAwait(false), stop).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException e)
        {
            throw new ApiException($"it did not answer within {ApiTimeout.TotalSeconds:0} seconds", isTransient: true, inner: e);
        }
        catch (BrokenCircuitException e)
        {
            throw new ApiException(
                $"it failed repeatedly and is not called again for {ApiBreak.TotalMinutes:0} minutes",
                isTransient: true,
                inner: e
            );
        }
    }

    /// <summary>True if an error means that another process holds the file, on any operating system.</summary>
    internal static bool IsSharingViolation(Exception error)
    {
        const int SharingViolation = unchecked((int)0x80070020);
        const int LockViolation = unchecked((int)0x80070021);
        const int WouldBlockOnLinux = 11;
        const int WouldBlockOnMacOS = 35;
        return error is IOException && error.HResult is SharingViolation or LockViolation or WouldBlockOnLinux or WouldBlockOnMacOS;
    }

    private T DatabaseAgain<T>(Func<CancellationToken, T> work, Exception failure, CancellationToken stop)
    {
        Exception? first = failure;
        try
        {
            return DatabasePipeline().Execute(token => Attempt(ref first, work, token), stop);
        }
        catch (TimeoutRejectedException e)
        {
            throw TimedOut(e);
        }
    }

    private T AgentAgain<T>(Func<T> work, Exception failure, CancellationToken stop)
    {
        Exception? first = failure;
        return AgentPipeline().Execute(_ => Attempt(ref first, _ => work(), stop), stop);
    }

    private static T Attempt<T>(ref Exception? first, Func<CancellationToken, T> work, CancellationToken token)
    {
        if (Interlocked.Exchange(ref first, null) is { } failure)
            ExceptionDispatchInfo.Throw(failure);
        return work(token);
    }

    private bool IsTransient(Exception e) => e is not OperationCanceledException && isTransientDatabaseFault?.Invoke(e) == true;

    private static TimeoutException TimedOut(TimeoutRejectedException e) =>
        new($"The database did not answer within {DatabaseTimeout.TotalSeconds:0} seconds.", e);

    // Two threads may each build one; they are equivalent, and the first is kept.
    private ResiliencePipeline DatabasePipeline() =>
        database
        ?? Keep(
            ref database,
            new ResiliencePipelineBuilder { Name = "database", TimeProvider = time }
                .AddTimeout(DatabaseTimeout)
                .AddRetry(
                    new RetryStrategyOptions
                    {
                        ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is { } e && IsTransient(e)),
                        MaxRetryAttempts = databaseRetries,
                        BackoffType = DelayBackoffType.Exponential,
                        UseJitter = true,
                        Delay = TimeSpan.FromMilliseconds(200),
                        MaxDelay = DatabaseLongestDelay,
                    }
                )
                .Build()
        );

    private ResiliencePipeline AgentPipeline() =>
        agent
        ?? Keep(
            ref agent,
            new ResiliencePipelineBuilder { Name = "agent", TimeProvider = time }
                .AddRetry(
                    new RetryStrategyOptions
                    {
                        ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is { } e && IsSharingViolation(e)),
                        MaxRetryAttempts = AgentRetries,
                        BackoffType = DelayBackoffType.Constant,
                        Delay = TimeSpan.FromMilliseconds(50),
                    }
                )
                .Build()
        );

    private ResiliencePipeline ConnectPipeline() =>
        connect
        ?? Keep(
            ref connect,
            new ResiliencePipelineBuilder { Name = "connect", TimeProvider = time }
                .AddRetry(
                    new RetryStrategyOptions
                    {
                        ShouldHandle = args =>
                            ValueTask.FromResult(args.Outcome.Exception is RimuruException { Code: ErrorCodes.AgentAdapter }),
                        MaxRetryAttempts = ConnectRetries,
                        BackoffType = DelayBackoffType.Exponential,
                        Delay = TimeSpan.FromSeconds(1),
                    }
                )
                .Build()
        );

    // Circuit breaker and timeout are inside the retries: every attempt counts for the circuit and has its own timeout.
    private ResiliencePipeline ApiPipeline(string name) =>
        Apis()
            .GetOrAdd(
                name,
                _ =>
                    new ResiliencePipelineBuilder
                    {
                        Name = "api",
                        InstanceName = name,
                        TimeProvider = time,
                    }
                        .AddRetry(
                            new RetryStrategyOptions
                            {
                                ShouldHandle = args => ValueTask.FromResult(MayPass(args.Outcome.Exception)),
                                MaxRetryAttempts = ApiRetries,
                                BackoffType = DelayBackoffType.Exponential,
                                UseJitter = true,
                                Delay = TimeSpan.FromMilliseconds(500),
                                MaxDelay = ApiLongestDelay,
                                DelayGenerator = args => ValueTask.FromResult(AskedDelay(args.Outcome.Exception)),
                            }
                        )
                        .AddCircuitBreaker(
                            new CircuitBreakerStrategyOptions
                            {
                                ShouldHandle = args => ValueTask.FromResult(MayPass(args.Outcome.Exception)),
                                FailureRatio = 1,
                                MinimumThroughput = 2 * (ApiRetries + 1),
                                SamplingDuration = ApiBreak,
                                BreakDuration = ApiBreak,
                            }
                        )
                        .AddTimeout(ApiTimeout)
                        .Build()
            );

    // Created on first use, because its value type loads Polly.
    private ConcurrentDictionary<string, ResiliencePipeline> Apis() =>
        apis ?? Interlocked.CompareExchange(ref apis, new(StringComparer.Ordinal), null) ?? apis;

    /// <summary>How long the server asks to wait, up to the longest delay; null where it does not say.</summary>
    private static TimeSpan? AskedDelay(Exception? e)
    {
        if (e is not ApiException { RetryAfter: { } wait })
            return null;
        return wait < ApiLongestDelay ? wait : ApiLongestDelay;
    }

    private static bool MayPass(Exception? e) => e is ApiException { IsTransient: true } or TimeoutRejectedException;

    private static ResiliencePipeline Keep(ref ResiliencePipeline? field, ResiliencePipeline built) =>
        Interlocked.CompareExchange(ref field, built, null) ?? built;
}
