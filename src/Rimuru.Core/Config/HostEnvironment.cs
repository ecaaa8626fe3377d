namespace Rimuru.Core.Config;

/// <summary>What the engine knows of the machine it runs on. Everything that reads the environment goes through here, so that a test or <c>--home</c> can stand in for it.</summary>
internal sealed class HostEnvironment
{
    private readonly Func<string, string?> variables;

    private HostEnvironment(string home, Func<string, string?> variables, bool isOwnHome)
    {
        Home = home;
        this.variables = variables;
        IsOwnHome = isOwnHome;
    }

    /// <summary>The home folder whose agents are read, as an absolute path.</summary>
    public string Home { get; }

    /// <summary>False where the user named another home: the agents' own variables are ignored then.</summary>
    public bool IsOwnHome { get; }

    public string MachineName { get; init; } = Environment.MachineName;

    public string UserName { get; init; } = Environment.UserName;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static HostEnvironment Current() => new(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), Environment.GetEnvironmentVariable, isOwnHome: true);

    /// <summary>An environment of given variables only, for tests.</summary>
    public static HostEnvironment Of(string home, IReadOnlyDictionary<string, string> variables) =>
        new(home, name => variables.TryGetValue(name, out string? value) ? value : null, isOwnHome: true);

    /// <summary>The same machine with another home, whose agents are looked for at their usual places only.</summary>
    public HostEnvironment WithHome(string home) => new(Path.GetFullPath(home), variables, isOwnHome: false)
    {
        MachineName = MachineName,
        UserName = UserName,
        Time = Time,
    };

    /// <summary>A variable that is meant for Rimuru itself; null where unset or empty.</summary>
    public string? Variable(string name) => variables(name) is { Length: > 0 } value ? value : null;

    /// <summary>A variable that tells where an agent keeps its data; null where unset, empty, or where another home was named.</summary>
    public string? AgentVariable(string name) => IsOwnHome ? Variable(name) : null;

    /// <summary>Joins path parts to the home folder.</summary>
    public string InHome(params string[] parts) => Path.Combine([Home, .. parts]);

    /// <summary>Replaces a leading <c>~</c> by the home folder.</summary>
    public string Expand(string path) => path == "~" ? Home
        : path.StartsWith("~/", StringComparison.Ordinal) || path.StartsWith("~\\", StringComparison.Ordinal) ? Path.Combine(Home, path[2..])
        : path;
}
