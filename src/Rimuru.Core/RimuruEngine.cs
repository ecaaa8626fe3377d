using Rimuru.Core.Budgets;
using Rimuru.Core.Charts;
using Rimuru.Core.Config;
using Rimuru.Core.Credentials;
using Rimuru.Core.Currencies;
using Rimuru.Core.Discovery;
using Rimuru.Core.Errors;
using Rimuru.Core.Exports;
using Rimuru.Core.Files;
using Rimuru.Core.Guard;
using Rimuru.Core.Hooks;
using Rimuru.Core.Ingest;
using Rimuru.Core.Integrations;
using Rimuru.Core.Limits;
using Rimuru.Core.Logging;
using Rimuru.Core.Metrics;
using Rimuru.Core.ModelCatalog;
using Rimuru.Core.Plugins;
using Rimuru.Core.Pricing;
using Rimuru.Core.Records;
using Rimuru.Core.Reports;
using Rimuru.Core.Schedules;
using Rimuru.Core.Skills;
using Rimuru.Core.StatusLines;
using Rimuru.Core.Store;
using Rimuru.Core.Store.Administration;
using Rimuru.Core.Store.Contracts;
using Rimuru.Core.Tracking;
using Rimuru.Core.Wording;

namespace Rimuru.Core;

/// <summary>
/// The engine for cmdlets and the CLI: connects the rooms for one home. Opens files and connections lazily. Not thread-safe.
/// </summary>
internal sealed class RimuruEngine : IDisposable
{
    private readonly LedgerConnection connection;
    private readonly bool isPlaceNamed;

    private RimuruEngine(
        EngineOptions options,
        HostEnvironment environment,
        RimuruConfig config,
        AgentCatalog catalog,
        PluginService plugins
    )
    {
        Plugins = plugins;
        string? namedDatabase = options.Database;

        // Another home has a ledger of its own unless a database was named with it: the configuration is about the user's own home.
        bool isConfigured = environment.IsOwnHome || namedDatabase is not null;
        string? url = environment.IsOwnHome ? config.DatabaseUrl : namedDatabase;
        isPlaceNamed = url is not null;
        LogSettings logging = LogSettings.Of(config, environment);
        ActivityLog log = new(logging, environment.Time);
        Credentials = new CredentialService(environment);
        Logs = new LogService(logging);
        connection = new LedgerConnection(
            () => url is null ? LedgerStore.OfFile(LedgerOfHome(environment, config.Paths)) : LedgerStore.Parse(url, environment),
            new LedgerOptions(environment.MachineName, environment.UserName, config.MaxConnections, environment.Time)
            {
                Sharing = new(FormOf(ConfigSchema.SharedTitles), FormOf(ConfigSchema.SharedPaths), FormOf(ConfigSchema.SharedUsers)),
                KeyFile = config.Paths.SharingKeyFile,
            },
            environment,
            log,
            WithPassword
        );
        Config = config;
        Time = environment.Time;
        Prices = new PriceService(connection, config, environment, Credentials, log);
        Ledger = new LedgerService(connection, AgentSources.Of(catalog, environment, config), PricesOfRows, options.Plan, environment, log);
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
            isConfigured ? config.Setting(ConfigSchema.DatabaseUrl).Origin : "home folder",
            (from, to, stop) =>
            {
                new LedgerPrices(to, config).CopyFrom(from.Models, stop);
                BudgetService.Copy(from.Budgets, to.Open(stop), Time.GetUtcNow(), stop);
                MetricService.Copy(from, to.Open(stop), stop);
            },
            log
        );
        Budgets = new BudgetService(connection, Reports, environment, catalog.Names);
        Hooks = new HookManager(connection, Reports, Budgets, Credentials, environment, config, log, Plugins.Handler);
        Ledger.Observer = Hooks.Observe;
        Prices.Synced = Hooks.Tell;
        Agents.Deliver = (warn, stop) => Hooks.Deliver(actionsOnly: false, warn, stop);
        Guard = new GuardService(Ledger, Budgets, Reports, environment, config, log);
        Charts = new ChartService(Reports, Time);
        Limits = new LimitService(connection, catalog, () => AgentScanner.Scan(catalog, environment, config), environment);
        Metrics = new MetricService(
            connection,
            () =>
                new MetricCollector(
                    SystemProbe.Own(environment.Time),
                    () => AgentScanner.Scan(catalog, environment, config),
                    Reports.Recent,
                    environment
                ),
            config
        );
        Agents.Measure = stop => Metrics.Observe(stop);
        Agents.Measured = Metrics.Flush;
        Hooks.Measure = stop => config.MetricsEnabled ? Metrics.Measure(stop) : null;
        StatusLine = new StatusLineService(Ledger, Guard, Reports, environment, config);
        Exports = new ExportService(Reports, () => Prices.Book, () => Plugins.Exporters, Time);
        Plugins.Costs = query => Reports.Costs(query);
        Schedules = new ScheduleService(environment, config, () => connection.File);
        Skills = new SkillService(environment, () => config.SkillProtocols, Reports.SessionsByAgent);

        // One book, so that rows have the prices of the version that is stored with them.
        (RowPricer Price, string Version) PricesOfRows()
        {
            PriceBook book = Prices.Book;
            return (new RowPricing(book).Price, book.Version);
        }

        SharedForm FormOf(string key) => Enum.Parse<SharedForm>(config.SharedForm(key), ignoreCase: true);

        // Only for the server that it belongs to: whoever can name another database must not get the password there.
        DatabaseUrl WithPassword(DatabaseUrl url)
        {
            if (config.DatabasePassword is not { } password || config.OwnDatabaseUrl is not { } own)
                return url;
            DatabaseUrl configured = LedgerStore.Parse(own, environment);
            if (configured.HasPassword)
                throw RimuruConfig.TwoPasswords(password.Origin, configured.Display);
            return url.HasPassword || !url.IsSameLogin(configured)
                ? url
                : url.WithPassword(Credentials.Require(password.Name, $"{password.Origin}: {ConfigSchema.DatabasePassword}").Secret);
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

    /// <summary>The vaults of the host during a command; null for none.</summary>
    public ISecretVault? Vault
    {
        set => Credentials.Vault = value;
    }

    public LedgerService Ledger { get; }

    public ReportService Reports { get; }

    public PriceService Prices { get; }

    public AgentService Agents { get; }

    public BudgetService Budgets { get; }

    public HookManager Hooks { get; }

    public GuardService Guard { get; }

    public ChartService Charts { get; }

    public LimitService Limits { get; }

    public MetricService Metrics { get; }

    public StatusLineService StatusLine { get; }

    public StoreService Store { get; }

    public ExportService Exports { get; }

    public ScheduleService Schedules { get; }

    public PluginService Plugins { get; }
    public SkillService Skills { get; }

    public LogService Logs { get; }

    public CredentialService Credentials { get; }

    /// <summary>Reads the configuration. E9002: the named home does not exist. E4001 to E4006: the configuration is wrong.</summary>
    public static RimuruEngine Open(EngineOptions options)
    {
        HostEnvironment environment = options.Environment ?? HostEnvironment.Current();
        if (options.HomePath is { } home)
        {
            if (!Directory.Exists(home))
                throw new RimuruException(
                    ErrorCodes.PathNotFound,
                    File.Exists(home) ? $"{home} is not a folder, so it is no home." : $"The home folder {home} does not exist.",
                    home
                );
            environment = environment.WithHome(home);
        }

        List<ConfigOverride> overrides = [];
        if (options.Database is { } database)
            overrides.Add(new ConfigOverride(ConfigSchema.DatabaseUrl, database, Terms.Database.ToString()));
        PluginService plugins = new(environment, AgentCatalog.BuiltIn.Names);
        AgentCatalog catalog = options.Catalog ?? WithPlugins(plugins);
        return new RimuruEngine(options, environment, RimuruConfig.Load(environment, catalog.Names, overrides), catalog, plugins);
    }

    /// <summary>The names of all agents: those that Rimuru has itself, and those of plugins.</summary>
    public static IReadOnlyList<string> AgentNames(HostEnvironment? environment = null) => WithPlugins(OwnPlugins(environment)).Names;

    /// <summary>The user's plugins, without the configuration and the ledger. Dispose it to end their processes.</summary>
    public static PluginService OwnPlugins(HostEnvironment? environment = null) =>
        new(environment ?? HostEnvironment.Current(), AgentCatalog.BuiltIn.Names);

    private static AgentCatalog WithPlugins(PluginService plugins)
    {
        IReadOnlyList<AdapterContract.AgentAdapter> adapters = plugins.Adapters;
        return adapters.Count == 0 ? AgentCatalog.BuiltIn : new AgentCatalog([.. AgentCatalog.BuiltIn.Adapters, .. adapters]);
    }

    /// <summary>The configuration of the user, also if it is wrong and no engine could be opened with it.</summary>
    public static ConfigurationService Configuration(HostEnvironment? environment = null)
    {
        HostEnvironment host = environment ?? HostEnvironment.Current();
        return new(host, AgentNames(host), FactsOf);

        DatabaseFacts FactsOf(string text)
        {
            DatabaseUrl url = LedgerStore.Parse(text, host);
            return new(url.Display, url.File is null, url.HasPassword);
        }
    }

    /// <summary>The user's credentials, without the configuration and the ledger.</summary>
    public static CredentialService OwnCredentials(HostEnvironment? environment = null) => new(environment ?? HostEnvironment.Current());

    /// <summary>The user's exchange rates, without the configuration and the ledger.</summary>
    public static ExchangeRateService OwnExchangeRates(HostEnvironment? environment = null) =>
        new(environment ?? HostEnvironment.Current());

    /// <summary>The skills of the user's agents, without the ledger. The configuration is read only to fetch by git.</summary>
    public static SkillService OwnSkills(HostEnvironment? environment = null)
    {
        HostEnvironment host = environment ?? HostEnvironment.Current();
        return new(
            host,
            () => RimuruConfig.Load(host, AgentCatalog.BuiltIn.Names, []).SkillProtocols,
            (_, _) => new Dictionary<string, int>()
        );
    }

    /// <summary>Rimuru inside the user's agents, without the configuration and the ledger.</summary>
    public static IntegrationService Integrations(HostEnvironment? environment = null) => new(environment ?? HostEnvironment.Current());

    public void Dispose()
    {
        Plugins.Dispose();
        connection.Dispose();
    }

    /// <summary>
    /// The file of the ledger of the home that is read. E1001: a link in another home leads out of it, perhaps to the user's own ledger.
    /// </summary>
    private static string LedgerOfHome(HostEnvironment environment, ConfigPaths paths)
    {
        string file = paths.LedgerFile,
            final = FinalPath.Of(file);
        if (!environment.IsOwnHome && !FinalPath.IsBelow(final, FinalPath.Of(environment.Home)))
            throw FixedErrors.DatabaseConnection(
                $"{file} leads out of the home {environment.Home}, to {final}. To use that ledger, name it with {Terms.Database}",
                file
            );
        return file;
    }
}
