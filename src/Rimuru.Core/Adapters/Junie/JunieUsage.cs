using System.Text.Json;
using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Adapters.Junie;

/// <summary>Token counts as Junie logs them.</summary>
internal static class JunieUsage
{
    /// <summary>The input is apart from the cache; reasoning that is more than the output cannot be a part of it.</summary>
    public static TokenUsage Of(JsonElement usage, RowSink sink)
    {
        long output = usage.Tokens("outputTokens"u8, sink),
            reasoning = usage.Tokens("reasoningTokens"u8, sink);
        return new TokenUsage(
            usage.Tokens("inputTokens"u8, sink),
            usage.Tokens("cacheInputTokens"u8, sink),
            usage.Tokens("cacheCreateTokens"u8, sink),
            0,
            reasoning > output ? output + reasoning : output,
            reasoning
        );
    }
}
