using System.Text.Encodings.Web;
using System.Text.Json;
using Rimuru.Core.Exports;
using Rimuru.Core.Views;
using Rimuru.Plugins.Wire;

namespace Rimuru.Core.Plugins;

/// <summary>A format of exports that a plugin writes.</summary>
/// <param name="plugin">The plugin.</param>
/// <param name="hosts">The processes of plugins.</param>
internal sealed class PluginExport(InstalledPlugin plugin, PluginHosts hosts) : IExporter
{
    private static readonly JsonWriterOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public string Name => plugin.Id;

    public IReadOnlyList<string> Extensions => plugin.Exporter?.Extension ?? [];

    public ExportShape Shape => plugin.Exporter?.ForPeople == true ? ExportShape.Titles : ExportShape.Fields;

    /// <summary>No rows can be added: what the plugin writes around them is unknown.</summary>
    public string? HeadOf(ExportTable table) => null;

    public void Write(ExportTable table, Stream output, ExportOptions options, CancellationToken stop) =>
        hosts
            .Of(plugin.Id, PluginKind.Exporter)
            .Call(
                PluginWire.Export,
                json =>
                {
                    json.WriteString("name", table.Name);
                    json.WriteBoolean("raw", options.IsRaw);
                    TableWire.WriteColumns(json, [.. table.Columns.Select(column => new PluginColumn(column.Name, KindOf(column.Kind)))]);
                },
                input => WriteRows(table, input, stop),
                bytes =>
                {
                    bytes.CopyTo(output);
                    return true;
                }
            );

    /// <summary>Writes rows as a plugin gets them.</summary>
    public static void WriteRows(ExportTable table, Stream input, CancellationToken stop)
    {
        using Utf8JsonWriter json = new(input, Plain);
        foreach (object?[] row in table.Rows)
        {
            stop.ThrowIfCancellationRequested();
            TableWire.WriteRow(json, row);
            json.Flush();
            json.Reset();
            input.WriteByte((byte)'\n');
        }
    }

    public static PluginValueKind KindOf(ColumnKind kind) =>
        kind switch
        {
            ColumnKind.Count or ColumnKind.Bytes => PluginValueKind.Number,
            ColumnKind.Money or ColumnKind.MoneyChange or ColumnKind.Amount or ColumnKind.Price => PluginValueKind.Money,
            ColumnKind.Time or ColumnKind.Clock => PluginValueKind.Time,
            ColumnKind.Flag => PluginValueKind.Flag,
            _ => PluginValueKind.Text,
        };
}
