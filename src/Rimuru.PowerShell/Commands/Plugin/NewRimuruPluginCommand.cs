using System.Management.Automation;
using Rimuru.Core.Plugins;

namespace Rimuru.Commands;

/// <summary>Writes a plugin that works, with its test, to begin with.</summary>
[Cmdlet(VerbsCommon.New, "RimuruPlugin", SupportsShouldProcess = true)]
[OutputType(typeof(System.IO.FileInfo))]
public sealed class NewRimuruPluginCommand : PluginCmdlet
{
    /// <summary>The id of the plugin.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Id { get; set; } = "";

    /// <summary>What it adds.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public PluginKind Kind { get; set; }

    /// <summary>What it is written in.</summary>
    [Parameter]
    public PluginLanguage Language { get; set; }

    /// <summary>The folder in which its folder is made.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = ".";

    private protected override void Process()
    {
        string folder = System.IO.Path.Combine(FullPath(Path), Id);
        if (!ShouldProcess(folder, $"Write a plugin of the kind {Kind}"))
            return;
        string library = typeof(PluginKind).Assembly.Location;
        foreach (string file in PluginTemplates.Write(folder, Id, Kind, Language, library))
            WriteObject(new System.IO.FileInfo(file));
    }
}
