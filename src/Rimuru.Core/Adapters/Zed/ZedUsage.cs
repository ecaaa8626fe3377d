using System.Text.Json;
using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Adapters.Zed;

/// <summary>Token counts as Zed keeps them; a count of zero is left out.</summary>
internal static class ZedUsage
{
    /// <summary>Over chat completions the input is the whole prompt, and nothing tells what of it was cached.</summary>
    public static TokenUsage Of(JsonElement usage, RowSink sink) =>
        new(
            usage.Tokens("input_tokens"u8, sink),
            usage.Tokens("cache_read_input_tokens"u8, sink),
            usage.Tokens("cache_creation_input_tokens"u8, sink),
            0,
            usage.Tokens("output_tokens"u8, sink),
            0
        );
}
