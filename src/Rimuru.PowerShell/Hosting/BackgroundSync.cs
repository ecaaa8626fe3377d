using Rimuru.Core;
using Rimuru.Core.ModelCatalog;

namespace Rimuru.Hosting;

/// <summary>Fetches prices while a runspace is open, where the configuration asks for it. It has an engine of its own for each run, and never writes to the session.</summary>
internal sealed class BackgroundSync : IDisposable
{
    private readonly BackgroundSyncScheduler scheduler;

    private BackgroundSync(EngineKey key)
    {
        string owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";
        scheduler = new BackgroundSyncScheduler(TimeProvider.System, stop =>
        {
            using RimuruEngine engine = OpenEngine.Open(key).Engine;
            return engine.SyncModelsIfDue(owner, stop);
        });
    }

    /// <summary>Starts where the configuration says so; null where it does not.</summary>
    public static BackgroundSync? Start(OpenEngine open) => open.Engine.Config is { SyncEnabled: true, SyncBackground: true } ? new BackgroundSync(open.Key) : null;

    public void Dispose() => scheduler.Dispose();
}
