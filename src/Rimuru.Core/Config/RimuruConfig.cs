using Rimuru.Core.Errors;

namespace Rimuru.Core.Config;

/// <summary>
/// The effective configuration: parameters over environment over <c>.env</c> over <c>local.toml</c> or <c>local.yaml</c> over defaults.
/// </summary>
internal sealed class RimuruConfig
{
    /// <summary>The first layers: parameters and the environment.</summary>
    private const int LayersOfProcess = 2;

    /// <summary>The origin of a value that no source sets.</summary>
    public const string FromDefault = "default";

    private readonly ConfigSchema schema;

    /// <summary>The sources, the strongest first; the settings file is the last.</summary>
    private readonly ConfigLayer[] layers;

    private RimuruConfig(ConfigPaths paths, ConfigSchema schema, ConfigLayer[] layers)
    {
        Paths = paths;
        this.schema = schema;
        this.layers = layers;
    }

    public ConfigPaths Paths { get; }

    /// <summary>The configured database, passwords included; null if the ledger is <see cref="ConfigPaths.LedgerFile"/>.</summary>
    public string? DatabaseUrl => (string?)ValueOf(ConfigSchema.DatabaseUrl).Value;

    /// <summary>The same without a parameter of the command: what the user configured.</summary>
    public string? OwnDatabaseUrl => (string?)ValueOf(Key(ConfigSchema.DatabaseUrl), layers.Skip(1)).Value;

    /// <summary>The credential with the password of the configured server, and where that is set; null if there is none.</summary>
    public (string Name, string Origin)? DatabasePassword =>
        ValueOf(ConfigSchema.DatabasePassword) is { Value: string reference } set ? (SecretReference.NameIn(reference)!, set.Origin) : null;

    /// <summary>How many connections to a database server may be open at once.</summary>
    public int MaxConnections => (int)ValueOf(ConfigSchema.MaxConnections).Value!;

    /// <summary>How many days of records a clean-up keeps; null if it removes none.</summary>
    public int? RetentionDays => (int?)ValueOf(ConfigSchema.RetentionDays).Value;

    /// <summary>True if prices may be fetched at all.</summary>
    public bool SyncEnabled => (bool)ValueOf(ConfigSchema.SyncEnabled).Value!;

    /// <summary>Hours after which fetched prices are stale.</summary>
    public int SyncIntervalHours => (int)ValueOf(ConfigSchema.SyncIntervalHours).Value!;

    /// <summary>The sources of prices, in order of preference.</summary>
    public IReadOnlyList<string> SyncProviders => (string[])ValueOf(ConfigSchema.SyncProviders).Value!;

    /// <summary>True if a long-running host fetches stale prices by itself.</summary>
    public bool SyncBackground => (bool)ValueOf(ConfigSchema.SyncBackground).Value!;

    /// <summary>Which source wins if sources differ; one of <see cref="ConfigSchema.Conflicts"/>.</summary>
    public string SyncConflict => (string)ValueOf(ConfigSchema.SyncConflict).Value!;

    /// <summary><c>full</c>, <c>hash</c> or <c>none</c>: the form in which a shared store gets a kind of text.</summary>
    /// <param name="key">The key of the kind, such as <see cref="ConfigSchema.SharedTitles"/>.</param>
    public string SharedForm(string key) => (string)ValueOf(key).Value!;

    /// <summary>The zone of days and of the times that are shown.</summary>
    public TimeZoneInfo Zone =>
        ValueOf(ConfigSchema.TimeZone).Value is string id ? TimeZoneInfo.FindSystemTimeZoneById(id) : TimeZoneInfo.Local;

    /// <summary>The currency in which costs are shown as well; null for none.</summary>
    public string? Currency => ValueOf(ConfigSchema.Currency).Value as string;

    /// <summary>The protocols by which git may fetch skills.</summary>
    public IReadOnlyList<string> SkillProtocols => (IReadOnlyList<string>)ValueOf(ConfigSchema.SkillProtocols).Value!;

    /// <summary>How long a session must stay ended before hooks are told of it.</summary>
    public int SessionEndAfterMinutes => (int)ValueOf(ConfigSchema.SessionEndAfter).Value!;

    /// <summary>The time between two exports of figures.</summary>
    public int MetricsIntervalMinutes => (int)ValueOf(ConfigSchema.MetricsInterval).Value!;

    /// <summary>How many days events are kept.</summary>
    public int EventDays => (int)ValueOf(ConfigSchema.EventDays).Value!;

    /// <summary>True if what is measured is kept in the ledger.</summary>
    public bool MetricsEnabled => (bool)ValueOf(ConfigSchema.MetricsEnabled).Value!;

    /// <summary>How many days the minutes of what was measured are kept, the hours, and the days.</summary>
    public (int Minutes, int Hours, int Days) MetricDays =>
        (
            (int)ValueOf(ConfigSchema.MinuteDays).Value!,
            (int)ValueOf(ConfigSchema.HourDays).Value!,
            (int)ValueOf(ConfigSchema.DayDays).Value!
        );

    /// <summary>The file of Rimuru's own log.</summary>
    public string LogFile => (string?)ValueOf(ConfigSchema.LogPath).Value ?? Paths.LogFile;

    /// <summary><c>text</c> or <c>json</c>.</summary>
    public string LogFormat => (string)ValueOf(ConfigSchema.LogFormat).Value!;

    /// <summary>The size in MB at which a new log is begun.</summary>
    public int LogMaxSizeMb => (int)ValueOf(ConfigSchema.LogMaxSizeMb).Value!;

    /// <summary>How many former logs are kept.</summary>
    public int LogKeep => (int)ValueOf(ConfigSchema.LogKeep).Value!;

    /// <summary>The level of each part of Rimuru that logs.</summary>
    public IReadOnlyList<LogLevel> LogLevels => Array.ConvertAll(ConfigSchema.LogAreas, LogLevelOf);

    /// <summary>The configured base URL of a source of prices, by its name in lower case; null for its default.</summary>
    public string? SyncBaseUrl(string provider) => (string?)ValueOf(ConfigSchema.BaseUrlOf(provider)).Value;

    /// <summary>Every key with its effective value, for display.</summary>
    public IReadOnlyList<ConfigurationSetting> Settings => [.. schema.Keys.Select(Describe)];

    /// <summary>Every key with the value that the user's files give it, or its default.</summary>
    public IEnumerable<(string Name, object? Value)> OfFiles =>
        schema.Keys.Select(key => (key.Name, ValueOf(key, layers.Skip(LayersOfProcess)).Value));

    /// <summary>Reads all sources. A wrong key or value in any of them is E4001 to E4005, even if another source overrides it.</summary>
    /// <param name="host">The machine and the user.</param>
    /// <param name="agents">The names of the agents that may be configured, such as <c>ClaudeCode</c>.</param>
    /// <param name="overrides">Settings from the command's parameters.</param>
    public static RimuruConfig Load(HostEnvironment host, IReadOnlyList<string> agents, IReadOnlyList<ConfigOverride>? overrides = null)
    {
        ConfigPaths paths = new(host);
        ConfigSchema schema = new(agents);
        ConfigLayer parameters = FromParameters(schema, overrides ?? []);
        ConfigLayer environment = new();
        ReadEnvironment(environment, schema, host);
        ConfigLayer dotEnv = new();
        if (ConfigFile.Read(paths.DotEnvFile) is { } variables)
            DotEnvFile.ReadInto(dotEnv, schema, paths.DotEnvFile, variables);
        ConfigLayer settings = new();
        if (SettingsFile.Find(paths) is { Text: { } text } file)
            SettingsFile.ReadInto(settings, schema, file.Path, text);
        return new(paths, schema, [parameters, environment, dotEnv, settings]);
    }

    /// <summary>The error for a password of the database in two places: E4005.</summary>
    public static RimuruException TwoPasswords(string origin, string database) =>
        new(ErrorCodes.ConfigDuplicate, $"{origin}: {ConfigSchema.DatabasePassword} is set, but {database} has a password itself.", origin);

    /// <summary>The configuration of an agent, by its name, such as <c>ClaudeCode</c>.</summary>
    public AgentConfig Agent(string name)
    {
        string section = ConfigSchema.SectionOf(name);
        return new(
            (bool)ValueOf(ConfigSchema.EnabledOf(name)).Value!,
            (string?)ValueOf(section + ".config_path").Value,
            (string[]?)ValueOf(ConfigSchema.PathsOf(name)).Value ?? []
        );
    }

    /// <summary>The effective value of a key such as <c>database.url</c>, for display.</summary>
    public ConfigurationSetting Setting(string name) => Describe(Key(name));

    /// <summary>The source that overrides the settings file for a key; null if none does.</summary>
    public string? StrongerThanFile(string name)
    {
        ConfigKey key = Key(name);
        return layers[..^1].Select(layer => layer[key]?.Origin).FirstOrDefault(origin => origin is not null);
    }

    private ConfigurationSetting Describe(ConfigKey key)
    {
        ConfigValue value = ValueOf(key);
        object? byDefault = key.Name == ConfigSchema.DatabaseUrl ? Paths.LedgerFile : key.Default,
            effective = value.Value ?? byDefault;
        return new()
        {
            Name = key.Name,
            Value = effective is string text ? Redaction.Redact(text) : effective,
            Default = byDefault,
            Origin = value.Origin,
            Description = key.Purpose,
            Allowed = key.Allowed,
            Variable = key.Variable,
        };
    }

    private LogLevel LogLevelOf(string area)
    {
        object level = ValueOf(ConfigSchema.LogLevelOf(area)).Value ?? ValueOf(ConfigSchema.LogLevel).Value!;
        return (LogLevel)Array.IndexOf(ConfigSchema.LogLevels, (string)level);
    }

    private ConfigKey Key(string name) =>
        schema.Find(name) ?? throw new ArgumentException($"There is no configuration key {name}.", nameof(name));

    private ConfigValue ValueOf(string name) => ValueOf(Key(name));

    private ConfigValue ValueOf(ConfigKey key) => ValueOf(key, layers);

    private static ConfigValue ValueOf(ConfigKey key, IEnumerable<ConfigLayer> layers)
    {
        foreach (ConfigLayer layer in layers)
        {
            if (layer[key] is { } value)
                return value;
        }
        return new(key.Default, FromDefault);
    }

    private static ConfigLayer FromParameters(ConfigSchema schema, IReadOnlyList<ConfigOverride> overrides)
    {
        ConfigLayer layer = new();
        foreach (ConfigOverride given in overrides)
        {
            ConfigKey key =
                schema.Find(given.Key) ?? throw new ArgumentException($"There is no configuration key {given.Key}.", nameof(overrides));
            string origin = $"parameter {given.Parameter}";
            layer.Set(key, key.Parse(given.Value, origin), origin);
        }
        return layer;
    }

    /// <summary>Reads the environment into a layer, and returns the number of variables.</summary>
    public static int ReadEnvironment(ConfigLayer layer, ConfigSchema schema, HostEnvironment host)
    {
        List<string> names = [.. host.NamesWithPrefix(ConfigVariables.Prefix)];
        foreach (ConfigKey key in schema.Keys)
        {
            if (key.PlainVariable is { } plain && host.Variable(plain) is not null)
                names.Add(plain);
        }
        foreach (string name in names)
            layer.Read(() => ReadVariable(layer, schema, host, name));
        return names.Count;
    }

    private static void ReadVariable(ConfigLayer layer, ConfigSchema schema, HostEnvironment host, string name)
    {
        string origin = $"environment {name}";
        ConfigKey key = ConfigVariables.KeyOf(schema, name, origin);
        if (host.Variable(name) is { } value)
            layer.Set(key, key.Parse(value, origin), origin);
    }
}
