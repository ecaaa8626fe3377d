using System.Collections;
using System.Collections.Concurrent;
using Rimuru.Core.Files;

namespace Rimuru.Core.Config;

/// <summary>
/// The machine that the engine runs on. All access to the environment goes through this class, so that a test or <c>--home</c> can replace
/// it.
/// </summary>
internal sealed class HostEnvironment
{
    /// <summary>Windows sets these for everybody.</summary>
    private static readonly string[] SystemFolders = ["APPDATA", "LOCALAPPDATA"];

    private readonly ConcurrentDictionary<string, bool> passedOver = new(StringComparer.Ordinal);
    private readonly Func<string, string?> variable;
    private readonly Func<IEnumerable<string>> names;

    private HostEnvironment(string home, string ownHome, Func<string, string?> variable, Func<IEnumerable<string>> names, bool isOwnHome)
    {
        Home = home;
        OwnHome = ownHome;
        this.variable = variable;
        this.names = names;
        IsOwnHome = isOwnHome;
    }

    /// <summary>The home folder whose agents are read, as an absolute path.</summary>
    public string Home { get; }

    /// <summary>The home folder of the user who runs Rimuru; it has the configuration even if another home is read.</summary>
    public string OwnHome { get; }

    /// <summary>False if the user named another home: the agents' own variables are ignored then.</summary>
    public bool IsOwnHome { get; }

    public HostPlatform Platform { get; init; } = OwnPlatform();

    /// <summary>How paths are compared on this system: Windows and macOS ignore case.</summary>
    public StringComparison PathComparison =>
        Platform == HostPlatform.Linux ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    public string MachineName { get; init; } = Environment.MachineName;

    public string UserName { get; init; } = Environment.UserName;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static HostEnvironment Current()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return new(home, home, Environment.GetEnvironmentVariable, ProcessNames, isOwnHome: true);
    }

    /// <summary>An environment with only the given variables, for tests.</summary>
    public static HostEnvironment Of(string home, IReadOnlyDictionary<string, string> variables) =>
        new(home, home, name => variables.TryGetValue(name, out string? value) ? value : null, () => variables.Keys, isOwnHome: true);

    /// <summary>An environment with only the given variables and the folder layout of another operating system, for tests.</summary>
    public static HostEnvironment Of(string home, IReadOnlyDictionary<string, string> variables, HostPlatform platform)
    {
        HostEnvironment host = Of(home, variables);
        return new(home, home, host.variable, host.names, isOwnHome: true) { Platform = platform };
    }

    /// <summary>The same machine with another clock, for tests.</summary>
    public HostEnvironment With(TimeProvider time) =>
        new(Home, OwnHome, variable, names, IsOwnHome)
        {
            Platform = Platform,
            MachineName = MachineName,
            UserName = UserName,
            Time = time,
        };

    /// <summary>The same home on another machine, for tests.</summary>
    public HostEnvironment With(string machine, string user) =>
        new(Home, OwnHome, variable, names, IsOwnHome)
        {
            Platform = Platform,
            MachineName = machine,
            UserName = user,
            Time = Time,
        };

    /// <summary>The same machine with another home, whose agents are searched in the default locations only.</summary>
    public HostEnvironment WithHome(string home) =>
        new(Path.GetFullPath(home), OwnHome, variable, names, isOwnHome: false)
        {
            Platform = Platform,
            MachineName = MachineName,
            UserName = UserName,
            Time = Time,
        };

    /// <summary>A variable for Rimuru itself; null if unset or empty.</summary>
    public string? Variable(string name) => variable(name) is { Length: > 0 } value ? value : null;

    /// <summary>The names of the variables that start with a prefix, in any case, sorted.</summary>
    public List<string> NamesWithPrefix(string prefix)
    {
        List<string> found = [];
        foreach (string name in names())
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                found.Add(name);
        }
        if (found.Count > 1)
            found.Sort(StringComparer.Ordinal);
        return found;
    }

    /// <summary>
    /// Why Rimuru must not start a program; null if it may. Programs of another home are never started: reading a home must not run
    /// anything.
    /// </summary>
    public string? WhyNotStarted(string program) =>
        !IsOwnHome ? "it belongs to another home" : ProgramTrust.WhyNot(program, Environment.CurrentDirectory, OwnHome);

    /// <summary>
    /// Full path of a program on this user's PATH; null if there is none that may be started: a cloned repository must not supply a program
    /// named crontab.
    /// </summary>
    public string? FindProgram(string name)
    {
        bool isWindows = Platform == HostPlatform.Windows;
        return (Variable("PATH") ?? "")
            .Split(isWindows ? ';' : ':', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, isWindows ? name + ".exe" : name))
            .FirstOrDefault(path => RegularFile.Exists(path) && ProgramTrust.WhyNot(path, Environment.CurrentDirectory, OwnHome) is null);
    }

    /// <summary>A variable that tells where an agent keeps its data; null where unset, empty, or where another home was named.</summary>
    public string? AgentVariable(string name)
    {
        if (IsOwnHome)
            return Variable(name);
        if (!SystemFolders.Contains(name) && Variable(name) is not null)
            passedOver[name] = true;
        return null;
    }

    /// <summary>The folder of agents' data by the rules of XDG.</summary>
    public string DataHome => AgentVariable("XDG_DATA_HOME") ?? InHome(".local", "share");

    /// <summary>The folder of agents' settings by the rules of XDG.</summary>
    public string ConfigHome => AgentVariable("XDG_CONFIG_HOME") ?? InHome(".config");

    /// <summary>The folder of agents' data on Windows that follows the user to other machines.</summary>
    public string RoamingData => AgentVariable("APPDATA") ?? InHome("AppData", "Roaming");

    /// <summary>The folder of agents' data on Windows that stays on the machine.</summary>
    public string LocalData => AgentVariable("LOCALAPPDATA") ?? InHome("AppData", "Local");

    /// <summary>The agents' own variables that are set, and passed over since another home was named.</summary>
    public IReadOnlyList<string> PassedOver => [.. passedOver.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Joins path parts to the home folder that is read.</summary>
    public string InHome(params string[] parts) => Path.Combine([Home, .. parts]);

    /// <summary>Replaces a leading <c>~</c> with the home folder whose agents are read.</summary>
    public string Expand(string path) => Expand(path, Home);

    /// <summary>Replaces a leading <c>~</c> with the home folder of the user who runs Rimuru.</summary>
    public string ExpandOwn(string path) => Expand(path, OwnHome);

    private static string Expand(string path, string home) =>
        path switch
        {
            "~" => home,
            ['~', '/' or '\\', .. string below] => Path.Combine(home, below),
            _ => path,
        };

    private static HostPlatform OwnPlatform()
    {
        if (OperatingSystem.IsWindows())
            return HostPlatform.Windows;
        return OperatingSystem.IsMacOS() ? HostPlatform.MacOS : HostPlatform.Linux;
    }

    private static string[] ProcessNames()
    {
        ICollection all = Environment.GetEnvironmentVariables().Keys;
        string[] names = new string[all.Count];
        all.CopyTo(names, 0);
        return names;
    }
}
