using System.Management.Automation;
using Rimuru.Core.Plugins;

namespace Rimuru.Commands;

/// <summary>Installs plugins from folders, zip files or NuGet packages.</summary>
[Cmdlet(VerbsLifecycle.Install, "RimuruPlugin", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Plugin))]
public sealed class InstallRimuruPluginCommand : PluginCmdlet
{
    /// <summary>The folders or packages.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Let it run where no walls can be put up.</summary>
    [Parameter]
    public SwitchParameter AllowUnconfined { get; set; }

    /// <summary>Do not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Return the plugins.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process() =>
        Passing(
            Path,
            path =>
            {
                using PluginOffer offer = Plugins.Catalog.Offer(FullPath(path));
                if (Install(offer, AllowUnconfined, Force) is { } plugin && PassThru)
                    WriteObject(plugin);
            }
        );
}
