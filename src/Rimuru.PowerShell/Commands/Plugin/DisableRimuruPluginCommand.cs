using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>Keeps plugins from being used.</summary>
[Cmdlet(VerbsLifecycle.Disable, "RimuruPlugin", SupportsShouldProcess = true)]
[OutputType(typeof(Plugin))]
public sealed class DisableRimuruPluginCommand : PluginNameCmdlet
{
    /// <summary>Return the plugins.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() =>
        Change(
            "Disable the plugin",
            plugin =>
            {
                Plugin changed = Plugins.Catalog.Switch(plugin.Id, isEnabled: false);
                if (PassThru)
                    WriteObject(changed);
            }
        );
}
