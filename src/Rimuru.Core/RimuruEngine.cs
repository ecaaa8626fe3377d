using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;
using Rimuru.Core.Discovery;
using Rimuru.Core.Errors;
using Rimuru.Core.Ingest;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;
using Rimuru.Core.Reports;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Contracts;

namespace Rimuru.Core;

/// <summary>The engine as cmdlets and the CLI use it: configuration, agents, ledger and reports of one home. Opens nothing before it is asked. One thread at a time.</summary>
internal sealed partial class RimuruEngine : IDisposable
{
    private readonly HostEnvironment environment;
    private readonly RimuruConfig config;
    private readonly string? namedDatabase;
    private ILedger? ledger;

    private RimuruEngine(HostEnvironment environment, RimuruConfig config, string? namedDatabase)
    {
        this.namedDatabase = namedDatabase;
        this.environment = environment;
        this.config = config;
    }

    /// <summary>Every agent there is an adapter for.</summary>
    public static IReadOnlyList<string> AgentNames => AgentScanner.Names;

    public RimuruConfig Config => config;

    public TimeProvider Time => environment.Time;

    /// <summary>Ends whatever waits and was given no token of its own: the running command's.</summary>
    public CancellationToken Stop { get; set; }

    /// <summary>The ledger as it may be shown: its file, or its URL without a password.</summary>
    public string LedgerName => Url.Display;

    /// <summary>The ledger's file; null where a server keeps it.</summary>
    public string? LedgerFile => (Url as SqliteUrl)?.Path;

    /// <summary>True where the ledger exists; nothing is created to find out.</summary>
    public bool HasLedger => ledger is not null || LedgerStore.Exists(Url, Options, Stop);

    /// <summary>True where the login may read the ledger, but not write: then nothing can be brought up to date.</summary>
    public bool IsReadOnly => HasLedger && Ledger.IsReadOnly;

    /// <summary>E2002 where a name is that of no agent. Wildcards name whatever they match.</summary>
    public static void CheckAgent(string name) => new ReportFilter { Agent = [name] }.Check("", "", AgentNames);

    public static RimuruEngine Open(EngineOptions options)
    {
        HostEnvironment environment = options.Environment ?? HostEnvironment.Current();
        if (options.HomePath is { } home)
        {
            if (!Directory.Exists(home)) throw new RimuruException(ErrorCodes.PathNotFound, $"The home folder {home} does not exist.", home);
            environment = environment.WithHome(home);
        }

        List<ConfigOverride> overrides = [];
        if (options.Database is { } database) overrides.Add(new ConfigOverride(ConfigSchema.DatabaseUrl, database, options.DatabaseParameter));
        return new RimuruEngine(environment, RimuruConfig.Load(environment, AgentNames, overrides), options.Database);
    }

    /// <summary>The agents that are known, where they were looked for, and what the ledger has of each.</summary>
    public IReadOnlyList<Agent> Agents(CancellationToken stop)
    {
        Dictionary<string, (long Sessions, long Requests)> counts = new(StringComparer.Ordinal);
        foreach (Session session in HasLedger ? new SessionReport(Ledger.Read(stop), _ => null, Time).Run(new ReportFilter(), onlyActive: false, stop) : [])
        {
            (long sessions, long requests) = counts.GetValueOrDefault(session.Agent);
            counts[session.Agent] = (sessions + 1, requests + session.Requests);
        }

        Dictionary<string, (long FirstMs, long LastMs)> activity = HasLedger ? Ledger.Read(stop).Activity().ToDictionary(a => a.Agent, a => (a.FirstMs, a.LastMs)) : [];
        return
        [
            .. AgentScanner.Scan(environment, config).Select(found => new Agent
            {
                Name = found.Adapter.Name,
                DisplayName = found.Adapter.DisplayName,
                Enabled = found.Enabled,
                Detected = found.Roots.Count > 0,
                Root = found.Roots,
                SearchedPath = found.Places,
                Sessions = counts.GetValueOrDefault(found.Adapter.Name).Sessions,
                Requests = counts.GetValueOrDefault(found.Adapter.Name).Requests,
                FirstActivity = activity.TryGetValue(found.Adapter.Name, out var a) ? Moment.Of(a.FirstMs) : null,
                LastActivity = activity.TryGetValue(found.Adapter.Name, out var b) ? Moment.Of(b.LastMs) : null,
            }),
        ];
    }

    /// <summary>Where agents' data was looked for, if there is none and no session in a ledger either; else null. Nothing is created to find out.</summary>
    public string? ExplainNothing() => HasLedger && Ledger.Read(Stop).HasSessions ? null : NothingFound.Explain(AgentScanner.Scan(environment, config));

    /// <summary>Brings the ledger up to date with the logs of every enabled agent that has any, or of those named; tells of each what was done. E1006 where the login may only read.</summary>
    /// <param name="agents">Names with wildcards; none for all.</param>
    /// <param name="progress">Called on this thread while there is much to read.</param>
    /// <param name="warn">Called on this thread, once a file that could not be used in full.</param>
    /// <param name="stop">Ends the refresh; what was committed stays.</param>
    public IReadOnlyList<SyncResult> Sync(IReadOnlyList<string> agents, Action<IngestProgress>? progress, Action<string>? warn, CancellationToken stop)
    {
        long started = Time.GetTimestamp();
        return Ingest(Sources(agents), started, progress, warn, stop) ?? throw MayOnlyRead(LedgerName);
    }

    /// <summary>Brings the ledger up to date before a question; null, and nothing done, where the login may only read: it can ask all the same.</summary>
    public IReadOnlyList<SyncResult>? Refresh(Action<IngestProgress>? progress, Action<string>? warn, CancellationToken stop)
    {
        long started = Time.GetTimestamp();
        return Ingest(Sources([]), started, progress, warn, stop);
    }

    private IngestSource[] Sources(IReadOnlyList<string> agents) =>
    [
        .. AgentScanner.Scan(environment, config)
            .Where(found => found.Enabled && ReportFilter.Matches(agents, found.Adapter.Name) && (found.Roots.Count > 0 || agents.Count > 0))
            .Select(found => new IngestSource(found.Adapter, found.Roots)),
    ];

    private static RimuruException MayOnlyRead(string ledger) => new(ErrorCodes.DatabaseReadOnly, $"{ledger}: this login may read the ledger, but not write it.", ledger);

    /// <summary>Null where the login may only read.</summary>
    private List<SyncResult>? Ingest(IReadOnlyList<IngestSource> sources, long started, Action<IngestProgress>? progress, Action<string>? warn, CancellationToken stop)
    {
        // Files are listed while the ledger opens; whether it may be written is known only then.
        FileListing listing = FileListing.Start(sources, stop);
        if (OpenLedger(stop) is not { IsReadOnly: false } writable) return null;
        IngestReport report = new IngestPipeline(writable, listing, AgentScanner.Find, Prices, new ProjectFolders(environment), Time).Run(progress, stop);
        foreach (string warning in report.Warnings) warn?.Invoke(warning);
        TimeSpan duration = Time.GetElapsedTime(started);
        return
        [
            .. report.ByAgent.Select(tally => new SyncResult
            {
                Agent = tally.Agent,
                FilesFound = tally.Found,
                FilesRead = tally.Read,
                BytesRead = tally.BytesRead,
                RecordsAdded = tally.Rows.Added,
                RecordsChanged = tally.Rows.Changed,
                RecordsRetracted = tally.Rows.Retracted,
                MalformedLines = tally.Malformed,
                UnreadableFiles = tally.Unreadable,
                Duration = duration,
            }),
        ];
    }

    /// <summary>A cost report; read it once, then ask it for the models without a price.</summary>
    public CostReport Costs(CostQuery query) => new(stop => Ledger.Read(stop.CanBeCanceled ? stop : Stop), query);

    public IEnumerable<Session> Sessions(ReportFilter filter, bool onlyActive, CancellationToken stop, CostSource source = CostSource.Calculated) =>
        new SessionReport(Ledger.Read(stop), new OpenSessions(() => AgentScanner.Scan(environment, config), environment.MachineName, Time).Of, Time).Run(filter, onlyActive, stop, source);

    public IEnumerable<UsageRecord> Usage(ReportFilter filter, CancellationToken stop, CostSource source = CostSource.Calculated) =>
        UsageReport.Run(Ledger.Read(stop), filter, stop, source);

    /// <summary>
    /// Tells the ids of sessions that the user names; the beginning of an id will do where no other has it. E3001 where the ledger has no such session, or several.
    /// Wildcards stay, and name whatever they match. The ledger is asked once, since thousands may come from a pipeline.
    /// </summary>
    public Func<string, string> SessionNaming()
    {
        const int ShortestBeginning = 4, Told = 5;
        HashSet<string>? known = null;
        return name =>
        {
            if (ReportFilter.IsPattern(name)) return name;
            known ??= HasLedger ? Ledger.Read(Stop).SessionIds() : [];
            if (known.Contains(name)) return name;
            string[] longer = name.Length < ShortestBeginning ? [] : [.. known.Where(id => id.StartsWith(name, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).Take(Told + 1)];
            return longer.Length switch
            {
                0 => throw new RimuruException(ErrorCodes.SessionNotFound, $"The ledger has no session '{name}'.", name),
                1 => longer[0],
                _ => throw new RimuruException(
                    ErrorCodes.SessionNotFound, $"Several sessions begin with '{name}': {string.Join(", ", longer.Take(Told))}{(longer.Length > Told ? ", …" : "")}. Write more of it, or '{name}*' for all.", name),
            };
        };
    }

    /// <summary>The names that the ledger has for one grouping, for completion; empty where there is no ledger yet.</summary>
    public IReadOnlyList<string> NamesOf(CostGrouping grouping)
    {
        if (!HasLedger) return [];
        CostQuery query = new() { By = [grouping] };
        return
        [
            .. Costs(query).Run(Stop)
                .Select(record => grouping switch
                {
                    CostGrouping.Agent => record.Agent,
                    CostGrouping.Model => record.Model,
                    CostGrouping.Project => record.Project,
                    CostGrouping.Session => record.SessionId,
                    CostGrouping.Machine => record.Machine,
                    CostGrouping.User => record.User,
                    _ => null,
                })
                .OfType<string>().Distinct(),
        ];
    }

    public void Dispose()
    {
        ledger?.Dispose();
        ledger = null;
    }

    /// <summary>Another home has a ledger of its own unless a database was named together with it: what is configured is about the user's own.</summary>
    private DatabaseUrl Url => (environment.IsOwnHome ? config.DatabaseUrl : namedDatabase) is { } url ? DatabaseUrl.Parse(url, environment) : new SqliteUrl(config.Paths.LedgerFile);

    private LedgerOptions Options => new(environment.MachineName, environment.UserName, config.MaxConnections, environment.Time);

    private ILedger Ledger => OpenLedger(Stop);

    private ILedger OpenLedger(CancellationToken stop) => ledger ??= LedgerStore.Open(Url, Options, stop);

    private (RowPricer Price, string Version) Prices() => (new RowPricing(Book).Price, Book.Version);
}
