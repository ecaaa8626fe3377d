namespace Rimuru.Bench.Agents;

/// <summary>How a real agent is led to a false model, without a login.</summary>
/// <param name="Name">Rimuru's name of it.</param>
/// <param name="Program">Its command.</param>
/// <param name="Arguments">With which it answers one prompt and ends.</param>
internal sealed record RealAgent(string Name, string Program, params string[] Arguments)
{
    public Dictionary<string, string> Variables { get; init; } = [];

    /// <summary>Settings that it needs, by their place in the home.</summary>
    public Dictionary<string, string> Files { get; init; } = [];

    /// <summary>With which it runs a tool of a server without a question.</summary>
    public string[] Trusting { get; init; } = [];

    /// <summary>True if the guard ends its turn at a tool; others refuse the tool and ask the model again.</summary>
    public bool StopsInTheMiddle => Name is "ClaudeCode" or "GeminiCli" or "QwenCode" or "OpenCode";

    public static IReadOnlyList<RealAgent> All(string url) =>
        [
            new("ClaudeCode", "claude", "-p", "hello")
            {
                Trusting = ["--allowedTools", "mcp__rimuru__cost"],
                Variables = new()
                {
                    ["ANTHROPIC_BASE_URL"] = url,
                    ["ANTHROPIC_API_KEY"] = "none",
                    ["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1",
                },
            },
            new("Codex", "codex", "exec", "--skip-git-repo-check", "--dangerously-bypass-hook-trust", "hello")
            {
                Trusting = ["--dangerously-bypass-approvals-and-sandbox"],
                Variables = new() { ["FAKE_KEY"] = "none" },
                Files = new()
                {
                    [".codex/config.toml"] = $"""
                        model = "fake"
                        model_provider = "fake"

                        [model_providers.fake]
                        name = "fake"
                        base_url = "{url}/v1"
                        env_key = "FAKE_KEY"
                        wire_api = "responses"
                        """,
                },
            },
            new("GeminiCli", "gemini", "-m", "gemini-2.5-flash", "-p", "hello")
            {
                Trusting = ["--approval-mode", "yolo"],
                Variables = new()
                {
                    ["GEMINI_API_KEY"] = "none",
                    ["GOOGLE_GEMINI_BASE_URL"] = url,
                    ["GEMINI_CLI_TRUST_WORKSPACE"] = "true",
                },
                Files = new() { [".gemini/settings.json"] = """{ "security": { "auth": { "selectedType": "gemini-api-key" } } }""" },
            },
            new("QwenCode", "qwen", "-p", "hello", "--auth-type", "openai")
            {
                Trusting = ["--approval-mode", "yolo"],
                Variables = new()
                {
                    ["OPENAI_API_KEY"] = "none",
                    ["OPENAI_BASE_URL"] = url + "/v1",
                    ["OPENAI_MODEL"] = "fake",
                },
            },
            new("Copilot", "copilot", "-p", "hello", "--allow-all-tools")
            {
                Variables = new()
                {
                    ["COPILOT_PROVIDER_BASE_URL"] = url + "/v1",
                    ["COPILOT_PROVIDER_API_KEY"] = "none",
                    ["COPILOT_PROVIDER_TYPE"] = "openai",
                    ["COPILOT_MODEL"] = "fake",
                    ["COPILOT_OFFLINE"] = "true",
                },
            },
            new("OpenCode", "opencode", "run", "-m", "fake/fake", "hello")
            {
                Variables = new() { ["OPENCODE_DISABLE_MODELS_FETCH"] = "1", ["OPENCODE_DISABLE_AUTOUPDATE"] = "1" },
                Files = new()
                {
                    [".config/opencode/opencode.json"] =
                        $$"""{ "provider": { "fake": { "npm": "@ai-sdk/openai-compatible", "options": { "baseURL": "{{url}}/v1", "apiKey": "none" }, "models": { "fake": {} } } } }""",
                },
            },
        ];
}
