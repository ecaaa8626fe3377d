using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using Rimuru.Core;

namespace Rimuru.Hosting;

/// <summary>The open engines of one runspace. A command takes one for as long as it runs, so that commands in one pipeline never share a connection, and the next command finds it open.</summary>
internal sealed class EngineShelf
{
    private const int MostIdle = 4;
    private static readonly ConditionalWeakTable<Runspace, EngineShelf> Shelves = [];
    private readonly List<OpenEngine> idle = [];
    private readonly Dictionary<(string? HomePath, string? Database), (EngineKey Key, BackgroundSync? Sync)> background = [];
    private bool isClosed;

    private EngineShelf()
    {
    }

    /// <summary>An engine for the parameters of a command in the current runspace; dispose the lease to put it back.</summary>
    public static EngineLease Take(string? homePath, string? database, CancellationToken stop = default)
    {
        EngineShelf shelf = Shelves.GetValue(Runspace.DefaultRunspace, Create);
        EngineKey key = EngineKey.Of(homePath, database);
        OpenEngine open = shelf.Find(key) ?? shelf.Open(key);
        open.Engine.Stop = stop;
        return new EngineLease(shelf, open);
    }

    public static void CloseOfThisRunspace()
    {
        if (Runspace.DefaultRunspace is not { } runspace || !Shelves.TryGetValue(runspace, out EngineShelf? shelf)) return;
        Shelves.Remove(runspace);
        shelf.Close();
    }

    internal void PutBack(OpenEngine engine)
    {
        engine.Engine.Stop = CancellationToken.None; // it was that of the command which ends
        engine.Note();
        lock (idle)
        {
            idle.Add(engine);
            while (idle.Count > (isClosed ? 0 : MostIdle))
            {
                idle[0].Engine.Dispose();
                idle.RemoveAt(0);
            }
        }
    }

    private static EngineShelf Create(Runspace runspace)
    {
        EngineShelf shelf = new();
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken) shelf.Close();
        };
        return shelf;
    }

    private OpenEngine Open(EngineKey key)
    {
        OpenEngine open = OpenEngine.Open(key);
        FollowInBackground(open);
        return open;
    }

    /// <summary>One background sync a ledger, by the configuration as it is now.</summary>
    private void FollowInBackground(OpenEngine open)
    {
        (string? HomePath, string? Database) place = (open.Key.HomePath, open.Key.Database);
        BackgroundSync? outdated = null;
        lock (idle)
        {
            if (isClosed || (background.TryGetValue(place, out var known) && known.Key == open.Key)) return;
            outdated = known.Sync;
            background[place] = (open.Key, BackgroundSync.Start(open));
        }

        outdated?.Dispose(); // waits for a sync that is on its way
    }

    private OpenEngine? Find(EngineKey key)
    {
        lock (idle)
        {
            for (int i = idle.Count - 1; i >= 0; i--)
            {
                OpenEngine engine = idle[i];
                if (engine.Key != key) continue;
                idle.RemoveAt(i);
                if (engine.IsCurrent) return engine;
                engine.Engine.Dispose();
            }

            return null;
        }
    }

    private void Close()
    {
        List<BackgroundSync> running = [];
        lock (idle)
        {
            isClosed = true;
            running.AddRange(background.Values.Select(kept => kept.Sync).OfType<BackgroundSync>());
            background.Clear();
            foreach (OpenEngine engine in idle) engine.Engine.Dispose();
            idle.Clear();
        }

        foreach (BackgroundSync sync in running) sync.Dispose();
    }
}
