using System.Text.Json;
using Rimuru.Core.AdapterContract;

namespace Rimuru.Core.Adapters.MistralVibe;

/// <summary>The counters of a session: the prompt includes what was read from the cache.</summary>
/// <param name="Tokens">Disjoint buckets.</param>
/// <param name="Steps">Requests so far.</param>
internal readonly record struct MistralVibeUsage(TokenUsage Tokens, long Steps)
{
    public static MistralVibeUsage Of(JsonElement stats, RowSink sink)
    {
        PromptCounts prompt = new PromptCounts(
            stats.Tokens("session_prompt_tokens"u8, sink),
            stats.Tokens("session_cached_tokens"u8, sink),
            0
        ).Apart(CacheInInput.Reads);
        return new MistralVibeUsage(
            new TokenUsage(prompt.Input, prompt.CacheRead, 0, 0, stats.Tokens("session_completion_tokens"u8, sink), 0),
            stats.Tokens("steps"u8, sink)
        );
    }

    /// <summary>True if the counters may have been the other's before.</summary>
    public bool Continues(MistralVibeUsage other) =>
        Tokens.Prompt >= other.Tokens.Prompt
        && Tokens.CacheRead >= other.Tokens.CacheRead
        && Tokens.Output >= other.Tokens.Output
        && Steps >= other.Steps;

    /// <summary>What was used since the counters were the other's.</summary>
    public MistralVibeUsage Since(MistralVibeUsage other)
    {
        long prompt = Math.Max(0, Tokens.Prompt - other.Tokens.Prompt),
            read = Math.Min(Math.Max(0, Tokens.CacheRead - other.Tokens.CacheRead), prompt);
        return new MistralVibeUsage(
            new TokenUsage(prompt - read, read, 0, 0, Math.Max(0, Tokens.Output - other.Tokens.Output), 0),
            Math.Max(0, Steps - other.Steps)
        );
    }
}
