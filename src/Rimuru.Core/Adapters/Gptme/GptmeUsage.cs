using System.Text.Json;
using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Adapters.Gptme;

/// <summary>Token counts as gptme logs them: the input is apart from the cache.</summary>
internal static class GptmeUsage
{
    public static TokenUsage Of(JsonElement usage, RowSink sink) =>
        new(
            usage.Tokens("input_tokens"u8, sink),
            usage.Tokens("cache_read_tokens"u8, sink),
            usage.Tokens("cache_creation_tokens"u8, sink),
            0,
            usage.Tokens("output_tokens"u8, sink),
            0
        );
}
