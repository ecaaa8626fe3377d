using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using Rimuru.Core.Pool;

namespace Rimuru.Hosting;

/// <summary>The open engines of one runspace, which are closed with it.</summary>
internal sealed class EngineShelf : IDisposable
{
    private static readonly ConditionalWeakTable<Runspace, EngineShelf> Shelves = [];

    // As a generic argument, the pool's type would load the engine when an unused module is removed.
    private readonly EnginePool pool = new();

    private EngineShelf() { }

    /// <summary>An engine for the parameters of a command in the current runspace; disposing the lease returns it.</summary>
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
