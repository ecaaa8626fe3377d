using System.Collections;
using Rimuru.Core;
using Rimuru.Core.Plugins;

namespace Rimuru.Completion;

/// <summary>Completes the ids of installed plugins.</summary>
public sealed class PluginCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound)
    {
        using PluginService plugins = RimuruEngine.OwnPlugins();
        return [.. plugins.Catalog.All().Select(plugin => plugin.Id)];
    }
}

/// <summary>Completes the ids of plugins with a view.</summary>
public sealed class PluginViewCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound)
    {
        using PluginService plugins = RimuruEngine.OwnPlugins();
        return plugins.Views;
    }
}
