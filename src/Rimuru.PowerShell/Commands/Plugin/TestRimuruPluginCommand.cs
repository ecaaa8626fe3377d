using System.Management.Automation;
using Rimuru.Core.Plugins;

namespace Rimuru.Commands;

/// <summary>Tries a plugin behind its walls.</summary>
[Cmdlet(VerbsDiagnostic.Test, "RimuruPlugin")]
[OutputType(typeof(PluginCheck))]
public sealed class TestRimuruPluginCommand : PluginCmdlet
{
    /// <summary>The folder of a plugin, or the id of an installed one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Folder", "Id")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Try it without walls where none can be put up.</summary>
    [Parameter]
    public SwitchParameter AllowUnconfined { get; set; }

    private protected override void Process() =>
        Passing(
            Path,
            path =>
            {
                string folder =
                    ManifestReader.IsId(path) && !System.IO.Directory.Exists(FullPath(path))
                        ? Plugins.Catalog.Named(path)[0].Folder
                        : FullPath(path);
                WriteAll(PluginTester.Run(folder, AllowUnconfined, Plugins.Shell, StopToken));
            }
        );
}
