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
    private readonly Dictionary<EngineKey, BackgroundSync?> background = [];
    private bool isClosed;

    private EngineShelf()
    {
    }

    /// <summary>An engine for the parameters of a command in the current runspace; dispose the lease to put it back.</summary>
    public static EngineLease Take(string? homePath, string? database)
    {
        EngineShelf shelf = Shelves.GetValue(Runspace.DefaultRunspace, Create);
        EngineKey key = EngineKey.Of(homePath, database);
        return new EngineLease(shelf, shelf.Find(key) ?? shelf.Open(key));
    }

    public static void CloseOfThisRunspace()
    {
        if (Runspace.DefaultRunspace is not { } runspace || !Shelves.TryGetValue(runspace, out EngineShelf? shelf)) return;
        Shelves.Remove(runspace);
        shelf.Close();
    }

    internal void PutBack(OpenEngine engine)
    {
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
        lock (idle)
        {
            if (!isClosed && !background.ContainsKey(key)) background.Add(key, BackgroundSync.Start(open));
        }

        return open;
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
        lock (idle)
        {
            isClosed = true;
            foreach (BackgroundSync? sync in background.Values) sync?.Dispose();
            background.Clear();
            foreach (OpenEngine engine in idle) engine.Engine.Dispose();
            idle.Clear();
        }
    }
}
