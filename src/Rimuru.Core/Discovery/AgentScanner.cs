using System.Runtime.CompilerServices;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Adapters.Amp;
using Rimuru.Core.Adapters.ClaudeCode;
using Rimuru.Core.Adapters.Cline;
using Rimuru.Core.Adapters.Codex;
using Rimuru.Core.Adapters.Copilot;
using Rimuru.Core.Adapters.Cursor;
using Rimuru.Core.Adapters.Droid;
using Rimuru.Core.Adapters.GeminiCli;
using Rimuru.Core.Adapters.Goose;
using Rimuru.Core.Adapters.Kilo;
using Rimuru.Core.Adapters.OpenCode;
using Rimuru.Core.Adapters.Pi;
using Rimuru.Core.Adapters.QwenCode;
using Rimuru.Core.Config;

namespace Rimuru.Core.Discovery;

/// <summary>Knows every agent there is an adapter for, and finds those that have data on this machine.</summary>
internal static class AgentScanner
{
    private static readonly AgentAdapter[] Adapters =
    [
        new ClaudeCodeAdapter(), new CodexAdapter(), new OpenCodeAdapter(), new CopilotAdapter(), new GooseAdapter(), new CursorAdapter(),
        new GeminiCliAdapter(), new QwenCodeAdapter(), new KiloAdapter(), new PiAdapter(), new ClineAdapter(), new AmpAdapter(), new DroidAdapter(),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Adapters.Select(adapter => adapter.Name)];

    /// <summary>The adapter of an agent; null where there is none of the name.</summary>
    public static AgentAdapter? Find(string name) => Array.Find(Adapters, adapter => adapter.Name == name);

    /// <summary>The agent whose service a file was saved from; null where no agent knows it.</summary>
    public static AgentAdapter? AgentOfExport(string path) => Adapters.FirstOrDefault(adapter => adapter.OpenExport(path) is not null);

    public static IReadOnlyList<AgentPlaces> Scan(HostEnvironment environment, RimuruConfig config) =>
    [
        .. Adapters.Select(adapter =>
        {
            // Another home is read at its usual places: what is configured is about the user's own.
            AgentConfig settings = config.Agent(adapter.Name);
            IReadOnlyList<string> places = adapter.Locate(environment, environment.IsOwnHome ? settings.ConfigPath : null);
            if (environment.IsOwnHome && settings.Paths.Count > 0) places = [.. places.Concat(settings.Paths.SelectMany(path => Registered(adapter, environment, path))).Distinct(StringComparer.Ordinal)];
            return new AgentPlaces(adapter, settings.Enabled, places, [.. places.Where(place => Path.Exists(place) || LogFiles.RefusedAbove(place) is not null)]);
        }),
    ];

    /// <summary>The places of an agent's data in a folder that was registered: the agent's own folder, or a home that has one.</summary>
    public static IReadOnlyList<string> Registered(AgentAdapter adapter, HostEnvironment environment, string path)
    {
        IReadOnlyList<string> own = adapter.Locate(environment, path);
        if (own.Any(Path.Exists)) return own;
        IReadOnlyList<string> home = adapter.Locate(environment.WithHome(environment.Expand(path)), null);
        return home.Any(Path.Exists) ? home : own;
    }

    /// <summary>Discovers several agents at a time, and gives those that are here in their order.</summary>
    public static async IAsyncEnumerable<DiscoveredAgent> DiscoverAsync(IReadOnlyList<AgentPlaces> agents, HostEnvironment environment, [EnumeratorCancellation] CancellationToken stop)
    {
        // Most of a discovery is waiting for programs to start; a few at a time leave the machine to its user.
        using SemaphoreSlim turns = new(Math.Clamp(Environment.ProcessorCount, 1, 4));
        Task<DiscoveredAgent?>[] searches = [.. agents.Select(Search)];
        try
        {
            foreach (Task<DiscoveredAgent?> search in searches)
            {
                if (await search.ConfigureAwait(false) is { } found) yield return found;
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

    public static AgentAdapter Adapter(string name) => Adapters.First(adapter => adapter.Name == name);
}

/// <summary>An agent, where its data was looked for, and where it was found.</summary>
internal sealed record AgentPlaces(AgentAdapter Adapter, bool Enabled, IReadOnlyList<string> Places, IReadOnlyList<string> Roots);
