using System.Text.Json;
using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Adapters.OpenClaw;

/// <summary>Token counts as OpenClaw logs them.</summary>
internal static class OpenClawUsage
{
    /// <summary>Disjoint buckets: all cache writes include the long-lived ones, and the output includes the reasoning.</summary>
    public static TokenUsage Of(JsonElement usage, RowSink sink)
    {
        long written = usage.Tokens("cacheWrite"u8, sink),
            kept = Math.Min(usage.Tokens("cacheWrite1h"u8, sink), written),
            output = usage.Tokens("output"u8, sink);
        return new TokenUsage(
            usage.Tokens("input"u8, sink),
            usage.Tokens("cacheRead"u8, sink),
            written - kept,
            kept,
            output,
            Math.Min(usage.Tokens("reasoningTokens"u8, sink), output)
        );
    }
}
