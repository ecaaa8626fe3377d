using Rimuru.Core.AdapterContract;
using Rimuru.Core.Adapters.Amp;
using Rimuru.Core.Adapters.Antigravity;
using Rimuru.Core.Adapters.Auggie;
using Rimuru.Core.Adapters.ClaudeCode;
using Rimuru.Core.Adapters.Cline;
using Rimuru.Core.Adapters.CodeBuddy;
using Rimuru.Core.Adapters.Codebuff;
using Rimuru.Core.Adapters.Codex;
using Rimuru.Core.Adapters.Continue;
using Rimuru.Core.Adapters.Copilot;
using Rimuru.Core.Adapters.CopilotChat;
using Rimuru.Core.Adapters.CoStrict;
using Rimuru.Core.Adapters.Crush;
using Rimuru.Core.Adapters.Cursor;
using Rimuru.Core.Adapters.DeepSeekHarness;
using Rimuru.Core.Adapters.Devin;
using Rimuru.Core.Adapters.Droid;
using Rimuru.Core.Adapters.ForgeCode;
using Rimuru.Core.Adapters.GeminiCli;
using Rimuru.Core.Adapters.Goose;
using Rimuru.Core.Adapters.Gptme;
using Rimuru.Core.Adapters.GrokBuild;
using Rimuru.Core.Adapters.GrokCli;
using Rimuru.Core.Adapters.Hermes;
using Rimuru.Core.Adapters.IbmBob;
using Rimuru.Core.Adapters.IcodeMate;
using Rimuru.Core.Adapters.Junie;
using Rimuru.Core.Adapters.Kilo;
using Rimuru.Core.Adapters.KimiCli;
using Rimuru.Core.Adapters.Kiro;
using Rimuru.Core.Adapters.LettaCode;
using Rimuru.Core.Adapters.MiMoCode;
using Rimuru.Core.Adapters.MiniMaxCode;
using Rimuru.Core.Adapters.MistralVibe;
using Rimuru.Core.Adapters.MuseCode;
using Rimuru.Core.Adapters.Mux;
using Rimuru.Core.Adapters.OhMyPi;
using Rimuru.Core.Adapters.OpenClaude;
using Rimuru.Core.Adapters.OpenClaw;
using Rimuru.Core.Adapters.OpenCode;
using Rimuru.Core.Adapters.OpenHands;
using Rimuru.Core.Adapters.Pi;
using Rimuru.Core.Adapters.PrimeAgent;
using Rimuru.Core.Adapters.QwenCode;
using Rimuru.Core.Adapters.RovoDev;
using Rimuru.Core.Adapters.Shelley;
using Rimuru.Core.Adapters.TraeX;
using Rimuru.Core.Adapters.Warp;
using Rimuru.Core.Adapters.WorkBuddy;
using Rimuru.Core.Adapters.ZCode;
using Rimuru.Core.Adapters.Zed;
using Rimuru.Core.Adapters.ZooCode;
using Rimuru.Core.Imports;
using Rimuru.Core.Records;

namespace Rimuru.Core.Discovery;

/// <summary>
/// The agents that have an adapter. A new agent is one line in <see cref="BuiltIn"/>; everything that lists agents uses a catalog.
/// </summary>
internal sealed class AgentCatalog
{
    private readonly Dictionary<string, AgentAdapter> byName = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="ArgumentException">Two adapters share a name or a kind of key, so their records would be confused.</exception>
    public AgentCatalog(params IReadOnlyList<AgentAdapter> adapters)
    {
        Adapters = adapters;
        Names = [.. adapters.Select(adapter => adapter.Name)];
        HashSet<string> marks = new(StringComparer.Ordinal);
        foreach (AgentAdapter adapter in adapters)
        {
            if (!byName.TryAdd(adapter.Name, adapter))
                throw new ArgumentException($"Two adapters have the name {adapter.Name}.", nameof(adapters));
            foreach (KeySpace kind in adapter.KeyKinds)
            {
                // Not by their prefixes: those are hashes, which would load a library at every start.
                if (!marks.Add(kind.Mark))
                    throw new ArgumentException($"{kind} has the same keys as another kind.", nameof(adapters));
            }
        }
    }

    /// <summary>The agents that Rimuru supports out of the box.</summary>
    public static AgentCatalog BuiltIn { get; } =
        new(
            new ClaudeCodeAdapter(),
            new CodexAdapter(),
            new OpenCodeAdapter(),
            new CopilotAdapter(),
            new GooseAdapter(),
            new CursorAdapter(),
            new GeminiCliAdapter(),
            new QwenCodeAdapter(),
            new KiloAdapter(),
            new PiAdapter(),
            new ClineAdapter(),
            new AmpAdapter(),
            new DroidAdapter(),
            new OpenClaudeAdapter(),
            new TraeXAdapter(),
            new OhMyPiAdapter(),
            new MiMoCodeAdapter(),
            new OpenClawAdapter(),
            new KimiCliAdapter(),
            new ContinueAdapter(),
            new ZedAdapter(),
            new GrokBuildAdapter(),
            new GrokCliAdapter(),
            new HermesAdapter(),
            new AntigravityAdapter(),
            new OpenHandsAdapter(),
            new JunieAdapter(),
            new ZCodeAdapter(),
            new AuggieAdapter(),
            new CopilotChatAdapter(),
            new MistralVibeAdapter(),
            new ForgeCodeAdapter(),
            new MuxAdapter(),
            new GptmeAdapter(),
            new ShelleyAdapter(),
            new DeepSeekHarnessAdapter(),
            new LettaCodeAdapter(),
            new DevinAdapter(),
            new CodeBuddyAdapter(),
            new WorkBuddyAdapter(),
            new CrushAdapter(),
            new KiroAdapter(),
            new WarpAdapter(),
            new CodebuffAdapter(),
            new IcodeMateAdapter(),
            new PrimeAgentAdapter(),
            new ZooCodeAdapter(),
            new CoStrictAdapter(),
            new IbmBobAdapter(),
            new RovoDevAdapter(),
            new MuseCodeAdapter(),
            new MiniMaxCodeAdapter()
        );

    public IReadOnlyList<AgentAdapter> Adapters { get; }

    public IReadOnlyList<string> Names { get; }

    /// <summary>The adapter of an agent; null if no agent has this name.</summary>
    public AgentAdapter? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>
    /// The readers of files that users name: bills of the agents' services, and logs of agents that have no place of their own.
    /// </summary>
    public IEnumerable<IBillReader> Bills =>
        Adapters.SelectMany(adapter => adapter.Bills).Concat([new AiderAnalytics(), new TraeTrajectory()]);
}
