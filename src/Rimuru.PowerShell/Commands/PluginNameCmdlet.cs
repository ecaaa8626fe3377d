using System.Management.Automation;
using Rimuru.Completion;

namespace Rimuru.Commands;

/// <summary>A cmdlet that changes installed plugins by their ids.</summary>
public abstract class PluginNameCmdlet : PluginCmdlet
{
    private protected PluginNameCmdlet() { }

    /// <summary>The plugins.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(PluginCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Changes each plugin.</summary>
    private protected void Change(string action, Action<Plugin> change) =>
        Passing(
            Id,
            id =>
            {
                foreach (Plugin plugin in Plugins.Catalog.Named(id))
                {
                    if (ShouldProcess(plugin.ToString(), action))
                        change(plugin);
                }
            }
        );
}
