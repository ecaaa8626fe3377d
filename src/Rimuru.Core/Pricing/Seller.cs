namespace Rimuru.Core.Pricing;

/// <summary>The seller of a request, and the providers in whose tables its price is looked up.</summary>
internal sealed class Seller
{
    private static readonly string[] Vendors =
    [
        "anthropic",
        "openai",
        "google",
        "xai",
        "deepseek",
        "qwen",
        "mistral",
        "moonshotai",
        "zai",
        "minimax",
        "zhipuai",
        "meta",
    ];

    private Seller(string[] tables, bool isLocal = false, bool resells = false)
    {
        Tables = tables;
        IsLocal = isLocal;
        Resells = resells;
    }

    /// <summary>No provider was named: any vendor's own row matches.</summary>
    internal static Seller Any { get; } = new([.. Vendors, "bedrock", "vertex", "cursor"]);

    /// <summary>A provider that the table does not know; no other provider's prices apply.</summary>
    internal static Seller Stranger { get; } = new([]);

    internal static Seller Bedrock { get; } = new(["bedrock", "anthropic"]);

    internal static Seller Vertex { get; } = new(["vertex", "anthropic", "google"]);

    /// <summary>OpenCode's services, which are routers.</summary>
    internal static Seller OpenCode { get; } = new(Vendors, resells: true);

    /// <summary>The ends of the names of plans that a vendor sells itself.</summary>
    private static readonly string[] Plans = ["-subscribed", "-subscription", "-coding-plan", "-token-plan"];

    // Must come after the sellers above: static fields are initialized in textual order.
    private static readonly Dictionary<string, Seller> Known = Build();

    /// <summary>The tables, in the order of look-up.</summary>
    internal string[] Tables { get; }

    /// <summary>True if the model runs on the user's own machine.</summary>
    internal bool IsLocal { get; }

    /// <summary>True for routers: they charge the vendor's list price, but need not give away what the vendor gives away.</summary>
    internal bool Resells { get; }

    internal static Seller Of(string? provider)
    {
        if (string.IsNullOrWhiteSpace(provider))
            return Any;
        string name = NameOf(provider);
        return name is "unknown" ? Any : Known.GetValueOrDefault(name) ?? Known.GetValueOrDefault(WithoutPlan(name), Stranger);
    }

    /// <summary>A provider that is not listed here but has rows in the table.</summary>
    internal static Seller Alone(string name) => new([name]);

    /// <summary>Normalizes a provider's name.</summary>
    internal static string NameOf(string provider) => provider.Trim().ToLowerInvariant().Replace('_', '-').Replace(' ', '-');

    /// <summary>
    /// The seller after removing a prefix such as <c>anthropic/</c> from the model's name; null if the prefix is unknown.
    /// </summary>
    internal Seller? Through(string prefix)
    {
        Seller named = Of(prefix);
        if (named == Stranger || named == Any || named.IsLocal)
            return IsRoute(prefix) ? this : null;
        if (this == Any || Tables.Length == 0)
            return named;
        // A cloud's or plan's own rows stay first; the prefix only selects the next list.
        if (!IsVendor(Tables[0]))
            return new Seller([Tables[0], .. named.Tables], resells: Resells);
        return Resells ? new Seller(named.Tables, resells: true) : named;
    }

    /// <summary>A word of a path that names no seller: a folder, OpenCode's plans, and LiteLLM's ways to call Bedrock.</summary>
    private bool IsRoute(string prefix) =>
        prefix is "models" or "publishers"
        || (this == OpenCode && prefix is "zen" or "go" or "free")
        || (this == Bedrock && prefix is "converse" or "converse_like" or "invoke");

    /// <summary>A plan is a flat rate; the vendor's list price of its tokens is shown.</summary>
    private static string WithoutPlan(string name)
    {
        string? plan = Array.Find(Plans, end => name.EndsWith(end, StringComparison.Ordinal));
        return plan is null ? name : name[..^plan.Length];
    }

    internal static bool IsVendor(string table) => Array.IndexOf(Vendors, table) >= 0;

    private static Dictionary<string, Seller> Build()
    {
        Dictionary<string, Seller> known = new(StringComparer.Ordinal);
        void Add(Seller seller, params string[] names)
        {
            foreach (string name in names)
                known[name] = seller;
        }

        Add(new(["anthropic"]), "anthropic", "claude", "claude-code");
        Add(new(["openai"]), "openai", "openai-codex", "codex", "chatgpt", "chatgpt-codex", "openai-responses", "openai-api");
        Add(new(["google"]), "google", "gemini", "google-gla", "google-ai", "google-ai-studio", "google-gemini", "gemini-cli");
        Add(new(["xai"]), "xai", "x-ai", "grok");
        Add(new(["deepseek"]), "deepseek");
        Add(new(["qwen"]), "qwen", "alibaba", "dashscope", "qwen-code");
        Add(new(["mistral"]), "mistral", "mistralai");
        Add(new(["moonshotai"]), "moonshotai", "moonshot", "kimi", "kimi-for-coding", "kimi-code", "kimi-coding", "kimi-code-plan-global");
        Add(new(["zai"]), "zai", "z-ai", "z.ai");
        Add(new(["zhipuai"]), "zhipuai", "zhipu", "bigmodel");
        Add(new(["minimax"]), "minimax", "minimaxai");
        Add(new(["meta"]), "meta", "meta-ai");
        Add(Bedrock, "bedrock", "amazon-bedrock", "aws-bedrock");
        Add(
            Vertex,
            "vertex",
            "vertex-ai",
            "google-vertex",
            "google-vertex-anthropic",
            "gcp-vertex-ai",
            "vertex-ai-anthropic",
            "anthropic-vertex"
        );
        Add(new(["openai"], resells: true), "azure", "azure-openai");
        Add(new(["openai", "anthropic"], resells: true), "azure-ai", "azure-cognitive-services", "foundry", "microsoft-foundry");
        Add(new(["github-copilot", .. Vendors], resells: true), "github-copilot", "copilot", "github-copilot-enterprise");
        Add(new(["cursor", .. Vendors], resells: true), "cursor", "cursor-agent");
        Add(OpenCode, "opencode", "opencode-zen", "opencode-go");
        Add(
            new(Vendors, resells: true),
            "openrouter",
            "litellm",
            "litellm-proxy",
            "vercel",
            "vercel-ai-gateway",
            "requesty",
            "kilo",
            "kilocode",
            "cline",
            "roo"
        );
        Add(
            new([], isLocal: true),
            "ollama",
            "lmstudio",
            "lm-studio",
            "llama.cpp",
            "llama-cpp",
            "llamacpp",
            "llama-server",
            "llamafile",
            "mlx",
            "vllm",
            "localai",
            "gpt4all",
            "jan",
            "ramalama",
            "docker-model-runner",
            "local"
        );
        return known;
    }
}
