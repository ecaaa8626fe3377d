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
using Rimuru.Core.Records;

namespace Rimuru.Core.Discovery;

/// <summary>The agents that there are adapters for. A new agent is one line in <see cref="BuiltIn"/>: whatever names agents asks a catalog.</summary>
internal sealed class AgentCatalog
{
    private readonly Dictionary<string, AgentAdapter> byName = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="ArgumentException">Two adapters have one name, or one kind of key: their records would be taken for each other's.</exception>
    public AgentCatalog(params IReadOnlyList<AgentAdapter> adapters)
    {
        Adapters = adapters;
        Names = [.. adapters.Select(adapter => adapter.Name)];
        Dictionary<RecordKey, KeySpace> kinds = [];
        foreach (AgentAdapter adapter in adapters)
        {
            if (!byName.TryAdd(adapter.Name, adapter)) throw new ArgumentException($"Two adapters are named {adapter.Name}.", nameof(adapters));
            foreach (KeySpace kind in adapter.KeyKinds)
            {
                if (!kinds.TryAdd(RecordKey.Of(kind, ""), kind)) throw new ArgumentException($"{kind} gives the keys of another kind.", nameof(adapters));
            }
        }
    }

    /// <summary>The agents that Rimuru reads by itself.</summary>
    public static AgentCatalog BuiltIn { get; } = new(
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
        new DroidAdapter());

    public IReadOnlyList<AgentAdapter> Adapters { get; }

    public IReadOnlyList<string> Names { get; }

    /// <summary>The adapter of an agent; null where there is none of the name.</summary>
    public AgentAdapter? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The bills that the agents' services write.</summary>
    public IEnumerable<IBillReader> Bills => Adapters.SelectMany(adapter => adapter.Bills);
}
