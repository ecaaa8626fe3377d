namespace Rimuru;

/// <summary>The agent that a skill is translated for.</summary>
public enum SkillTarget
{
    /// <summary>Claude Code: the same SKILL.md.</summary>
    ClaudeCode,

    /// <summary>Codex: the same SKILL.md.</summary>
    Codex,

    /// <summary>OpenCode: the same SKILL.md.</summary>
    OpenCode,

    /// <summary>Goose: the same SKILL.md.</summary>
    Goose,

    /// <summary>Gemini CLI: the same SKILL.md.</summary>
    GeminiCli,

    /// <summary>Cursor's rules, for versions that know no skills: NAME.mdc.</summary>
    Cursor,

    /// <summary>Copilot's instructions, for versions that know no skills: copilot-instructions.md.</summary>
    Copilot,

    /// <summary>Windsurf's rules: .windsurfrules.</summary>
    Windsurf,
}
