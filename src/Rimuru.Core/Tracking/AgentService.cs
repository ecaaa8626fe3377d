using Rimuru.Core.Config;
using Rimuru.Core.Discovery;
using Rimuru.Core.Ingest;
using Rimuru.Core.Pricing;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Tracking;

/// <summary>The agents themselves: find them, test them, change their settings, follow their sessions.</summary>
/// <param name="catalog">The agents that there are adapters for.</param>
/// <param name="environment">The machine.</param>
/// <param name="config">The settings of the agents.</param>
/// <param name="ledger">The ledger that their logs are read into.</param>
/// <param name="reports">What is asked of it.</param>
/// <param name="prices">The prices that hold for the ledger.</param>
/// <param name="describe">What is known of a model, with the prices of one time.</param>
internal sealed class AgentService(
    AgentCatalog catalog, HostEnvironment environment, RimuruConfig config, LedgerService ledger, ReportService reports, Func<PriceBook> prices, Func<string, DateTimeOffset, ModelInfo?> describe)
{
    /// <summary>Every agent that Rimuru reads by itself.</summary>
    public static IReadOnlyList<string> Names => AgentCatalog.BuiltIn.Names;

    /// <summary>What the user's configuration says of agents.</summary>
    public AgentSettings Settings { get; } = new(catalog, environment, config);

    private IReadOnlyList<AgentPlaces> Places => AgentScanner.Scan(catalog, environment, config);

    /// <summary>The agents of these names, in the catalog's order; all where none is named.</summary>
    public static IReadOnlyList<string> Named(IReadOnlyList<string> patterns) => [.. Names.Where(name => ReportFilter.Matches(patterns, name))];

    /// <summary>E2002 where a name is that of no agent. Wildcards name whatever they match.</summary>
    public static void CheckName(string name) => new ReportFilter { Agent = [name] }.Check("", "", Names);

    /// <summary>The agents that are known, where they were looked for, and what the ledger has of each.</summary>
    public IReadOnlyList<Agent> List(CancellationToken stop)
    {
        IReadOnlyDictionary<string, AgentActivity> activity = reports.ByAgent(stop);
        return
        [
            .. from found in Places
               let known = activity.GetValueOrDefault(found.Adapter.Name)
               select new Agent
               {
                   Name = found.Adapter.Name,
                   DisplayName = found.Adapter.DisplayName,
                   Enabled = found.Enabled,
                   Detected = found.Roots.Count > 0,
                   Roots = found.Roots,
                   SearchedPaths = found.Places,
                   Sessions = known?.Sessions ?? 0,
                   Requests = known?.Requests ?? 0,
                   FirstActivity = known?.First,
                   LastActivity = known?.Last,
               },
        ];
    }

    /// <summary>Where agents' data was looked for, if there is none and no session in a ledger either; else null. Nothing is created to find out.</summary>
    public string? ExplainNothing() => reports.HasSessions ? null : NothingFound.Explain(Places);

    /// <summary>Every agent of these names whose data or program is on this machine. Programs that no package proves are asked for their version.</summary>
    public IAsyncEnumerable<DiscoveredAgent> Discover(IReadOnlyList<string> agents, CancellationToken stop) =>
        AgentScanner.DiscoverAsync([.. Places.Where(places => ReportFilter.Matches(agents, places.Adapter.Name))], environment, stop);

    /// <summary>The adapters of these names, with costs and events.</summary>
    public AdapterManager Adapters(IReadOnlyList<string> agents, Action<string>? warn = null)
    {
        LedgerAccess access = Access(warn);
        return new AdapterManager([.. catalog.Names.Where(name => ReportFilter.Matches(agents, name)).Select(name => Track(name, access))], environment.Time);
    }

    /// <summary>What happens in the sessions of these agents from now on, until it is stopped. <paramref name="warn"/> is called on whatever thread reads.</summary>
    public IAsyncEnumerable<SessionEvent> Watch(IReadOnlyList<string> agents, TimeSpan interval, Action<string>? warn, CancellationToken stop) =>
        Watcher(Access(warn)).WatchAsync(agents, interval, stop);

    private TrackedAgent Track(string name, LedgerAccess access) => new(
        new LocalAgent(() => Places.Single(places => places.Adapter.Name == name), environment, access), access, prices, describe,
        (agents, stop) => Watcher(access).WatchAsync(agents, SessionWatcher.Interval, stop));

    private SessionWatcher Watcher(LedgerAccess access) => new(access, () => Places, environment.Time);

    private LedgerAccess Access(Action<string>? warn) =>
        new(
        (agents, changes, stop) => ledger.Sync(agents, null, warn, stop, changes), () => reports.Writes,
        (filter, onlyActive, stop) => reports.Sessions(filter, onlyActive, stop), reports.Costs);
}
