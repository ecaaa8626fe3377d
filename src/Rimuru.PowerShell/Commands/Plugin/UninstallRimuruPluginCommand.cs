using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>Removes plugins and their files.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "RimuruPlugin", SupportsShouldProcess = true)]
[OutputType(typeof(Plugin))]
public sealed class UninstallRimuruPluginCommand : PluginNameCmdlet
{
    /// <summary>Return the plugins as they were.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() =>
        Change(
            "Remove the plugin",
            plugin =>
            {
                Plugins.Catalog.Uninstall(plugin.Id);
                if (PassThru)
                    WriteObject(plugin);
            }
        );
}
