using Rimuru.Core.Config;
using Rimuru.Core.Files;
using Rimuru.Core.Guard;

namespace Rimuru.Core.Integrations;

/// <summary>The files of the user's agents that a feature can be written into: the user's own, never a repository's.</summary>
internal static class AgentFiles
{
    private const string Json = "settings.json";
    private const string CodexSettings = "config.toml";
    private const string Servers = "mcpServers";

    /// <summary>The agents that have any feature.</summary>
    public static IReadOnlyList<string> Agents { get; } =
    [GuardAgents.ClaudeCode, GuardAgents.Codex, GuardAgents.GeminiCli, GuardAgents.QwenCode, GuardAgents.Copilot, GuardAgents.OpenCode];

    public static IReadOnlyList<AgentFile> Of(HostEnvironment environment)
    {
        string claude = Path.Combine(FirstOf(environment, "CLAUDE_CONFIG_DIR") ?? environment.InHome(".claude"), Json),
            gemini = Path.Combine(
                environment.AgentVariable("GEMINI_CLI_HOME") is { } home ? environment.Expand(home) : environment.Home,
                ".gemini",
                Json
            ),
            qwen = Path.Combine(FirstOf(environment, "QWEN_HOME") ?? environment.InHome(".qwen"), Json),
            claudeServers = FirstOf(environment, "CLAUDE_CONFIG_DIR") is { } own
                ? Path.Combine(own, ".claude.json")
                : environment.InHome(".claude.json"),
            codex = FirstOf(environment, "CODEX_HOME") ?? environment.InHome(".codex"),
            copilot = FirstOf(environment, "COPILOT_HOME") ?? environment.InHome(".copilot"),
            openCode = Path.Combine(environment.ConfigHome, "opencode");
        return
        [
            new HookFile(GuardAgents.ClaudeCode, claude, ["UserPromptSubmit", "PreToolUse"], HookEntries.Claude),
            new StatusLineFile(GuardAgents.ClaudeCode, claude, []),
            new McpFile(GuardAgents.ClaudeCode, claudeServers, Servers, McpForm.WithType),
            Codex(codex),
            new TomlFile(GuardAgents.Codex, Path.Combine(codex, CodexSettings), TomlTables.Mcp),
            new HookFile(GuardAgents.GeminiCli, gemini, ["BeforeAgent", "BeforeTool"], HookEntries.Gemini) { HasComments = true },
            new McpFile(GuardAgents.GeminiCli, gemini, Servers, McpForm.Plain) { HasComments = true },
            new HookFile(GuardAgents.QwenCode, qwen, ["UserPromptSubmit"], HookEntries.Qwen) { HasComments = true },
            new StatusLineFile(GuardAgents.QwenCode, qwen, ["ui"]) { HasComments = true },
            new McpFile(GuardAgents.QwenCode, qwen, Servers, McpForm.Plain) { HasComments = true },
            new OwnFile(GuardAgents.Copilot, Path.Combine(copilot, "hooks", "rimuru.json"), HookEntries.Copilot)
            {
                Mark = ("\"bash\": ", ", \"powershell\""),
            },
            new StatusLineFile(GuardAgents.Copilot, Path.Combine(copilot, Json), []) { HasComments = true },
            new McpFile(GuardAgents.Copilot, Path.Combine(copilot, "mcp-config.json"), Servers, McpForm.WithTools),
            new OwnFile(GuardAgents.OpenCode, Path.Combine(openCode, "plugins", "rimuru.js"), HookEntries.OpenCode)
            {
                Mark = ("// Made by Rimuru (", "). Asks"),
            },
            new McpFile(GuardAgents.OpenCode, SettingsOf(openCode), "mcp", McpForm.OneList) { HasComments = true },
        ];
    }

    /// <summary>Codex loads both of its files and warns if both have hooks: the one that has some is used.</summary>
    private static AgentFile Codex(string folder)
    {
        const string Advice = "Codex runs a hook only after you have trusted it: open Codex, and trust this one with /hooks.";
        string json = Path.Combine(folder, "hooks.json"),
            toml = Path.Combine(folder, CodexSettings);
        bool isToml = !RegularFile.Exists(json) && RegularFile.Exists(toml) && TomlTables.HasHooks(RegularFile.ReadAllText(toml));
        return isToml
            ? new TomlFile(GuardAgents.Codex, toml, TomlTables.Guard) { Advice = Advice }
            : new HookFile(GuardAgents.Codex, json, TomlTables.Events, HookEntries.Codex)
            {
                OnlyNames = ["description", "hooks"],
                Advice = Advice,
            };
    }

    /// <summary>OpenCode's settings, by the name that is there.</summary>
    private static string SettingsOf(string folder)
    {
        string commented = Path.Combine(folder, "opencode.jsonc");
        return RegularFile.Exists(commented) ? commented : Path.Combine(folder, "opencode.json");
    }

    private static string? FirstOf(HostEnvironment environment, string variable) =>
        environment.AgentVariable(variable) is { } list ? environment.Expand(list.Split(',')[0].Trim()) : null;
}
