using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Exports;
using Rimuru.Core.Reports;
using Rimuru.Plugins.Wire;

namespace Rimuru.Core.Plugins;

/// <summary>The plugins of this user: installs, lists and tests them, and gives what they add to the rest of Rimuru.</summary>
internal sealed class PluginService : IDisposable
{
    private const int MostPicture = 8 << 20;

    private readonly IReadOnlyList<string> agents;
    private readonly PluginHosts hosts;

    public PluginService(HostEnvironment environment, IReadOnlyList<string> agents)
    {
        this.agents = agents;
        Catalog = new PluginCatalog(environment, agents);
        hosts = new PluginHosts(Catalog.Use, () => Shell, environment.Time);
        Handler = new PluginHandler(Catalog, hosts);
    }

    /// <summary>What is installed, and what changes it.</summary>
    public PluginCatalog Catalog { get; }

    /// <summary>The program of PowerShell and its first arguments; null to find one on the PATH.</summary>
    public IReadOnlyList<string>? Shell { get; set; }

    /// <summary>The handler of hooks that gives events to notifiers.</summary>
    public PluginHandler Handler { get; }

    /// <summary>Runs a report, for views.</summary>
    public Func<CostQuery, CostReport>? Costs { get; set; }

    /// <summary>The formats of exports that plugins add.</summary>
    public IReadOnlyList<IExporter> Exporters =>
        [.. Catalog.Enabled(PluginKind.Exporter).Select(plugin => new PluginExport(plugin, hosts))];

    /// <summary>The agents that plugins add. One whose name Rimuru has itself by now is left out.</summary>
    public IReadOnlyList<AgentAdapter> Adapters =>
        [
            .. Catalog
                .Enabled(PluginKind.Agent)
                .Where(plugin => plugin.Agent is not null && !agents.Contains(plugin.Agent.Name, StringComparer.OrdinalIgnoreCase))
                .Select(plugin => new PluginAdapter(plugin, hosts)),
        ];

    /// <summary>The views that plugins add.</summary>
    public IReadOnlyList<string> Views => [.. Catalog.Enabled(PluginKind.View).Select(plugin => plugin.Id)];

    /// <summary>Makes the view of a plugin. E10001, E10005, E10009: the plugin may not run. E10008, E10052: it did not work.</summary>
    public ShownView Show(string id, ReportFilter filter, TimeZoneInfo zone, CancellationToken stop)
    {
        PluginView view = hosts.Of(id, PluginKind.View).Plugin.Manifest.View!;
        CostReport report = Costs!(
            new CostQuery
            {
                By = view.By,
                Filter = filter,
                Zone = zone,
            }
        );
        IEnumerable<CostRecord> records = report.Run(stop);
        if (view.Top > 0)
            records = Selection.Top(records, view.Top);
        ExportTable table = ExportTables.Costs(ExportShape.Fields, records, view.By, zone);

        // The report may have taken longer than a process is kept for.
        PluginHostProcess host = hosts.Of(id, PluginKind.View);
        PluginPicture picture = Show(host, table, stop);
        return new ShownView(
            picture with
            {
                Title = picture.Title ?? view.Title ?? host.Plugin.Manifest.Name ?? id,
            },
            host.Confinement,
            report.UnpricedModels
        );
    }

    /// <summary>Gives a table to a view.</summary>
    public static PluginPicture Show(PluginHostProcess host, ExportTable table, CancellationToken stop) =>
        host.Call(
            PluginWire.Show,
            json =>
            {
                json.WriteString("name", table.Name);
                TableWire.WriteColumns(
                    json,
                    [.. table.Columns.Select(column => new PluginColumn(column.Name, PluginExport.KindOf(column.Kind)))]
                );
            },
            input => PluginExport.WriteRows(table, input, stop),
            output => PictureText.Plain(PictureOf(output))
        );

    public void Dispose() => hosts.Dispose();

    private static PluginPicture PictureOf(Stream output)
    {
        using MemoryStream bytes = new();
        byte[] buffer = new byte[64 * 1024];
        for (int read = output.Read(buffer); read > 0; read = output.Read(buffer))
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > MostPicture)
                throw new InvalidDataException($"The picture has more than {MostPicture >> 20} MB.");
        }

        using JsonDocument document = JsonDocument.Parse(bytes.ToArray());
        return PictureWire.Read(document.RootElement);
    }
}

/// <summary>The view of a plugin.</summary>
/// <param name="Picture">What it shows: its texts are without power over a terminal.</param>
/// <param name="Confinement">The walls around the plugin.</param>
/// <param name="UnpricedModels">What has no price.</param>
internal sealed record ShownView(PluginPicture Picture, Confinement Confinement, IReadOnlyDictionary<string, UnpricedUsage> UnpricedModels);
