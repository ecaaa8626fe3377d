using System.Runtime.CompilerServices;
using Rimuru.Core.Errors;

namespace Rimuru.Core.Tracking;

/// <summary>Manages the adapters of a machine: connects them, checks their health, and reconnects those that failed.</summary>
internal sealed class AdapterManager(IReadOnlyList<IFullAdapter> adapters, TimeProvider time) : IAsyncDisposable
{
    private readonly Resilience retries = new(time);

    public IReadOnlyList<IFullAdapter> Adapters => adapters;

    /// <summary>Connects every disconnected adapter. One that cannot be connected keeps its error; the others are not affected.</summary>
    public async Task ConnectAsync(CancellationToken stop)
    {
        foreach (IFullAdapter adapter in adapters)
        {
            if (await adapter.GetStatusAsync(stop).ConfigureAwait(false) != AdapterStatus.Connected)
                await TryConnectAsync(adapter, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Checks the health of every adapter, one after the other.</summary>
    public async IAsyncEnumerable<AgentHealth> CheckAsync([EnumeratorCancellation] CancellationToken stop)
    {
        foreach (IFullAdapter adapter in adapters)
            yield return await adapter.CheckHealthAsync(stop).ConfigureAwait(false);
    }

    /// <summary>
    /// Checks the health of every adapter now and at every interval, until cancelled. A failed adapter is reconnected before its check.
    /// </summary>
    public async IAsyncEnumerable<AgentHealth> MonitorAsync(TimeSpan interval, [EnumeratorCancellation] CancellationToken stop)
    {
        using PeriodicTimer timer = new(interval, time);
        do
        {
            await ConnectAsync(stop).ConfigureAwait(false);
            await foreach (AgentHealth health in CheckAsync(stop).ConfigureAwait(false))
                yield return health;
        } while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IFullAdapter adapter in adapters)
            await adapter.DisconnectAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Retries a few times with growing delays; the health check reports what is still wrong after that.</summary>
    private async Task TryConnectAsync(IFullAdapter adapter, CancellationToken stop)
    {
        try
        {
            await retries.ConnectAsync(token => adapter.ConnectAsync(token), stop).ConfigureAwait(false);
        }
        catch (RimuruException e) when (e.Code == ErrorCodes.AgentAdapter)
        {
            // the adapter keeps the error
        }
    }
}
