using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using Rimuru.Core.Pool;

namespace Rimuru.Hosting;

/// <summary>The open engines of one runspace; closed together with it.</summary>
internal sealed class EngineShelf : IDisposable
{
    private static readonly ConditionalWeakTable<Runspace, EngineShelf> Shelves = [];

    // A pool's type as that of a key or value would load the engine when the module is removed without ever having been used.
    private readonly EnginePool pool = new();

    private EngineShelf() { }

    /// <summary>An engine for the parameters of a command in the current runspace; dispose the lease to put it back.</summary>
    public static EngineLease Take(string? homePath, string? database, CancellationToken stop = default) =>
        Shelves.GetValue(Runspace.DefaultRunspace, Create).pool.Take(homePath, database, stop);

    public static void CloseOfThisRunspace()
    {
        if (Runspace.DefaultRunspace is not { } runspace || !Shelves.TryGetValue(runspace, out EngineShelf? shelf))
            return;
        Shelves.Remove(runspace);
        shelf.Dispose();
    }

    public void Dispose() => pool.Dispose();

    private static EngineShelf Create(Runspace runspace)
    {
        EngineShelf shelf = new();
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
                shelf.Dispose();
        };
        return shelf;
    }
}
