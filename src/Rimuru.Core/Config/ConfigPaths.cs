using Rimuru.Core.Errors;

namespace Rimuru.Core.Config;

/// <summary>The locations of the configuration and the ledger on this machine. Creates and opens nothing.</summary>
internal sealed class ConfigPaths
{
    private const string HomeVariable = "RIMURU_HOME";

    public ConfigPaths(HostEnvironment host)
    {
        string? moved = MovedTo(host);
        ConfigFolder = moved ?? Absolute(ConfigFolderOf(host));
        // The ledger in RIMURU_HOME is the user's own; another home is never read into it.
        DataFolder = moved is not null && host.IsOwnHome ? moved : Absolute(DataFolderOf(host, host.IsOwnHome));
        LogFile = Path.Combine(moved ?? Absolute(LogFolderOf(host)), "rimuru.log");
        CredentialKeyFile = Path.Combine(moved ?? Absolute(DataFolderOf(host, isOwn: true)), "keys", "credentials.key");
        PluginFolder = Path.Combine(moved ?? Absolute(DataFolderOf(host, isOwn: true)), "plugins");
        SharingKeyFile = Path.Combine(Path.GetDirectoryName(CredentialKeyFile)!, "sharing.key");
    }

    /// <summary>
    /// The folder of <c>local.toml</c> or <c>local.yaml</c>, and of <c>.env</c>: always the user's own, even if another home is read.
    /// </summary>
    public string ConfigFolder { get; }

    /// <summary>The folder of the ledger of the home that is read.</summary>
    public string DataFolder { get; }

    /// <summary>The file of Rimuru's own log if no other is configured: always the user's own, even if another home is read.</summary>
    public string LogFile { get; }

    /// <summary>The encrypted credentials: always the user's own, even if another home is read.</summary>
    public string CredentialFile => Path.Combine(ConfigFolder, "credentials.json");

    /// <summary>The key of <see cref="CredentialFile"/>, in another folder, so that a backup of the one is worth nothing alone.</summary>
    public string CredentialKeyFile { get; }

    /// <summary>The folder of plugins: always the user's own, even if another home is read.</summary>
    public string PluginFolder { get; }

    /// <summary>The list of plugins.</summary>
    public string PluginFile => Path.Combine(PluginFolder, "registry.json");

    /// <summary>The key of what a shared store keeps for this user alone.</summary>
    public string SharingKeyFile { get; }

    /// <summary>The exchange rates that the user keeps.</summary>
    public string RateFile => Path.Combine(ConfigFolder, "exchange-rates.csv");

    public string DotEnvFile => Path.Combine(ConfigFolder, ".env");

    public string TomlFile => Path.Combine(ConfigFolder, "local.toml");

    public string YamlFile => Path.Combine(ConfigFolder, "local.yaml");

    /// <summary>The SQLite file of the ledger if no database is configured.</summary>
    public string LedgerFile => Path.Combine(DataFolder, "ledger.db");

    private static string ConfigFolderOf(HostEnvironment host) =>
        host.Platform switch
        {
            HostPlatform.Windows => Path.Combine(
                AbsoluteVariable(host, "APPDATA") ?? Path.Combine(host.OwnHome, "AppData", "Roaming"),
                "Rimuru"
            ),
            HostPlatform.MacOS => Path.Combine(host.OwnHome, "Library", "Application Support", "Rimuru"),
            _ => Path.Combine(AbsoluteVariable(host, "XDG_CONFIG_HOME") ?? Path.Combine(host.OwnHome, ".config"), "rimuru"),
        };

    private static string DataFolderOf(HostEnvironment host, bool isOwn)
    {
        string home = isOwn ? host.OwnHome : host.Home;
        return host.Platform switch
        {
            HostPlatform.Windows => Path.Combine(Variable("LOCALAPPDATA") ?? Path.Combine(home, "AppData", "Local"), "Rimuru"),
            HostPlatform.MacOS => Path.Combine(home, "Library", "Application Support", "Rimuru"),
            _ => Path.Combine(Variable("XDG_DATA_HOME") ?? Path.Combine(home, ".local", "share"), "rimuru"),
        };

        string? Variable(string name) => isOwn ? AbsoluteVariable(host, name) : null;
    }

    private static string LogFolderOf(HostEnvironment host) =>
        host.Platform switch
        {
            HostPlatform.Windows => Path.Combine(
                AbsoluteVariable(host, "LOCALAPPDATA") ?? Path.Combine(host.OwnHome, "AppData", "Local"),
                "Rimuru"
            ),
            HostPlatform.MacOS => Path.Combine(host.OwnHome, "Library", "Logs", "Rimuru"),
            _ => Path.Combine(AbsoluteVariable(host, "XDG_STATE_HOME") ?? Path.Combine(host.OwnHome, ".local", "state"), "rimuru"),
        };

    // The XDG specification says to ignore relative paths; they would depend on the current directory.
    private static string? AbsoluteVariable(HostEnvironment host, string name) =>
        host.Variable(name) is { } path && Path.IsPathFullyQualified(path) ? path : null;

    private static string? MovedTo(HostEnvironment host)
    {
        if (host.Variable(HomeVariable) is not { } path)
            return null;
        if (Path.IsPathFullyQualified(path))
            return path;
        throw new RimuruException(
            ErrorCodes.ConfigValue,
            $"environment {HomeVariable}: '{path}' is not an absolute path.",
            $"environment {HomeVariable}"
        );
    }

    private static string Absolute(string folder) =>
        Path.IsPathFullyQualified(folder)
            ? folder
            : throw new RimuruException(
                ErrorCodes.PathNotFound,
                $"This user has no home folder, so the location of configuration and ledger is unknown. Set {HomeVariable}."
            );
}
