using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Amp;

/// <summary>Token counts as Amp writes them.</summary>
internal static class AmpUsage
{
    /// <summary>Cached tokens are separate from the input, unless the row's own total shows that the input includes them.</summary>
    public static TokenUsage OfMessage(JsonElement usage, RowSink sink)
    {
        PromptCounts prompt = new(
            usage.Tokens("inputTokens"u8, sink),
            usage.Tokens("cacheReadInputTokens"u8, sink),
            usage.Tokens("cacheCreationInputTokens"u8, sink)
        );
        long? total = usage.Has("totalInputTokens"u8) ? usage.Tokens("totalInputTokens"u8, sink) : null;
        prompt = prompt.Apart(prompt.Proven(total, 0) ?? CacheInInput.None);
        return prompt.With(usage.Tokens("outputTokens"u8, sink), 0);
    }

    /// <summary>An event has no cached tokens; they are in the message that it belongs to.</summary>
    public static TokenUsage OfEvent(JsonElement tokens, TokenUsage message, RowSink sink) =>
        new(
            tokens.Tokens("input"u8, sink),
            Part(tokens, "cacheReadInputTokens"u8, message.CacheRead, sink),
            Part(tokens, "cacheCreationInputTokens"u8, message.CacheWrite5m, sink),
            0,
            tokens.Tokens("output"u8, sink),
            0
        );

    private static long Part(JsonElement tokens, ReadOnlySpan<byte> name, long ofMessage, RowSink sink) =>
        tokens.Has(name) ? tokens.Tokens(name, sink) : ofMessage;
}
