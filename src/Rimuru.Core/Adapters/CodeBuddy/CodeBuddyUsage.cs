using System.Text.Json;
using Rimuru.Core.AdapterContract;
using Rimuru.Core.Formats;

namespace Rimuru.Core.Adapters.CodeBuddy;

/// <summary>
/// Token counts as CodeBuddy logs them: the prompt includes what was read from the cache and written to it, unless a total disproves that.
/// </summary>
internal static class CodeBuddyUsage
{
    public const string CreditUnit = "CodeBuddy credits";

    /// <summary>The provider's own counts, else those that the agent made of them.</summary>
    public static TokenUsage Of(JsonElement data, RowSink sink)
    {
        JsonElement raw = data.Get("rawUsage"u8);
        return raw.Has("prompt_tokens"u8) || raw.Has("completion_tokens"u8) ? OfRaw(raw, sink) : OfOwn(data.Get("usage"u8), sink);
    }

    /// <summary>The counts in the message itself, which some lines have instead.</summary>
    public static TokenUsage OfMessage(JsonElement usage, RowSink sink)
    {
        long output = usage.Tokens("output_tokens"u8, sink);
        PromptCounts prompt = new(
            usage.Tokens("input_tokens"u8, sink),
            usage.Tokens("cache_read_input_tokens"u8, sink),
            usage.Tokens("cache_creation_input_tokens"u8, sink)
        );
        long? total = usage.Has("total_tokens"u8) ? usage.Tokens("total_tokens"u8, sink) : null;
        long thinking = usage.Get("output_tokens_details"u8).Tokens("reasoning_tokens"u8, sink);
        return Apart(prompt, output, thinking, total);
    }

    private static TokenUsage OfRaw(JsonElement usage, RowSink sink)
    {
        long read = First(usage, sink, "prompt_cache_hit_tokens", "cache_read_input_tokens"),
            output = usage.Tokens("completion_tokens"u8, sink),
            thinking = usage.Tokens("completion_thinking_tokens"u8, sink);
        PromptCounts prompt = new(
            usage.Tokens("prompt_tokens"u8, sink),
            read > 0 ? read : usage.Get("prompt_tokens_details"u8).Tokens("cached_tokens"u8, sink),
            First(usage, sink, "cache_creation_input_tokens", "prompt_cache_write_tokens")
        );
        if (thinking == 0)
            thinking = usage.Get("completion_tokens_details"u8).Tokens("reasoning_tokens"u8, sink);
        return Apart(prompt, output, thinking, usage.Has("total_tokens"u8) ? usage.Tokens("total_tokens"u8, sink) : null);
    }

    private static TokenUsage OfOwn(JsonElement usage, RowSink sink)
    {
        long read = usage.Get("inputTokensDetails"u8).Items().Select(detail => detail.Tokens("cached_tokens"u8, sink)).FirstOrDefault();
        PromptCounts prompt = new(usage.Tokens("inputTokens"u8, sink), read, 0);
        long? total = usage.Has("totalTokens"u8) ? usage.Tokens("totalTokens"u8, sink) : null;
        return Apart(prompt, usage.Tokens("outputTokens"u8, sink), 0, total);
    }

    private static TokenUsage Apart(PromptCounts prompt, long output, long thinking, long? total)
    {
        PromptCounts apart = prompt.Apart(prompt.Proven(total, output) ?? prompt.Most);
        OutputCounts answer = new OutputCounts(output, thinking).Whole(total, apart.Sum);
        return new TokenUsage(apart.Input, apart.CacheRead, apart.CacheWrite, 0, answer.Output, answer.Reasoning);
    }

    private static long First(JsonElement usage, RowSink sink, params ReadOnlySpan<string> fields)
    {
        foreach (string field in fields)
        {
            if (usage.Tokens(System.Text.Encoding.UTF8.GetBytes(field), sink) is > 0 and var count)
                return count;
        }

        return 0;
    }
}
