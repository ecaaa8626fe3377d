namespace Rimuru.Core.Tests.Generators;

/// <summary>What makes the homes of each agent.</summary>
internal static class AllHomes
{
    public static IReadOnlyDictionary<string, Func<int, GeneratedHome>> ByAgent { get; } =
        new SortedDictionary<string, Func<int, GeneratedHome>>(StringComparer.Ordinal)
        {
            ["Amp"] = AmpHomes.Create,
            ["Antigravity"] = AntigravityHomes.Create,
            ["Auggie"] = AuggieHomes.Create,
            ["ClaudeCode"] = ClaudeHomes.Create,
            ["Cline"] = ClineHomes.Create,
            ["Codex"] = CodexHomes.Create,
            ["Continue"] = ContinueHomes.Create,
            ["Copilot"] = CopilotHomes.Create,
            ["CopilotChat"] = CopilotChatHomes.Create,
            ["Cursor"] = CursorHomes.Create,
            ["DeepSeekHarness"] = DeepSeekHarnessHomes.Create,
            ["Droid"] = DroidHomes.Create,
            ["ForgeCode"] = ForgeCodeHomes.Create,
            ["GeminiCli"] = GeminiCliHomes.Create,
            ["Goose"] = GooseHomes.Create,
            ["Gptme"] = GptmeHomes.Create,
            ["GrokBuild"] = GrokBuildHomes.Create,
            ["GrokCli"] = GrokCliHomes.Create,
            ["Hermes"] = HermesHomes.Create,
            ["Junie"] = JunieHomes.Create,
            ["Kilo"] = seed => OpenCodeHomes.Create(seed, isKilo: true),
            ["KimiCli"] = KimiCliHomes.Create,
            ["MiMoCode"] = MiMoCodeHomes.Create,
            ["MistralVibe"] = MistralVibeHomes.Create,
            ["Mux"] = MuxHomes.Create,
            ["OhMyPi"] = OhMyPiHomes.Create,
            ["OpenClaude"] = OpenClaudeHomes.Create,
            ["OpenClaw"] = OpenClawHomes.Create,
            ["OpenCode"] = seed => OpenCodeHomes.Create(seed, isKilo: false),
            ["OpenHands"] = OpenHandsHomes.Create,
            ["Pi"] = PiHomes.Create,
            ["QwenCode"] = QwenCodeHomes.Create,
            ["Shelley"] = ShelleyHomes.Create,
            ["TraeX"] = TraeXHomes.Create,
            ["ZCode"] = ZCodeHomes.Create,
            ["Zed"] = ZedHomes.Create,
        };
}
