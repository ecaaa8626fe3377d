using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.RovoDev;

/// <summary>
/// Token counts as Rovo Dev keeps them: the prompt includes the cache, and <c>details</c> repeats what the provider said.
/// </summary>
internal static class RovoDevUsage
{
    public static TokenUsage Of(JsonElement usage, RowSink sink)
    {
        JsonElement details = usage.Get("details"u8);
        long prompt = Larger(usage, "input_tokens"u8, "request_tokens"u8, sink),
            output = Larger(usage, "output_tokens"u8, "response_tokens"u8, sink),
            read = Math.Max(
                usage.Tokens("cache_read_tokens"u8, sink),
                Larger(details, "cache_read_input_tokens"u8, "cached_tokens"u8, sink)
            ),
            written = Math.Max(usage.Tokens("cache_write_tokens"u8, sink), details.Tokens("cache_creation_input_tokens"u8, sink));
        PromptCounts counts = new PromptCounts(prompt, read, written).Apart(CacheInInput.All);
        return counts.With(output, details.Tokens("reasoning_tokens"u8, sink));
    }

    /// <summary>A count under the name of now or of before.</summary>
    private static long Larger(JsonElement counts, ReadOnlySpan<byte> name, ReadOnlySpan<byte> before, RowSink sink) =>
        Math.Max(counts.Tokens(name, sink), counts.Tokens(before, sink));
}
