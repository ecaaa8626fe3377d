namespace Rimuru.Core.Exports;

/// <summary>Who sells, hosts and bills the requests of a provider, in the words of FOCUS.</summary>
/// <param name="Provider">Who sells the service.</param>
/// <param name="Host">Who runs the model; null if unknown.</param>
/// <param name="Issuer">Who sends the invoice.</param>
/// <param name="Service">The service.</param>
internal sealed record FocusRoute(string Provider, string? Host, string Issuer, string Service)
{
    private const string Amazon = "Amazon Web Services",
        Google = "Google Cloud",
        Microsoft = "Microsoft";

    private static readonly Dictionary<string, FocusRoute> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["anthropic"] = Own("Anthropic", "Claude API"),
        ["openai"] = Own("OpenAI", "OpenAI API"),
        ["google"] = Own("Google", "Gemini API"),
        ["xai"] = Own("xAI", "xAI API"),
        ["deepseek"] = Own("DeepSeek", "DeepSeek API"),
        ["qwen"] = Own("Alibaba Cloud", "Model Studio"),
        ["mistral"] = Own("Mistral AI", "Mistral API"),
        ["moonshotai"] = Own("Moonshot AI", "Kimi API"),
        ["zai"] = Own("Z.ai", "Z.ai API"),
        ["zhipuai"] = Own("Zhipu AI", "Zhipu AI API"),
        ["minimax"] = Own("MiniMax", "MiniMax API"),
        ["meta"] = Own("Meta", "Meta Model API"),
        ["bedrock"] = Own(Amazon, "Amazon Bedrock"),
        ["vertex"] = Own(Google, "Vertex AI"),
        ["azure"] = Own(Microsoft, "Azure OpenAI"),
        ["foundry"] = Own(Microsoft, "Microsoft Foundry"),
        ["github-copilot"] = Own("GitHub", "GitHub Copilot"),
        ["cursor"] = Own("Cursor", "Cursor"),
        ["openrouter"] = new("OpenRouter", null, "OpenRouter", "OpenRouter"),
    };

    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["amazon-bedrock"] = "bedrock",
        ["aws-bedrock"] = "bedrock",
        ["google-vertex"] = "vertex",
        ["google-vertex-anthropic"] = "vertex",
        ["vertex-ai"] = "vertex",
        ["azure-openai"] = "azure",
        ["azure-ai"] = "foundry",
        ["microsoft-foundry"] = "foundry",
        ["copilot"] = "github-copilot",
        ["gemini"] = "google",
        ["openai-codex"] = "openai",
        ["x-ai"] = "xai",
        ["z-ai"] = "zai",
    };

    /// <summary>The route of a provider; one that is not known sells, runs and bills by itself, as far as a log tells.</summary>
    public static FocusRoute Of(string provider) =>
        Known.GetValueOrDefault(Aliases.GetValueOrDefault(provider, provider)) ?? new FocusRoute(provider, null, provider, provider);

    private static FocusRoute Own(string provider, string service) => new(provider, provider, provider, service);
}
