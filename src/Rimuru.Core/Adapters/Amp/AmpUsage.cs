using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Amp;

/// <summary>Token counts as Amp writes them.</summary>
internal static class AmpUsage
{
    public static TokenUsage OfMessage(JsonElement usage, RowSink sink) => new(
        usage.Tokens("inputTokens"u8, sink), usage.Tokens("cacheReadInputTokens"u8, sink), usage.Tokens("cacheCreationInputTokens"u8, sink), 0, usage.Tokens("outputTokens"u8, sink), 0);

    /// <summary>The ledger leaves the cache to the message it belongs to.</summary>
    public static TokenUsage OfEvent(JsonElement tokens, TokenUsage message, RowSink sink) => new(
        tokens.Tokens("input"u8, sink), Part(tokens, "cacheReadInputTokens"u8, message.CacheRead, sink),
        Part(tokens, "cacheCreationInputTokens"u8, message.CacheWrite5m, sink), 0, tokens.Tokens("output"u8, sink), 0);

    private static long Part(JsonElement tokens, ReadOnlySpan<byte> name, long ofMessage, RowSink sink) =>
        tokens.Has(name) ? tokens.Tokens(name, sink) : ofMessage;
}
