using System.Runtime.CompilerServices;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Discovery;
using Rimuru.Core.Ingest;
using Rimuru.Core.Pricing;
using Rimuru.Core.Reports;

namespace Rimuru.Core.Tracking;

/// <summary>Works on agents: finds them, tests them, changes their settings, follows their sessions.</summary>
/// <param name="catalog">The catalog of agents.</param>
/// <param name="environment">The machine.</param>
/// <param name="config">The settings of the agents.</param>
/// <param name="ledger">The ledger that their logs are read into.</param>
/// <param name="reports">The reports on the ledger.</param>
/// <param name="prices">The effective prices of the ledger.</param>
/// <param name="describe">Describes a model, with its prices at a time.</param>
internal sealed class AgentService(
    AgentCatalog catalog,
    HostEnvironment environment,
    RimuruConfig config,
    LedgerService ledger,
    ReportService reports,
    Func<PriceBook> prices,
    Func<string, DateTimeOffset, ModelInfo?> describe
)
{
    /// <summary>Every agent that Rimuru supports itself.</summary>
    public static IReadOnlyList<string> Names => AgentCatalog.BuiltIn.Names;

    /// <summary>Every agent, those of plugins included.</summary>
    public IReadOnlyList<string> Known => catalog.Names;

    /// <summary>The agents' settings in the user's configuration.</summary>
    public AgentSettings Settings { get; } = new(catalog, environment, config);

    private IReadOnlyList<AgentPlaces> Places => AgentScanner.Scan(catalog, environment, config);

    /// <summary>The agents with these names, in catalog order; all if no name is given.</summary>
    public IReadOnlyList<string> Named(IReadOnlyList<string> patterns) => [.. Known.Where(name => ReportFilter.Matches(patterns, name))];

    /// <summary>Throws E2002 if a name is not an agent's. Wildcards always pass.</summary>
    public void CheckName(string name) => new ReportFilter { Agent = [name] }.Check("", "", Known);

    /// <summary>All known agents, their searched locations, and their totals in the ledger; first those that are here.</summary>
    public IReadOnlyList<Agent> List(CancellationToken stop)
    {
        IReadOnlyDictionary<string, AgentActivity> activity = reports.ByAgent(stop);
        return
        [
            .. from found in Places
            let known = activity.GetValueOrDefault(found.Adapter.Name)
            orderby (found.Roots.Count > 0 || known is not null) descending
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

    /// <summary>
    /// What was searched and where to read more, if there is neither agent data nor a ledger with sessions; null otherwise. Creates
    /// nothing.
    /// </summary>
    public string? ExplainEmptyHome() => reports.HasSessions ? null : NothingFound.Explain(Places, environment);

    /// <summary>
    /// Every agent with these names whose data or program is on this machine. Programs without a package are run with <c>--version</c>.
    /// </summary>
    public IAsyncEnumerable<DiscoveredAgent> Discover(IReadOnlyList<string> agents, CancellationToken stop) =>
        AgentScanner.DiscoverAsync([.. Places.Where(places => ReportFilter.Matches(agents, places.Adapter.Name))], environment, stop);

    /// <summary>The adapters of these agents, with costs and events.</summary>
    public AdapterManager Adapters(IReadOnlyList<string> agents, Action<string>? warn = null)
    {
        LedgerAccess access = Access(warn);
        return new AdapterManager(
            [.. catalog.Adapters.Where(adapter => ReportFilter.Matches(agents, adapter.Name)).Select(adapter => Track(adapter, access))],
            environment.Time
        );
    }

    /// <summary>
    /// The events in the sessions of these agents from now on, until cancelled. <paramref name="warn"/> is called on the reading thread.
    /// </summary>
    public async IAsyncEnumerable<SessionEvent> Watch(
        IReadOnlyList<string> agents,
        TimeSpan interval,
        Action<string>? warn,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        try
        {
            IAsyncEnumerable<SessionEvent> events = Watcher(Access(warn, isWatched: true)).WatchAsync(agents, interval, stop);
            await foreach (SessionEvent happened in events.ConfigureAwait(false))
                yield return happened;
        }
        finally
        {
            Measured?.Invoke(CancellationToken.None);
        }
    }

    /// <summary>Keeps the ledger up to date for a program that lives long.</summary>
    public LogFollower Follow() => new(() => LogSignal.Of(Places, [], environment.Time), environment.Time);

    /// <summary>Delivers the events of hooks, while sessions are watched.</summary>
    public Action<Action<string>, CancellationToken>? Deliver { get; set; }

    /// <summary>Measures machine and agents, while sessions are watched.</summary>
    public Action<CancellationToken>? Measure { get; set; }

    /// <summary>Keeps what was measured, when a watch ends.</summary>
    public Action<CancellationToken>? Measured { get; set; }

    private TrackedAgent Track(AgentAdapter adapter, LedgerAccess access) =>
        new(
            new LocalAgent(adapter, () => AgentScanner.PlacesOf(adapter, environment, config), environment, access),
            access,
            prices,
            describe,
            (agents, stop) => Watcher(access).WatchAsync(agents, SessionWatcher.Interval, stop)
        );

    private SessionWatcher Watcher(LedgerAccess access) => new(access, () => Places, environment.Time);

    private LedgerAccess Access(Action<string>? warn, bool isWatched = false) =>
        new(
            (agents, changes, stop) =>
            {
                ledger.Sync(agents, null, warn, stop, changes);
                if (!isWatched)
                    return;
                Deliver?.Invoke(warn ?? (_ => { }), stop);
                Measure?.Invoke(stop);
            },
            () => reports.Writes,
            (filter, onlyActive, stop) => reports.Sessions(filter, onlyActive, stop),
            reports.Costs
        );
}
