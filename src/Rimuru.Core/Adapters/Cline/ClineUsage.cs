using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Cline;

/// <summary>Token counts as Cline's CLI writes them.</summary>
internal static class ClineUsage
{
    /// <summary>The input holds what was read from the cache; what was written to it, where there is room for that too.</summary>
    public static TokenUsage Of(JsonElement metrics, RowSink sink)
    {
        long input = metrics.Tokens("inputTokens"u8, sink), read = Math.Min(metrics.Tokens("cacheReadTokens"u8, sink), input), written = metrics.Tokens("cacheWriteTokens"u8, sink);
        long rest = input - read;
        return new TokenUsage(rest >= written ? rest - written : rest, read, written, 0, metrics.Tokens("outputTokens"u8, sink), 0);
    }
}
