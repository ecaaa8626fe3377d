using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>Removes plugins and their files.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "RimuruPlugin", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class UninstallRimuruPluginCommand : PluginNameCmdlet
{
    private protected override void Process() => Change("Remove the plugin", plugin => Plugins.Catalog.Uninstall(plugin.Id));
}
