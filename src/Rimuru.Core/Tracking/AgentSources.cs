using Rimuru.Core.Config;
using Rimuru.Core.Discovery;
using Rimuru.Core.Ingest;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Tracking;

/// <summary>The agents of this machine as sources of the ledger.</summary>
internal static class AgentSources
{
    public static IngestAgents Of(HostEnvironment environment, RimuruConfig config) => new(names => Sources(names, environment, config), AgentScanner.Find, AgentScanner.AgentOfExport);

    private static IngestSource[] Sources(IReadOnlyList<string> names, HostEnvironment environment, RimuruConfig config) =>
    [
        .. AgentScanner.Scan(environment, config)
            .Where(found => found.Enabled && ReportFilter.Matches(names, found.Adapter.Name) && (found.Roots.Count > 0 || names.Count > 0))
            .Select(found => new IngestSource(found.Adapter, found.Roots)),
    ];
}
