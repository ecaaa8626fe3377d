using System.Text.Json;
using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Adapters.DeepSeekHarness;

/// <summary>Token counts as DeepSeek Harness logs them: the input is apart from the cache, and the output includes the reasoning.</summary>
internal static class DeepSeekHarnessUsage
{
    public static TokenUsage Of(JsonElement usage, RowSink sink)
    {
        long output = usage.Tokens("outputTokens"u8, sink);
        return new TokenUsage(
            usage.Tokens("inputTokens"u8, sink),
            usage.Tokens("cacheReadTokens"u8, sink),
            usage.Tokens("cacheWriteTokens"u8, sink),
            0,
            output,
            Math.Min(usage.Tokens("reasoningTokens"u8, sink), output)
        );
    }
}
