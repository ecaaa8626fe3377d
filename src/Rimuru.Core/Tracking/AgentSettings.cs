using Rimuru.Core.Config;
using Rimuru.Core.Discovery;
using Rimuru.Core.Errors;
using Rimuru.Core.Wording;

namespace Rimuru.Core.Tracking;

/// <summary>Reads and changes the agents' settings in the user's configuration. A change takes effect with the next engine.</summary>
internal sealed class AgentSettings(AgentCatalog catalog, HostEnvironment environment, RimuruConfig config)
{
    /// <summary>The file that settings are written to.</summary>
    public string File => SettingsFile.Find(config.Paths).Path;

    private ConfigWriter Writer => new(config.Paths, catalog.Names);

    /// <summary>Enables or disables reading an agent.</summary>
    /// <returns>The origin that overrides the new setting; null if none does.</returns>
    public string? Enable(string agent, bool isEnabled)
    {
        string key = ConfigSchema.EnabledOf(agent);
        Writer.Change(edit => edit.Set(key, isEnabled ? "true" : "false"));
        return config.StrongerThanFile(key);
    }

    /// <summary>
    /// Registers a folder of an agent's data, or a home that has one. E9002: it does not exist, and <c>mayBeMissing</c> is false.
    /// </summary>
    public string? Register(string agent, string path, bool mayBeMissing)
    {
        if (!mayBeMissing && !Path.Exists(path))
            throw new RimuruException(
                ErrorCodes.PathNotFound,
                $"{path} does not exist. A share that is currently not available can be registered with {Terms.Force}.",
                path
            );
        string key = ConfigSchema.PathsOf(agent);
        Writer.Change(edit =>
        {
            IReadOnlyList<string> known = edit.Items(key);
            if (!known.Any(other => IsSamePath(other, path)))
                edit.SetList(key, [.. known, path]);
        });
        return config.StrongerThanFile(key);
    }

    /// <summary>True if the folder currently has data of the agent.</summary>
    public bool HasData(string agent, string path) =>
        catalog.Find(agent) is { } adapter && AgentScanner.Registered(adapter, environment, path).Any(Path.Exists);

    /// <summary>The registered folders of an agent.</summary>
    public IReadOnlyList<string> Registered(string agent) => config.Agent(agent).Paths;

    /// <summary>Unregisters a folder. What was read from it stays in the ledger.</summary>
    public string? Unregister(string agent, string path)
    {
        string key = ConfigSchema.PathsOf(agent);
        Writer.Change(edit => edit.SetList(key, [.. edit.Items(key).Where(known => !IsSamePath(known, path))]));
        return config.StrongerThanFile(key);
    }

    /// <summary>True if two paths are the same on this system.</summary>
    public bool IsSamePath(string path, string other) => path.Equals(other, environment.PathComparison);
}
