using Rimuru.Core.ModelCatalog;

namespace Rimuru.Core.Pool;

/// <summary>
/// Fetches prices in the background while a pool is in use, if the configuration enables it. Each run has an engine of its own and reports
/// nothing.
/// </summary>
internal sealed class BackgroundSync : IDisposable
{
    private readonly BackgroundSyncScheduler scheduler;

    private BackgroundSync(EngineKey key)
    {
        string owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";
        scheduler = new BackgroundSyncScheduler(
            TimeProvider.System,
            stop =>
            {
                using RimuruEngine engine = PooledEngine.Open(key).Engine;
                return engine.Prices.SyncIfDue(owner, stop);
            }
        );
    }

    /// <summary>Starts it if the configuration enables it; null otherwise.</summary>
    public static BackgroundSync? Start(PooledEngine pooled) =>
        pooled.Engine.Config is { SyncEnabled: true, SyncBackground: true } ? new BackgroundSync(pooled.Key) : null;

    public void Dispose() => scheduler.Dispose();
}
