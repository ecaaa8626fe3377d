using System.Management.Automation;
using Rimuru.Completion;

namespace Rimuru.Commands;

/// <summary>Gets the installed plugins.</summary>
[Cmdlet(VerbsCommon.Get, "RimuruPlugin")]
[OutputType(typeof(Plugin))]
public sealed class GetRimuruPluginCommand : PluginCmdlet
{
    /// <summary>Only plugins with these ids.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(PluginCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Only plugins of these kinds.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public PluginKind[]? Kind { get; set; }

    private protected override void Process()
    {
        string[] ids = Names(Id);
        if (ids.Length == 0 && IsPiped)
            return;
        if (ids.Length == 0)
            Write(Plugins.Catalog.All());
        else
            Passing(ids, id => Write(Plugins.Catalog.Named(id)));
    }

    private void Write(IEnumerable<Plugin> plugins) => WriteAll(plugins.Where(plugin => Kind is null || plugin.Kind.Intersect(Kind).Any()));
}
