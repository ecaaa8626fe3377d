using System.Runtime.CompilerServices;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Config;

namespace Rimuru.Core.Discovery;

/// <summary>Finds the agents of a catalog that have data, or a program, on this machine.</summary>
internal static class AgentScanner
{
    public static IReadOnlyList<AgentPlaces> Scan(AgentCatalog catalog, HostEnvironment environment, RimuruConfig config) =>
        [.. catalog.Adapters.Select(adapter => PlacesOf(adapter, environment, config))];

    /// <summary>The locations of one agent, and those that are here.</summary>
    public static AgentPlaces PlacesOf(AgentAdapter adapter, HostEnvironment environment, RimuruConfig config)
    {
        // Another home is read at the default locations only: the configuration is about the user's own home.
        AgentConfig settings = config.Agent(adapter.Name);
        IReadOnlyList<string> places = adapter.Locate(environment, environment.IsOwnHome ? settings.ConfigPath : null);
        if (environment.IsOwnHome && settings.Paths.Count > 0)
            places =
            [
                .. places
                    .Concat(settings.Paths.SelectMany(path => Registered(adapter, environment, path)))
                    .Distinct(StringComparer.Ordinal),
            ];
        return new AgentPlaces(
            adapter,
            settings.Enabled,
            places,
            [.. places.Where(place => Path.Exists(place) || LogFiles.RefusedAbove(place) is not null)]
        );
    }

    /// <summary>The locations of an agent's data in a registered folder, which is the agent's own folder or a home that has one.</summary>
    public static IReadOnlyList<string> Registered(AgentAdapter adapter, HostEnvironment environment, string path)
    {
        IReadOnlyList<string> own = adapter.Locate(environment, path);
        if (own.Any(Path.Exists))
            return own;
        IReadOnlyList<string> home = adapter.Locate(environment.WithHome(environment.Expand(path)), null);
        return home.Any(Path.Exists) ? home : own;
    }

    /// <summary>Discovers several agents at a time, and returns those that are present, in catalog order.</summary>
    public static async IAsyncEnumerable<DiscoveredAgent> DiscoverAsync(
        IReadOnlyList<AgentPlaces> agents,
        HostEnvironment environment,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        // Discovery mostly waits for programs to start; running a few at a time keeps the machine responsive.
        using SemaphoreSlim turns = new(Math.Clamp(Environment.ProcessorCount, 1, 4));
        Task<DiscoveredAgent?>[] searches = [.. agents.Select(Search)];
        try
        {
            foreach (Task<DiscoveredAgent?> search in searches)
            {
                if (await search.ConfigureAwait(false) is { } found)
                    yield return found;
            }
        }
        finally
        {
            await Task.WhenAll((IEnumerable<Task>)searches).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task<DiscoveredAgent?> Search(AgentPlaces agent)
        {
            await turns.WaitAsync(stop).ConfigureAwait(false);
            try
            {
                return await new AgentDiscovery(agent, environment).DiscoverAsync(stop).ConfigureAwait(false);
            }
            finally
            {
                turns.Release();
            }
        }
    }
}

/// <summary>An agent, the searched locations, and those that exist.</summary>
internal sealed record AgentPlaces(AgentAdapter Adapter, bool Enabled, IReadOnlyList<string> Places, IReadOnlyList<string> Roots);
