using Rimuru.Core.Config;
using Rimuru.Core.Discovery;
using Rimuru.Core.Errors;
using Rimuru.Core.Ingest;
using Rimuru.Core.ModelCatalog;
using Rimuru.Core.Pricing;
using Rimuru.Core.Reports;
using Rimuru.Core.Schedules;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Administration;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Tracking;

namespace Rimuru.Core;

/// <summary>
/// The engine for cmdlets and the CLI: connects the rooms for one home. Opens files and connections lazily. Not thread-safe.
/// </summary>
internal sealed class RimuruEngine : IDisposable
{
    private readonly LedgerConnection connection;
    private readonly bool isPlaceNamed;

    private RimuruEngine(EngineOptions options, HostEnvironment environment, RimuruConfig config)
    {
        AgentCatalog catalog = options.Catalog;
        string? namedDatabase = options.Database;

        // Another home has a ledger of its own unless a database was named with it: the configuration is about the user's own home.
        bool isConfigured = environment.IsOwnHome || namedDatabase is not null;
        string? url = environment.IsOwnHome ? config.DatabaseUrl : namedDatabase;
        isPlaceNamed = url is not null;
        connection = new LedgerConnection(
            () => url is null ? LedgerStore.OfFile(config.Paths.LedgerFile) : LedgerStore.Parse(url, environment),
            new LedgerOptions(environment.MachineName, environment.UserName, config.MaxConnections, environment.Time),
            environment
        );
        Config = config;
        Time = environment.Time;
        Prices = new PriceService(connection, config, environment);
        Ledger = new LedgerService(connection, AgentSources.Of(catalog, environment, config), PricesOfRows, options.Plan, environment);
        Reports = new ReportService(
            connection,
            () => Prices.ModelNames,
            () => new OpenSessions(() => AgentScanner.Scan(catalog, environment, config), environment.MachineName, environment.Time).Of,
            Ledger.ReadAgain
        );
        Agents = new AgentService(catalog, environment, config, Ledger, Reports, () => Prices.Book, Prices.Describe);
        Store = new StoreService(
            connection,
            config,
            isConfigured ? config.Entry(ConfigSchema.DatabaseUrl).Origin : "home folder",
            (from, to, stop) => new LedgerPrices(to, config).CopyFrom(from.Models, stop)
        );
        Schedules = new ScheduleService(environment, config, () => connection.File);

        // One book, so that rows have the prices of the version that is stored with them.
        (RowPricer Price, string Version) PricesOfRows()
        {
            PriceBook book = Prices.Book;
            return (new RowPricing(book).Price, book.Version);
        }
    }

    public RimuruConfig Config { get; }

    public TimeProvider Time { get; }

    /// <summary>Ends whatever waits and was given no token of its own: the running command's.</summary>
    public CancellationToken Stop
    {
        set => connection.Stop = value;
    }

    /// <summary>
    /// Is told of a ledger that was made because its named place had none: the name may be misspelt. The usual place is no news.
    /// </summary>
    public Action<string>? Note
    {
        set =>
            connection.Made =
                isPlaceNamed && value is { } note ? place => note($"There was no ledger at {place}, so a new one was made there.") : null;
    }

    public LedgerService Ledger { get; }

    public ReportService Reports { get; }

    public PriceService Prices { get; }

    public AgentService Agents { get; }

    public StoreService Store { get; }

    public ScheduleService Schedules { get; }

    /// <summary>Reads the configuration. E9002: the named home does not exist. E4001 to E4006: the configuration is wrong.</summary>
    public static RimuruEngine Open(EngineOptions options)
    {
        HostEnvironment environment = options.Environment ?? HostEnvironment.Current();
        if (options.HomePath is { } home)
        {
            if (!Directory.Exists(home))
                throw new RimuruException(ErrorCodes.PathNotFound, $"The home folder {home} does not exist.", home);
            environment = environment.WithHome(home);
        }

        List<ConfigOverride> overrides = [];
        if (options.Database is { } database)
            overrides.Add(new ConfigOverride(ConfigSchema.DatabaseUrl, database, options.DatabaseParameter));
        return new RimuruEngine(options, environment, RimuruConfig.Load(environment, options.Catalog.Names, overrides));
    }

    public void Dispose() => connection.Dispose();
}
