using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Gptme;

/// <summary>Token counts as gptme logs them: the input is apart from the cache.</summary>
internal static class GptmeUsage
{
    /// <param name="about">What is told about the message; until March 2026 the counts were in it directly.</param>
    /// <param name="sink">Counts what is clamped.</param>
    public static TokenUsage Of(JsonElement about, RowSink sink)
    {
        JsonElement usage = about.Has("usage"u8) ? about.Get("usage"u8) : about;
        return new TokenUsage(
            usage.Tokens("input_tokens"u8, sink),
            usage.Tokens("cache_read_tokens"u8, sink),
            usage.Tokens("cache_creation_tokens"u8, sink),
            0,
            usage.Tokens("output_tokens"u8, sink),
            0
        );
    }
}
