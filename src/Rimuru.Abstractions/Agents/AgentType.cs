namespace Rimuru;

/// <summary>The agents that Rimuru reads by itself. Their names are those of <see cref="Agent.Name"/>.</summary>
public enum AgentType
{
    /// <summary>Claude Code.</summary>
    ClaudeCode,

    /// <summary>OpenAI Codex.</summary>
    Codex,

    /// <summary>OpenCode.</summary>
    OpenCode,

    /// <summary>GitHub Copilot CLI.</summary>
    Copilot,

    /// <summary>Goose.</summary>
    Goose,

    /// <summary>Cursor.</summary>
    Cursor,

    /// <summary>Gemini CLI.</summary>
    GeminiCli,

    /// <summary>Qwen Code.</summary>
    QwenCode,

    /// <summary>Kilo.</summary>
    Kilo,

    /// <summary>Pi.</summary>
    Pi,

    /// <summary>Cline.</summary>
    Cline,

    /// <summary>Amp.</summary>
    Amp,

    /// <summary>Factory Droid.</summary>
    Droid,
}
