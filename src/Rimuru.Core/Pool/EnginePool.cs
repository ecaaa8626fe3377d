namespace Rimuru.Core.Pool;

/// <summary>
/// Open engines for a long-running host. Each lease is exclusive, so that commands in one pipeline never share a connection, and the next
/// command finds an open engine. Thread-safe.
/// </summary>
internal sealed class EnginePool : IDisposable
{
    private const int MostIdle = 4;
    private readonly object gate = new();
    private readonly List<PooledEngine> idle = [];
    private readonly Dictionary<(string? HomePath, string? Database), (EngineKey Key, BackgroundSync? Sync)> background = [];
    private bool isClosed;

    /// <summary>
    /// Leases an engine for a home and a database; dispose the lease to return it. A new one is opened if none is idle or the configuration
    /// has changed.
    /// </summary>
    /// <param name="homePath">Another home; null for the user's own.</param>
    /// <param name="database">Another database; null for the configured one.</param>
    /// <param name="stop">The token of the command that leases it.</param>
    public EngineLease Take(string? homePath, string? database, CancellationToken stop = default)
    {
        EngineKey key = EngineKey.Of(homePath, database);
        PooledEngine pooled = FindIdle(key) ?? Open(key);
        pooled.Engine.Stop = stop;
        return new EngineLease(this, pooled);
    }

    /// <summary>Closes the idle engines and stops the background syncs. An engine that is in use is closed when it is returned.</summary>
    public void Dispose()
    {
        List<IDisposable> closing;
        lock (gate)
        {
            isClosed = true;
            closing = [.. background.Values.Select(kept => kept.Sync).OfType<IDisposable>(), .. idle.Select(pooled => pooled.Engine)];
            background.Clear();
            idle.Clear();
        }

        foreach (IDisposable closed in closing)
            closed.Dispose();
    }

    internal void PutBack(PooledEngine pooled)
    {
        pooled.Engine.Stop = CancellationToken.None; // it was the token of the command that has ended
        pooled.Engine.Note = null;
        pooled.Engine.Vault = null;
        pooled.Note();
        PooledEngine? surplus = null;
        lock (gate)
        {
            if (isClosed)
            {
                surplus = pooled;
            }
            else
            {
                idle.Add(pooled);
                if (idle.Count > MostIdle)
                {
                    surplus = idle[0];
                    idle.RemoveAt(0);
                }
            }
        }

        surplus?.Engine.Dispose();
    }

    private PooledEngine? FindIdle(EngineKey key)
    {
        while (true)
        {
            PooledEngine? found;
            lock (gate)
            {
                found = idle.FindLast(pooled => pooled.Key == key);
                if (found is null)
                    return null;
                idle.Remove(found);
            }

            if (found.IsCurrent)
                return found;
            found.Engine.Dispose();
        }
    }

    private PooledEngine Open(EngineKey key)
    {
        PooledEngine pooled = PooledEngine.Open(key);
        FollowInBackground(pooled);
        return pooled;
    }

    /// <summary>Keeps one background sync per ledger, by the current configuration.</summary>
    private void FollowInBackground(PooledEngine pooled)
    {
        (string? HomePath, string? Database) place = (pooled.Key.HomePath, pooled.Key.Database);
        BackgroundSync? outdated;
        lock (gate)
        {
            if (isClosed || (background.TryGetValue(place, out var known) && known.Key == pooled.Key))
                return;
            outdated = known.Sync;
            background[place] = (pooled.Key, BackgroundSync.Start(pooled));
        }

        outdated?.Dispose(); // waits for a running sync
    }
}
