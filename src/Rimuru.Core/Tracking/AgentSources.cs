using Rimuru.Core.Config;
using Rimuru.Core.Discovery;
using Rimuru.Core.Ingest;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Tracking;

/// <summary>Provides the agents of this machine as sources for ingest.</summary>
internal static class AgentSources
{
    public static IngestAgents Of(AgentCatalog catalog, HostEnvironment environment, RimuruConfig config) =>
        new(names => Scan(names, catalog, environment, config), catalog.Find, [.. catalog.Bills]);

    private static IngestScan Scan(IReadOnlyList<string> names, AgentCatalog catalog, HostEnvironment environment, RimuruConfig config)
    {
        OpenSessions processes = new(() => AgentScanner.Scan(catalog, environment, config), environment.MachineName, environment.Time);
        IEnumerable<AgentPlaces> read = catalog
            .Adapters.Where(adapter => ReportFilter.Matches(names, adapter.Name))
            .Select(adapter => AgentScanner.PlacesOf(adapter, environment, config))
            .Where(found => found.Enabled && (found.Roots.Count > 0 || names.Count > 0));
        return new IngestScan([.. read.Select(found => new IngestSource(found.Adapter, found.Roots))], processes.Of, processes.Live);
    }
}
