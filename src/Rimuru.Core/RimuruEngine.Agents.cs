using Rimuru.Core.Discovery;
using Rimuru.Core.Reports;
using Rimuru.Core.Tracking;

namespace Rimuru.Core;

/// <summary>What the engine does with the agents themselves: find them, test them, follow their sessions.</summary>
internal sealed partial class RimuruEngine
{
    private IReadOnlyList<AgentPlaces> Places => AgentScanner.Scan(catalog, environment, config);

    /// <summary>The agents of these names, in the catalog's order; all where none is named.</summary>
    public static IReadOnlyList<string> Named(IReadOnlyList<string> patterns) => [.. AgentNames.Where(name => ReportFilter.Matches(patterns, name))];

    /// <summary>Every agent of these names whose data or program is on this machine. Programs that no package proves are asked for their version.</summary>
    public IAsyncEnumerable<DiscoveredAgent> Discover(IReadOnlyList<string> agents, CancellationToken stop) =>
        AgentScanner.DiscoverAsync([.. Places.Where(places => ReportFilter.Matches(agents, places.Adapter.Name))], environment, stop);

    /// <summary>The adapters of these names, with costs and events.</summary>
    public AdapterManager Adapters(IReadOnlyList<string> agents, Action<string>? warn = null)
    {
        LedgerAccess ledger = Access(warn);
        return new AdapterManager([.. catalog.Names.Where(name => ReportFilter.Matches(agents, name)).Select(name => Track(name, ledger))], Time);
    }

    /// <summary>What happens in the sessions of these agents from now on, until it is stopped. <paramref name="warn"/> is called on whatever thread reads.</summary>
    public IAsyncEnumerable<SessionEvent> Watch(IReadOnlyList<string> agents, TimeSpan interval, Action<string>? warn, CancellationToken stop) =>
        Watcher(Access(warn)).WatchAsync(agents, interval, stop);

    /// <summary>What was used and paid in two spans of time; <paramref name="unpriced"/> is told of the models without a price.</summary>
    public IEnumerable<CostComparison> Compare(ComparisonQuery query, Action<string, UnpricedUsage> unpriced, CancellationToken stop) =>
        new CostAggregator(Access(null)).Compare(query, unpriced, stop);

    private TrackedAgent Track(string name, LedgerAccess ledger) => new(
        new LocalAgent(() => Places.Single(places => places.Adapter.Name == name), environment, ledger), ledger, () => Book, Describe,
        (agents, stop) => Watcher(ledger).WatchAsync(agents, SessionWatcher.Interval, stop));

    private SessionWatcher Watcher(LedgerAccess ledger) => new(ledger, () => Places, Time);

    private LedgerAccess Access(Action<string>? warn) => new((agents, stop) => Sync(agents, null, warn, stop), (filter, onlyActive, stop) => Sessions(filter, onlyActive, stop), Costs);
}
