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
using Rimuru.Core.Ingest;

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

    /// <summary>The agent whose service a file was saved from; null where no agent knows it.</summary>
    public static AgentAdapter? AgentOfExport(string path) => Adapters.FirstOrDefault(adapter => adapter.OpenExport(path) is not null);

    public static IReadOnlyList<DiscoveredAgent> Scan(HostEnvironment environment, RimuruConfig config) =>
    [
        .. Adapters.Select(adapter =>
        {
            // Another home is read at its usual places: what is configured is about the user's own.
            AgentConfig settings = config.Agent(adapter.Name);
            IReadOnlyList<string> places = adapter.Locate(environment, environment.IsOwnHome ? settings.ConfigPath : null);
            return new DiscoveredAgent(adapter, settings.Enabled, places, [.. places.Where(Path.Exists)]);
        }),
    ];
}

/// <summary>An agent, where its data was looked for, and where it was found.</summary>
internal sealed record DiscoveredAgent(AgentAdapter Adapter, bool Enabled, IReadOnlyList<string> Places, IReadOnlyList<string> Roots);
