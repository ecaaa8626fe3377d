using System.Text.Json;
using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Adapters.KimiCli;

/// <summary>
/// Token counts as Kimi logs them: the input is apart from the cache, and nothing tells the lives of writes or the thinking.
/// </summary>
internal static class KimiCliUsage
{
    public static TokenUsage OfStep(JsonElement usage, RowSink sink) =>
        new(
            usage.Tokens("input_other"u8, sink),
            usage.Tokens("input_cache_read"u8, sink),
            usage.Tokens("input_cache_creation"u8, sink),
            0,
            usage.Tokens("output"u8, sink),
            0
        );

    public static TokenUsage OfRecord(JsonElement usage, RowSink sink) =>
        new(
            usage.Tokens("inputOther"u8, sink),
            usage.Tokens("inputCacheRead"u8, sink),
            usage.Tokens("inputCacheCreation"u8, sink),
            0,
            usage.Tokens("output"u8, sink),
            0
        );
}
