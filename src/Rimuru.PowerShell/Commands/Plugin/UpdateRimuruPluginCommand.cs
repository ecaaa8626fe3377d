using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Plugins;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Updates a plugin from where it came from, or grants what its changed files ask for.</summary>
[Cmdlet(VerbsData.Update, "RimuruPlugin", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Plugin))]
public sealed class UpdateRimuruPluginCommand : PluginCmdlet
{
    /// <summary>The plugins.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(PluginCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>The folder or package of the new version.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

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
            Id,
            id =>
            {
                foreach (Plugin known in Plugins.Catalog.Named(id))
                {
                    using SavedPackage? saved = Saved(known);
                    using PluginOffer offer = Plugins.Catalog.OfferUpdate(
                        known,
                        Path is null ? saved?.Path : FullPath(Path),
                        saved?.Origin
                    );
                    bool isUnconfined =
                        AllowUnconfined || (known.Unconfined && !MyInvocation.BoundParameters.ContainsKey(nameof(AllowUnconfined)));
                    if (Install(offer, isUnconfined, Force) is { } plugin && PassThru)
                        WriteObject(plugin);
                }
            }
        );

    /// <summary>The newest package of a plugin that came from a repository.</summary>
    private SavedPackage? Saved(Plugin known) =>
        Path is null && PluginOrigin.Of(known.Source) is { } origin
            ? SavedPackage.Save(this, origin.Name, origin.Repository, null, withPrerelease: false)
            : null;
}
