using Rimuru.Core.Config;

namespace Rimuru.Core.Guard;

/// <summary>
/// Tells which agent calls. An agent that another one has started inherits its variables, and agents set those of others for hooks that
/// were written for them: first counts what only this call can have.
/// </summary>
internal static class GuardAgents
{
    public const string ClaudeCode = "ClaudeCode";
    public const string Codex = "Codex";
    public const string GeminiCli = "GeminiCli";
    public const string QwenCode = "QwenCode";
    public const string Copilot = "Copilot";
    public const string OpenCode = "OpenCode";

    private static readonly (string Variable, string Agent)[] Sessions =
    [
        ("QWEN_CODE_SESSION_ID", QwenCode),
        ("GEMINI_SESSION_ID", GeminiCli),
        ("CLAUDE_CODE_SESSION_ID", ClaudeCode),
    ];

    private static readonly (string Folder, string Agent)[] Transcripts =
    [
        (".qwen", QwenCode),
        (".gemini", GeminiCli),
        (".codex", Codex),
        (".copilot", Copilot),
        (".claude", ClaudeCode),
    ];

    /// <summary>In this order: later ones are set by several agents.</summary>
    private static readonly (string Variable, string? Agent)[] Variables =
    [
        ("CURSOR_VERSION", null),
        ("FACTORY_PROJECT_DIR", null),
        ("COPILOT_CLI", Copilot),
        ("QWEN_PROJECT_DIR", QwenCode),
        ("GEMINI_PROJECT_DIR", GeminiCli),
        ("CLAUDECODE", ClaudeCode),
        ("CLAUDE_PROJECT_DIR", ClaudeCode),
    ];

    /// <summary>The agent's name; null for one that the guard does not know.</summary>
    public static string? Of(GuardCall call, HostEnvironment environment)
    {
        if (call.Plugin is { } plugin)
            return plugin.Equals(OpenCode, StringComparison.OrdinalIgnoreCase) ? OpenCode : null;
        if (call.IsCamelCase)
            return Copilot;
        foreach ((string variable, string agent) in Sessions)
        {
            if (call.SessionId is { } id && environment.Variable(variable) == id)
                return agent;
        }

        foreach ((string folder, string agent) in Transcripts)
        {
            if (call.Transcript?.Split('/', '\\').Contains(folder) == true)
                return agent;
        }

        if (call.HasTurn)
            return Codex;
        foreach ((string variable, string? agent) in Variables)
        {
            if (environment.Variable(variable) is not null)
                return agent;
        }

        return null;
    }
}
