using Rimuru.Core.Errors;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Config;

/// <summary>
/// Shows, changes and checks the user's configuration. Needs no engine, so that a wrong configuration can be checked too. A change takes
/// effect with the next engine.
/// </summary>
/// <param name="host">The machine and the user.</param>
/// <param name="agents">The names of the agents that may be configured.</param>
/// <param name="facts">Reads a database URL. E1003: it is not valid.</param>
internal sealed class ConfigurationService(HostEnvironment host, IReadOnlyList<string> agents, Func<string, DatabaseFacts> facts)
{
    private readonly ConfigPaths paths = new(host);
    private readonly ConfigSchema schema = new(agents);

    /// <summary>The file that settings are written to. E4005: there are two.</summary>
    public string File => SettingsFile.Find(paths).Path;

    /// <summary>The warning that a change in a file has no effect, because a stronger source sets the key.</summary>
    public static string ExplainOverride(string file, string stronger) => $"{file} was changed, but {stronger} overrides it.";

    /// <summary>The names of all keys.</summary>
    public IEnumerable<string> Names => schema.Keys.Select(key => key.Name);

    /// <summary>Every key with its effective value. E4001 to E4005: a source is wrong.</summary>
    public IReadOnlyList<ConfigurationSetting> Settings => RimuruConfig.Load(host, agents).Settings;

    /// <summary>Throws E4001 if there is no key with this name; <paramref name="parameter"/> is where it was given.</summary>
    public void CheckName(string name, string parameter) => schema.Get(name, $"parameter {parameter}");

    /// <summary>The key's values that a user can choose from; empty if there are too many to list.</summary>
    public IReadOnlyList<string> ChoicesOf(string name) =>
        schema.Find(name) switch
        {
            { Kind: ConfigKind.Switch } => ["true", "false"],
            { } key => key.Choices,
            null => [],
        };

    /// <summary>
    /// Sets a key in the user's file. E4001: there is no such key. E4002: the value is not allowed. E4006: the file cannot be written.
    /// </summary>
    /// <param name="name">The key.</param>
    /// <param name="values">The value as text; several texts for a list.</param>
    /// <param name="parameter">Where the value was given, for errors.</param>
    /// <returns>What the user should know of the change.</returns>
    public IReadOnlyList<string> Set(string name, IReadOnlyList<string> values, string parameter)
    {
        object parsed = Parse(name, values, parameter);
        Write(edit => Put(edit, name, parsed));
        return WarningsOf(name);
    }

    /// <summary>The value as it will be shown. E4001: there is no such key. E4002: the value is not allowed.</summary>
    public string Preview(string name, IReadOnlyList<string> values, string parameter) =>
        ConfigKey.Show(Parse(name, values, parameter)) ?? "";

    /// <summary>Removes a key from the user's file, so that its default applies.</summary>
    /// <returns>What the user should know of the change.</returns>
    public IReadOnlyList<string> Reset(string name)
    {
        Write(edit => edit.Remove(name));
        return WarningsOf(name);
    }

    /// <summary>Checks every source, and finds all errors in it, not only the first.</summary>
    public IEnumerable<ConfigurationCheck> Check()
    {
        List<RimuruException> problems = [];
        int variables = RimuruConfig.ReadEnvironment(new ConfigLayer(problems), schema, host);
        foreach (ConfigurationCheck check in Results("environment", problems, variables == 0 ? "no variable is set" : Count(variables)))
            yield return check;
        foreach (ConfigurationCheck check in CheckFile(paths.DotEnvFile, DotEnvFile.ReadInto))
            yield return check;
        foreach (ConfigurationCheck check in CheckSettings())
            yield return check;
        foreach (ConfigurationCheck check in CheckDatabase())
            yield return check;

        static string Count(int variables) => variables == 1 ? "one variable is set" : $"{variables} variables are set";
    }

    private IEnumerable<ConfigurationCheck> CheckSettings()
    {
        string path;
        try
        {
            path = File;
        }
        catch (RimuruException e)
        {
            return Results(paths.ConfigFolder, [e], "");
        }

        return CheckFile(path, SettingsFile.ReadInto);
    }

    /// <summary>What several sources say together of the database; none if one of them is wrong, which has a check of its own.</summary>
    private IEnumerable<ConfigurationCheck> CheckDatabase()
    {
        RimuruConfig config;
        try
        {
            config = RimuruConfig.Load(host, agents);
        }
        catch (RimuruException)
        {
            return [];
        }

        DatabaseFacts? database = null;
        try
        {
            if (config.OwnDatabaseUrl is { } url)
                database = facts(url);
        }
        catch (RimuruException e)
        {
            return Results("", [new RimuruException(e.Code, e.Message, config.Setting(ConfigSchema.DatabaseUrl).Origin)], "");
        }

        if (config.DatabasePassword is not { } password)
            return [];
        if (database is { HasPassword: true })
            return Results("", [RimuruConfig.TwoPasswords(password.Origin, database.Display)], "");
        return database is { IsServer: true }
            ? []
            :
            [
                new()
                {
                    Source = password.Origin,
                    Status = CheckStatus.Warning,
                    Detail = $"{ConfigSchema.DatabasePassword} has no effect, because {ConfigSchema.DatabaseUrl} names no server",
                    Advice = $"Set {ConfigSchema.DatabaseUrl} to the server, or remove {ConfigSchema.DatabasePassword}.",
                },
            ];
    }

    private IEnumerable<ConfigurationCheck> CheckFile(string path, Action<ConfigLayer, ConfigSchema, string, string> read)
    {
        List<RimuruException> problems = [];
        ConfigLayer layer = new(problems);
        string? text = null;
        layer.Read(() =>
        {
            text = ConfigFile.Read(path);
            if (text is not null)
                read(layer, schema, path, text);
        });
        foreach (ConfigurationCheck check in Results(path, problems, text is null ? "does not exist" : "every line is understood"))
            yield return check;
        if (HasPassword(layer) && IsReadableByOthers(path))
        {
            yield return new()
            {
                Source = path,
                Status = CheckStatus.Warning,
                Detail = "the file has the password of the database, and other users of this machine may read it",
                Advice = $"Take their permission away: chmod 600 {path}",
            };
        }
    }

    private static IEnumerable<ConfigurationCheck> Results(string source, List<RimuruException> problems, string allIsWell)
    {
        if (problems.Count == 0)
            yield return new()
            {
                Source = source,
                Status = CheckStatus.Passed,
                Detail = allIsWell,
            };
        foreach (RimuruException problem in problems)
        {
            // The source has a column of its own.
            string place = problem.Context ?? source,
                detail = problem.Message.Replace($"{place}: ", "", StringComparison.Ordinal);
            yield return new()
            {
                Source = place,
                Status = CheckStatus.Failed,
                Detail = detail,
                Advice = ErrorTable.Find(problem.Code)?.PlainAdvice,
            };
        }
    }

    private bool HasPassword(ConfigLayer layer) =>
        schema.Find(ConfigSchema.DatabaseUrl) is { } key && layer[key]?.Value is string url && Redaction.Redact(url) != url;

    private static bool IsReadableByOthers(string path) =>
        !OperatingSystem.IsWindows() && (System.IO.File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0;

    private object Parse(string name, IReadOnlyList<string> values, string parameter)
    {
        string origin = $"parameter {parameter}";
        ConfigKey key = schema.Get(name, origin);
        if (values.Count == 1)
            return key.Parse(values[0], origin);
        return key.IsList ? key.ParseItems(values, origin) : throw key.Wrong(origin, $"has {values.Count} values");
    }

    private static void Put(ConfigEdit edit, string name, object value)
    {
        if (value is string[] items)
            edit.SetList(name, items);
        else if (value is string text)
            edit.SetText(name, text);
        else
            edit.Set(name, ConfigKey.Show(value)!);
    }

    private void Write(Action<ConfigEdit> change) => new ConfigWriter(paths, agents).Change(change);

    private List<string> WarningsOf(string name)
    {
        List<string> warnings = [];
        RimuruConfig config = RimuruConfig.Load(host, agents);
        if (config.StrongerThanFile(name) is { } stronger)
            warnings.Add(ExplainOverride(File, stronger));
        if (name == ConfigSchema.DatabaseUrl && DatabaseOf(config) is { HasPassword: true })
            warnings.Add(
                $"The password stands as text in {File}. {Terms.StoreCredential("NAME")} keeps it apart, and "
                    + $"{ConfigSchema.DatabasePassword} set to secret:NAME uses it."
            );
        if (ConfigSchema.IsSharing(name) && DatabaseOf(config) is { IsServer: true })
            warnings.Add($"What the server was given before stays there until {Terms.OptimizeStore} takes it out.");
        return warnings;
    }

    /// <summary>The database that is configured; null if none is, or if its URL is not valid, which every use of it says.</summary>
    private DatabaseFacts? DatabaseOf(RimuruConfig config)
    {
        try
        {
            return config.OwnDatabaseUrl is { } url ? facts(url) : null;
        }
        catch (RimuruException)
        {
            return null;
        }
    }
}
