using Rimuru.Core.ModelCatalog;

namespace Rimuru.Core.Pool;

/// <summary>Fetches prices while a pool is in use, where the configuration asks for it. It has an engine of its own for each run, and says nothing.</summary>
internal sealed class BackgroundSync : IDisposable
{
    private readonly BackgroundSyncScheduler scheduler;

    private BackgroundSync(EngineKey key)
    {
        string owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";
        scheduler = new BackgroundSyncScheduler(TimeProvider.System, stop =>
        {
            using RimuruEngine engine = PooledEngine.Open(key).Engine;
            return engine.Prices.SyncIfDue(owner, stop);
        });
    }

    /// <summary>Starts where the configuration says so; null where it does not.</summary>
    public static BackgroundSync? Start(PooledEngine pooled) => pooled.Engine.Config is { SyncEnabled: true, SyncBackground: true } ? new BackgroundSync(pooled.Key) : null;

    public void Dispose() => scheduler.Dispose();
}
