using System.Management.Automation;

namespace Rimuru.Commands;

/// <summary>Lets plugins be used again.</summary>
[Cmdlet(VerbsLifecycle.Enable, "RimuruPlugin", SupportsShouldProcess = true)]
[OutputType(typeof(Plugin))]
public sealed class EnableRimuruPluginCommand : PluginNameCmdlet
{
    /// <summary>Return the plugins.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() =>
        Change(
            "Enable the plugin",
            plugin =>
            {
                Plugin changed = Plugins.Catalog.Switch(plugin.Id, isEnabled: true);
                if (PassThru)
                    WriteObject(changed);
            }
        );
}
