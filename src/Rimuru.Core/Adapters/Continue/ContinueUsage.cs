using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.Continue;

/// <summary>Token counts as Continue's CLI logs them.</summary>
/// <param name="Prompt">The prompt as logged, with or without what was cached.</param>
/// <param name="Tokens">Disjoint buckets.</param>
/// <param name="CacheApart">What was cached, where the prompt leaves it out.</param>
internal readonly record struct ContinueUsage(long Prompt, TokenUsage Tokens, long CacheApart)
{
    /// <summary>The same with thoughts that only the total has, and the session's own sum leaves out.</summary>
    public TokenUsage Whole { get; init; } = Tokens;

    /// <summary>
    /// Anthropic's interface counts reads and writes beside the prompt, with one number for both lives of writes; the others count reads
    /// inside it.
    /// </summary>
    public static ContinueUsage Of(JsonElement usage, RowSink sink)
    {
        long prompt = usage.Tokens("prompt_tokens"u8, sink),
            output = usage.Tokens("completion_tokens"u8, sink),
            reasoning = Math.Min(usage.Get("completion_tokens_details"u8).Tokens("reasoning_tokens"u8, sink), output);
        JsonElement details = usage.Get("prompt_tokens_details"u8);
        if (details.Has("cache_read_tokens"u8) || details.Has("cache_write_tokens"u8))
        {
            long read = details.Tokens("cache_read_tokens"u8, sink),
                written = details.Tokens("cache_write_tokens"u8, sink);
            return new ContinueUsage(prompt, new TokenUsage(prompt, read, written, 0, output, reasoning), read + written);
        }

        long cached = Math.Min(details.Tokens("cached_tokens"u8, sink), prompt);
        TokenUsage tokens = new(prompt - cached, cached, 0, 0, output, reasoning);
        OutputCounts whole = new OutputCounts(output, reasoning).Whole(usage.Tokens("total_tokens"u8, sink), prompt);
        return new ContinueUsage(prompt, tokens, 0) { Whole = tokens with { Output = whole.Output, Reasoning = whole.Reasoning } };
    }

    /// <summary>The session's own sum.</summary>
    public static ContinueUsage OfSession(JsonElement usage, RowSink sink)
    {
        long prompt = usage.Tokens("promptTokens"u8, sink);
        JsonElement details = usage.Get("promptTokensDetails"u8);
        long read = details.Tokens("cachedTokens"u8, sink),
            written = details.Tokens("cacheWriteTokens"u8, sink);
        return new ContinueUsage(
            prompt,
            new TokenUsage(prompt, read, written, 0, usage.Tokens("completionTokens"u8, sink), 0),
            read + written
        );
    }
}
