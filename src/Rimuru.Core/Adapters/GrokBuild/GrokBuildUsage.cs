using System.Text.Json;
using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Adapters.GrokBuild;

/// <summary>Token counts as Grok Build logs them.</summary>
internal static class GrokBuildUsage
{
    /// <summary>The input includes cache reads and writes, and the output the reasoning.</summary>
    public static TokenUsage Of(JsonElement usage, RowSink sink)
    {
        PromptCounts prompt = new PromptCounts(
            usage.Tokens("inputTokens"u8, sink),
            usage.Tokens("cachedReadTokens"u8, sink),
            usage.Tokens("cacheCreationTokens"u8, sink)
        ).Apart(CacheInInput.All);
        long output = usage.Tokens("outputTokens"u8, sink);
        return prompt.With(output, usage.Tokens("reasoningTokens"u8, sink));
    }

    /// <summary>A turn without a part of it; null if it has less than that.</summary>
    public static TokenUsage? Without(TokenUsage turn, TokenUsage part)
    {
        TokenUsage rest = turn - part;
        return rest.Input < 0 || rest.CacheRead < 0 || rest.CacheWrite5m < 0 || rest.Output < 0
            ? null
            : rest with
            {
                Reasoning = Math.Clamp(rest.Reasoning, 0, rest.Output),
            };
    }
}
