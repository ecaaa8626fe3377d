using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Mux;

/// <summary>Token counts as Mux logs them: the input includes what was read from the cache and written to it.</summary>
internal static class MuxUsage
{
    /// <param name="usage">The usage.</param>
    /// <param name="provider">What the provider says beside it.</param>
    /// <param name="sink">Counts what is clamped.</param>
    public static TokenUsage Of(JsonElement usage, JsonElement provider, RowSink sink)
    {
        PromptCounts prompt = new(
            usage.Tokens("inputTokens"u8, sink),
            usage.Tokens("cachedInputTokens"u8, sink),
            provider.Get("anthropic"u8).Tokens("cacheCreationInputTokens"u8, sink)
        );
        prompt = prompt.Apart(prompt.Most);
        long output = usage.Tokens("outputTokens"u8, sink);
        return new TokenUsage(
            prompt.Input,
            prompt.CacheRead,
            prompt.CacheWrite,
            0,
            output,
            Math.Min(usage.Tokens("reasoningTokens"u8, sink), output)
        );
    }
}
