namespace Rimuru;

/// <summary>A format of exports.</summary>
public interface IExporterPlugin
{
    /// <summary>Writes a table. Rows come as they are read, and need not be kept.</summary>
    /// <param name="table">The columns and rows.</param>
    /// <param name="output">The file.</param>
    /// <param name="context">What it may use.</param>
    void Export(PluginTable table, Stream output, IPluginContext context);
}
