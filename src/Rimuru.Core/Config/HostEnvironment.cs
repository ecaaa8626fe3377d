using System.Collections;

namespace Rimuru.Core.Config;

/// <summary>What the engine knows of the machine it runs on. Everything that reads the environment goes through here, so that a test or <c>--home</c> can stand in for it.</summary>
internal sealed class HostEnvironment
{
    private readonly Func<string, string?> variable;
    private readonly Func<IEnumerable<KeyValuePair<string, string>>> variables;

    private HostEnvironment(
        string home, string ownHome, Func<string, string?> variable, Func<IEnumerable<KeyValuePair<string, string>>> variables, bool isOwnHome)
    {
        Home = home;
        OwnHome = ownHome;
        this.variable = variable;
        this.variables = variables;
        IsOwnHome = isOwnHome;
    }

    /// <summary>The home folder whose agents are read, as an absolute path.</summary>
    public string Home { get; }

    /// <summary>The home folder of the user who runs Rimuru; the configuration lies there even where another home is read.</summary>
    public string OwnHome { get; }

    /// <summary>False where the user named another home: the agents' own variables are ignored then.</summary>
    public bool IsOwnHome { get; }

    public HostPlatform Platform { get; init; } =
        OperatingSystem.IsWindows() ? HostPlatform.Windows : OperatingSystem.IsMacOS() ? HostPlatform.MacOS : HostPlatform.Linux;

    public string MachineName { get; init; } = Environment.MachineName;

    public string UserName { get; init; } = Environment.UserName;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static HostEnvironment Current()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return new(home, home, Environment.GetEnvironmentVariable, ProcessVariables, isOwnHome: true);
    }

    /// <summary>An environment of given variables only, for tests.</summary>
    public static HostEnvironment Of(string home, IReadOnlyDictionary<string, string> variables) =>
        new(home, home, name => variables.TryGetValue(name, out string? value) ? value : null, () => variables, isOwnHome: true);

    /// <summary>An environment of given variables only, with the folders of another operating system, for tests.</summary>
    public static HostEnvironment Of(string home, IReadOnlyDictionary<string, string> variables, HostPlatform platform)
    {
        HostEnvironment host = Of(home, variables);
        return new(home, home, host.variable, host.variables, isOwnHome: true) { Platform = platform };
    }

    /// <summary>The same machine with another home, whose agents are looked for at their usual places only.</summary>
    public HostEnvironment WithHome(string home) => new(Path.GetFullPath(home), OwnHome, variable, variables, isOwnHome: false)
    {
        Platform = Platform,
        MachineName = MachineName,
        UserName = UserName,
        Time = Time,
    };

    /// <summary>A variable that is meant for Rimuru itself; null where unset or empty.</summary>
    public string? Variable(string name) => variable(name) is { Length: > 0 } value ? value : null;

    /// <summary>Every variable whose name starts with a prefix, in any case, sorted by name.</summary>
    public List<KeyValuePair<string, string>> VariablesWithPrefix(string prefix)
    {
        List<KeyValuePair<string, string>> found = [];
        foreach (KeyValuePair<string, string> pair in variables())
        {
            if (pair.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) found.Add(pair);
        }
        if (found.Count > 1) found.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return found;
    }

    /// <summary>A variable that tells where an agent keeps its data; null where unset, empty, or where another home was named.</summary>
    public string? AgentVariable(string name) => IsOwnHome ? Variable(name) : null;

    /// <summary>Joins path parts to the home folder.</summary>
    public string InHome(params string[] parts) => Path.Combine([Home, .. parts]);

    /// <summary>Replaces a leading <c>~</c> by the home folder.</summary>
    public string Expand(string path) => path == "~" ? Home
        : path.StartsWith("~/", StringComparison.Ordinal) || path.StartsWith("~\\", StringComparison.Ordinal) ? Path.Combine(Home, path[2..])
        : path;

    private static IEnumerable<KeyValuePair<string, string>> ProcessVariables()
    {
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            yield return new((string)entry.Key, (string?)entry.Value ?? "");
        }
    }
}
