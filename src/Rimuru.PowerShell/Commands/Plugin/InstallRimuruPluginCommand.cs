using System.Management.Automation;
using Rimuru.Completion;
using Rimuru.Core.Plugins;
using Rimuru.Hosting;

namespace Rimuru.Commands;

/// <summary>Installs plugins from folders, zip files, NuGet packages or repositories of PowerShell.</summary>
[Cmdlet(
    VerbsLifecycle.Install,
    "RimuruPlugin",
    DefaultParameterSetName = ByPath,
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High
)]
[OutputType(typeof(Plugin))]
public sealed class InstallRimuruPluginCommand : PluginCmdlet
{
    private const string ByPath = "Path",
        ByName = "Name";

    /// <summary>The folders or packages.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByPath, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The names of packages in repositories of PowerShell.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>The registered repository.</summary>
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set; }

    /// <summary>A version, or a range of NuGet.</summary>
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Version { get; set; }

    /// <summary>The newest may be a prerelease.</summary>
    [Parameter(ParameterSetName = ByName)]
    public SwitchParameter Prerelease { get; set; }

    /// <summary>Let it run where no walls can be put up.</summary>
    [Parameter]
    public SwitchParameter AllowUnconfined { get; set; }

    /// <summary>Do not ask.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Return the plugins.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Process()
    {
        if (ParameterSetName == ByPath)
        {
            Passing(Path, path => Install(FullPath(path), null));
            return;
        }

        Passing(
            Name,
            name =>
            {
                using SavedPackage saved = SavedPackage.Save(this, name, Repository, Version, Prerelease);
                Install(saved.Path, saved.Origin);
            }
        );
    }

    private void Install(string source, PluginOrigin? origin)
    {
        using PluginOffer offer = Plugins.Catalog.Offer(source, origin);
        if (Install(offer, AllowUnconfined, Force) is { } plugin && PassThru)
            WriteObject(plugin);
    }
}
