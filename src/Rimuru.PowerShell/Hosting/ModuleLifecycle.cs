using System.Management.Automation;

namespace Rimuru.Hosting;

/// <summary>Makes the engine loadable when the module is imported, and closes what this runspace has open when it is removed.</summary>
public sealed class ModuleLifecycle : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnImport()
    {
        EngineResolver.Attach();

        // PowerShell resolves type literals only in loaded assemblies, and no cmdlet has run yet.
        GC.KeepAlive(typeof(CostRecord));
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        if (EngineResolver.IsOpen)
        {
            RunningDashboards.StopAll();
            EngineShelf.CloseOfThisRunspace();
        }

        EngineResolver.Detach();
    }
}
