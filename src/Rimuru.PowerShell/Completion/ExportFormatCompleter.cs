using System.Collections;
using Rimuru.Core;
using Rimuru.Core.Plugins;

namespace Rimuru.Completion;

/// <summary>Completes the formats of exports, those of plugins included.</summary>
public sealed class ExportFormatCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary bound)
    {
        using PluginService plugins = RimuruEngine.OwnPlugins();
        return [.. Enum.GetNames<ExportFormat>(), .. plugins.Exporters.Select(one => one.Name)];
    }
}
