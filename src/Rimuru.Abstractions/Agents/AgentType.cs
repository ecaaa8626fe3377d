namespace Rimuru;

/// <summary>
/// Identifies an agent by name, ignoring case. A text and not an enumeration, because the set of agents can grow. Records have the name in
/// <c>Agent</c> or <c>Name</c>.
/// </summary>
public sealed class AgentType : IEquatable<AgentType>, IComparable<AgentType>, IComparable
{
    /// <summary>The agent with a name, which need not be one that Rimuru supports.</summary>
    /// <param name="name">The name used everywhere: <c>ClaudeCode</c>.</param>
    public AgentType(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
    }

    /// <summary>Claude Code.</summary>
    public static AgentType ClaudeCode { get; } = new("ClaudeCode");

    /// <summary>OpenAI Codex.</summary>
    public static AgentType Codex { get; } = new("Codex");

    /// <summary>OpenCode.</summary>
    public static AgentType OpenCode { get; } = new("OpenCode");

    /// <summary>GitHub Copilot CLI.</summary>
    public static AgentType Copilot { get; } = new("Copilot");

    /// <summary>Goose.</summary>
    public static AgentType Goose { get; } = new("Goose");

    /// <summary>Cursor.</summary>
    public static AgentType Cursor { get; } = new("Cursor");

    /// <summary>Gemini CLI.</summary>
    public static AgentType GeminiCli { get; } = new("GeminiCli");

    /// <summary>Qwen Code.</summary>
    public static AgentType QwenCode { get; } = new("QwenCode");

    /// <summary>Kilo.</summary>
    public static AgentType Kilo { get; } = new("Kilo");

    /// <summary>Pi.</summary>
    public static AgentType Pi { get; } = new("Pi");

    /// <summary>Cline.</summary>
    public static AgentType Cline { get; } = new("Cline");

    /// <summary>Amp.</summary>
    public static AgentType Amp { get; } = new("Amp");

    /// <summary>Factory Droid.</summary>
    public static AgentType Droid { get; } = new("Droid");

    /// <summary>OpenClaude.</summary>
    public static AgentType OpenClaude { get; } = new("OpenClaude");

    /// <summary>TRAE CLI.</summary>
    public static AgentType TraeX { get; } = new("TraeX");

    /// <summary>Oh My Pi.</summary>
    public static AgentType OhMyPi { get; } = new("OhMyPi");

    /// <summary>MiMo Code.</summary>
    public static AgentType MiMoCode { get; } = new("MiMoCode");

    /// <summary>OpenClaw.</summary>
    public static AgentType OpenClaw { get; } = new("OpenClaw");

    /// <summary>Kimi.</summary>
    public static AgentType KimiCli { get; } = new("KimiCli");

    /// <summary>Continue.</summary>
    public static AgentType Continue { get; } = new("Continue");

    /// <summary>Zed.</summary>
    public static AgentType Zed { get; } = new("Zed");

    /// <summary>Grok Build.</summary>
    public static AgentType GrokBuild { get; } = new("GrokBuild");

    /// <summary>grok-cli.</summary>
    public static AgentType GrokCli { get; } = new("GrokCli");

    /// <summary>Hermes.</summary>
    public static AgentType Hermes { get; } = new("Hermes");

    /// <summary>Google Antigravity.</summary>
    public static AgentType Antigravity { get; } = new("Antigravity");

    /// <summary>OpenHands.</summary>
    public static AgentType OpenHands { get; } = new("OpenHands");

    /// <summary>Junie.</summary>
    public static AgentType Junie { get; } = new("Junie");

    /// <summary>ZCode.</summary>
    public static AgentType ZCode { get; } = new("ZCode");

    /// <summary>Auggie.</summary>
    public static AgentType Auggie { get; } = new("Auggie");

    /// <summary>GitHub Copilot Chat.</summary>
    public static AgentType CopilotChat { get; } = new("CopilotChat");

    /// <summary>Mistral Vibe.</summary>
    public static AgentType MistralVibe { get; } = new("MistralVibe");

    /// <summary>ForgeCode.</summary>
    public static AgentType ForgeCode { get; } = new("ForgeCode");

    /// <summary>Mux.</summary>
    public static AgentType Mux { get; } = new("Mux");

    /// <summary>gptme.</summary>
    public static AgentType Gptme { get; } = new("Gptme");

    /// <summary>Shelley.</summary>
    public static AgentType Shelley { get; } = new("Shelley");

    /// <summary>DeepSeek Harness.</summary>
    public static AgentType DeepSeekHarness { get; } = new("DeepSeekHarness");

    /// <summary>Letta Code.</summary>
    public static AgentType LettaCode { get; } = new("LettaCode");

    /// <summary>Devin CLI.</summary>
    public static AgentType Devin { get; } = new("Devin");

    /// <summary>CodeBuddy.</summary>
    public static AgentType CodeBuddy { get; } = new("CodeBuddy");

    /// <summary>WorkBuddy.</summary>
    public static AgentType WorkBuddy { get; } = new("WorkBuddy");

    /// <summary>Crush.</summary>
    public static AgentType Crush { get; } = new("Crush");

    /// <summary>Kiro.</summary>
    public static AgentType Kiro { get; } = new("Kiro");

    /// <summary>Warp.</summary>
    public static AgentType Warp { get; } = new("Warp");

    /// <summary>Codebuff.</summary>
    public static AgentType Codebuff { get; } = new("Codebuff");

    /// <summary>iCodeMate.</summary>
    public static AgentType IcodeMate { get; } = new("IcodeMate");

    /// <summary>Prime Agent.</summary>
    public static AgentType PrimeAgent { get; } = new("PrimeAgent");

    /// <summary>Zoo Code.</summary>
    public static AgentType ZooCode { get; } = new("ZooCode");

    /// <summary>CoStrict.</summary>
    public static AgentType CoStrict { get; } = new("CoStrict");

    /// <summary>IBM Bob.</summary>
    public static AgentType IbmBob { get; } = new("IbmBob");

    /// <summary>Rovo Dev.</summary>
    public static AgentType RovoDev { get; } = new("RovoDev");

    /// <summary>Muse Code.</summary>
    public static AgentType MuseCode { get; } = new("MuseCode");

    /// <summary>MiniMax Code.</summary>
    public static AgentType MiniMaxCode { get; } = new("MiniMaxCode");

    /// <summary>The name used everywhere: <c>ClaudeCode</c>.</summary>
    public string Name { get; }

    /// <summary>The name.</summary>
    public static implicit operator string(AgentType agent) => (agent ?? throw new ArgumentNullException(nameof(agent))).Name;

    /// <summary>True if both are the same agent.</summary>
    public static bool operator ==(AgentType? left, AgentType? right) => left is null ? right is null : left.Equals(right);

    /// <summary>True if they are different agents.</summary>
    public static bool operator !=(AgentType? left, AgentType? right) => !(left == right);

    /// <summary>Compares the names.</summary>
    public static bool operator <(AgentType? left, AgentType? right) => Compare(left, right) < 0;

    /// <summary>Compares the names.</summary>
    public static bool operator >(AgentType? left, AgentType? right) => Compare(left, right) > 0;

    /// <summary>Compares the names.</summary>
    public static bool operator <=(AgentType? left, AgentType? right) => Compare(left, right) <= 0;

    /// <summary>Compares the names.</summary>
    public static bool operator >=(AgentType? left, AgentType? right) => Compare(left, right) >= 0;

    /// <inheritdoc/>
    public bool Equals(AgentType? other) => other is not null && string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AgentType);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Name);

    /// <inheritdoc/>
    public int CompareTo(AgentType? other) => Compare(this, other);

    /// <inheritdoc/>
    public int CompareTo(object? obj) =>
        obj switch
        {
            null => 1,
            AgentType other => CompareTo(other),
            string name => StringComparer.OrdinalIgnoreCase.Compare(Name, name),
            _ => throw new ArgumentException($"An agent cannot be compared with a {obj.GetType()}.", nameof(obj)),
        };

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static int Compare(AgentType? left, AgentType? right) => StringComparer.OrdinalIgnoreCase.Compare(left?.Name, right?.Name);
}
