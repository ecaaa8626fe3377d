namespace Rimuru;

/// <summary>A view of costs.</summary>
public interface IViewPlugin
{
    /// <summary>Makes a table or a chart of a report.</summary>
    /// <param name="report">The costs, grouped as the manifest says.</param>
    /// <param name="context">What it may use.</param>
    PluginPicture Show(PluginTable report, IPluginContext context);
}
