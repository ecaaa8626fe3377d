using System.Text.Json;
using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Adapters.MuseCode;

/// <summary>
/// Token counts as Muse Code logs them: the input includes what was read from the cache, which has several names, and the output includes
/// the reasoning.
/// </summary>
internal static class MuseCodeUsage
{
    public static TokenUsage Of(JsonElement usage, RowSink sink)
    {
        long read = Math.Max(
                usage.Tokens("cache_read_tokens"u8, sink),
                Math.Max(usage.Tokens("cached_tokens"u8, sink), usage.Tokens("cached_input_tokens"u8, sink))
            ),
            output = usage.Tokens("output_tokens"u8, sink);
        PromptCounts counts = new PromptCounts(
            usage.Tokens("input_tokens"u8, sink),
            read,
            usage.Tokens("cache_write_tokens"u8, sink)
        ).Apart(CacheInInput.Reads);
        return counts.With(output, usage.Tokens("reasoning_tokens"u8, sink));
    }
}
